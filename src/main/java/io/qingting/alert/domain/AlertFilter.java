package io.qingting.alert.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts to list.
 *
 * @param states wire names; empty: all
 * @param from the floor's time, inclusive; null: from the first
 * @param until the floor's time, exclusive; null: to the last
 */
public record AlertFilter(
        List<String> states,
        @Nullable Severity severity,
        @Nullable AlertKind kind,
        @Nullable String queueId,
        @Nullable Instant from,
        @Nullable Instant until) {
    public AlertFilter {
        states = List.copyOf(states);
    }
}
