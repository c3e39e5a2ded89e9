package io.qingting.importing.domain;

import io.qingting.event.domain.CanonicalEvent;
import java.util.List;

/** What became of a row. */
public sealed interface RowOutcome {
    /** It gives these events. */
    record Events(List<CanonicalEvent> events) implements RowOutcome {
        public Events {
            events = List.copyOf(events);
        }
    }

    /** The mapping leaves it out. */
    record Skipped(String reason) implements RowOutcome {}

    /** It cannot be read. */
    record Refused(String reason) implements RowOutcome {}
}
