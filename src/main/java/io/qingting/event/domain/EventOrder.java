package io.qingting.event.domain;

import java.util.Comparator;

/**
 * The one order in which the events of a contact are folded, whatever order they arrived in: by instant; equal instants by
 * cycle, the source's sequence, the order of types, then id (METRICS.md, "equal instants"). An event without a sequence
 * stands before those that have one, so that the order is total.
 */
public final class EventOrder implements Comparator<Event> {
    public static final EventOrder INSTANCE = new EventOrder();

    private EventOrder() {}

    @Override
    public int compare(Event a, Event b) {
        int c = Long.compare(a.at(), b.at());
        if (c != 0) return c;
        c = Integer.compare(a.cycle(), b.cycle());
        if (c != 0) return c;
        c = sequence(a).compareTo(sequence(b));
        if (c != 0) return c;
        c = a.type().compareTo(b.type());
        if (c != 0) return c;
        c = a.id().compareTo(b.id());
        return c != 0 ? c : Integer.compare(a.sourceId(), b.sourceId());
    }

    private static String sequence(Event event) {
        String sequence = event.sequence();
        return sequence == null ? "" : sequence;
    }
}
