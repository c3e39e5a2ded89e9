package io.qingting.event.store;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.NewEvent;

/** The canonical data of events as JSON, both ways. */
public final class EventJson {
    private EventJson() {}

    /** The data as the log keeps it: without contactId and customer key, which have columns of their own. */
    public static String write(Event event) {
        return EventJsonWriter.write(event);
    }

    /** The event as a reader of the log will get it, at position 0. */
    public static Event read(NewEvent event) {
        return EventJsonReader.read(
                0,
                event.sourceId(),
                event.id(),
                event.type(),
                event.at(),
                event.sequence(),
                event.contactId(),
                event.customerKey(),
                event.data());
    }
}
