package io.qingting.board.domain;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.PresenceState;
import org.jspecify.annotations.Nullable;

/**
 * One event of an agent, as little of it as its fold needs: a presence from {@code since} on, a membership, a team.
 *
 * @param at when it happened, epoch milliseconds
 * @param since from when the presence holds, at most {@code at}
 * @param state null: no change of presence
 * @param queueId the queue joined or left; null: no change of membership
 */
record AgentEdge(
        String agentId,
        long at,
        int sourceId,
        String eventId,
        @Nullable String teamId,
        @Nullable PresenceState state,
        long since,
        @Nullable String queueId,
        boolean added)
        implements Comparable<AgentEdge> {

    /** The edge that an event of an agent says; null: it says nothing usable. */
    static @Nullable AgentEdge of(Event event) {
        String agentId = event.agentId();
        if (agentId == null) return null;
        return switch (event.detail()) {
            case Event.Presence presence -> {
                Long since = presence.since();
                long from = since == null ? event.at() : Math.min(since, event.at());
                yield edge(agentId, event, presence.state(), from, null, false);
            }
            case Event.Membership membership ->
                edge(agentId, event, null, event.at(), membership.queueId(), membership.added());
            case null, default -> null;
        };
    }

    private static AgentEdge edge(
            String agentId,
            Event event,
            @Nullable PresenceState state,
            long since,
            @Nullable String queueId,
            boolean added) {
        return new AgentEdge(
                agentId, event.at(), event.sourceId(), event.id(), event.teamId(), state, since, queueId, added);
    }

    /** The later wins, whatever order they arrived in. */
    @Override
    public int compareTo(AgentEdge other) {
        int c = Long.compare(at, other.at);
        if (c != 0) return c;
        c = eventId.compareTo(other.eventId);
        return c != 0 ? c : Integer.compare(sourceId, other.sourceId);
    }
}
