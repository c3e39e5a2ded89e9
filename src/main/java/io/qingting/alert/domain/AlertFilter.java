package io.qingting.alert.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts to list.
 *
 * @param states wire names; empty: all
 * @param from the floor's time, inclusive; null: from the first
 * @param until the floor's time, exclusive; null: to the last
 * @param agentIds of alerts on single agents only those on these; null: all
 */
public record AlertFilter(
        List<String> states,
        @Nullable Severity severity,
        @Nullable AlertKind kind,
        @Nullable String queueId,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Set<String> agentIds) {
    public AlertFilter {
        states = List.copyOf(states);
        agentIds = agentIds == null ? null : Set.copyOf(agentIds);
    }

    /** The same, of these agents. */
    public AlertFilter ofAgents(@Nullable Set<String> ids) {
        return new AlertFilter(states, severity, kind, queueId, from, until, ids);
    }
}
