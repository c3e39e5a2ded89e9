package io.qingting.history.domain;

import io.qingting.contact.domain.SpanKind;
import java.util.Set;

/**
 * Which facts are wanted, in the order of the instants by which they belong to a period.
 *
 * @param clock which instant that is
 * @param limitMillis of {@link Clock#DEADLINE}: how long after its begin a wait's deadline is; else 0
 * @param from epoch milliseconds
 * @param to exclusive
 */
public record FactScan(Set<SpanKind> kinds, Clock clock, long limitMillis, long from, long to, Place place) {
    public FactScan {
        kinds = Set.copyOf(kinds);
    }

    public enum Clock {
        BEGIN,
        /** The event that completed it; of what runs, its begin. */
        END,
        /** The earlier of the end and the deadline; of what runs, the deadline. */
        DEADLINE
    }

    /** Whose facts. */
    public sealed interface Place {
        record Everywhere() implements Place {}

        /** @param queueId {@code (no queue)} for contacts without one */
        record Queue(String queueId) implements Place {}

        record Channel(String wireName) implements Place {}

        /** Of facts that tell a segment: entries, and what is one instant. */
        record Segment(String wireName) implements Place {}

        record Agents(Set<String> agentIds) implements Place {
            public Agents {
                agentIds = Set.copyOf(agentIds);
            }
        }
    }
}
