package io.qingting.event.app;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.NewEvent;
import io.qingting.event.store.EventJson;

/** Between the flat record that folds take and what the log stores. {@code decode(encode(e))} equals {@code e}. */
public final class EventCodec {
    private EventCodec() {}

    /** An event of our own making, such as an audited action, ready to be appended. */
    public static NewEvent encode(Event event, boolean imported) {
        return new NewEvent(
                event.sourceId(),
                event.id(),
                event.type(),
                event.at(),
                event.sequence(),
                event.contactId(),
                event.customerKey(),
                imported,
                EventJson.write(event));
    }

    /** The event as the tail will give it, at position 0. */
    public static Event decode(NewEvent event) {
        return EventJson.read(event);
    }
}
