package io.qingting.event.domain;

import java.util.List;

/**
 * The next events of the log in order: the positions follow each other without a gap.
 *
 * @param events not empty
 * @param caughtUp true where the log held nothing beyond these when they were read
 */
public record TailBatch(List<LoggedEvent> events, boolean caughtUp) {
    public TailBatch {
        events = List.copyOf(events);
        if (events.isEmpty()) throw new IllegalArgumentException("a batch without events");
    }

    /** Where a reader stands after the batch. */
    public LogPosition end() {
        LoggedEvent last = events.getLast();
        return new LogPosition(last.event().position(), last.recordedAt());
    }
}
