package io.qingting.history.domain;

import io.qingting.event.domain.Event;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the events of agents in a batch say about presence and memberships. Of events that say something of the same agent (and
 * queue) from the same instant on, the one that wins is here: the latest by instant, id, source, in whatever order they came.
 */
public record AgentFacts(List<Event> presences, List<Event> memberships) {
    private static final Comparator<Event> LATER = Comparator.comparingLong((Event event) -> event.at())
            .thenComparing(Event::id)
            .thenComparingInt(Event::sourceId);

    public AgentFacts {
        presences = List.copyOf(presences);
        memberships = List.copyOf(memberships);
    }

    private record Key(String agentId, String queueId, long since) {}

    /** Events that say nothing about an agent are passed over. */
    public static AgentFacts of(Collection<Event> events) {
        Map<Key, Event> presences = new LinkedHashMap<>();
        Map<Key, Event> memberships = new LinkedHashMap<>();
        for (Event event : events) {
            String agentId = event.agentId();
            if (agentId == null) continue;
            switch (event.detail()) {
                case Event.Presence presence -> keep(presences, new Key(agentId, "", since(event, presence)), event);
                case Event.Membership membership ->
                    keep(memberships, new Key(agentId, membership.queueId(), event.at()), event);
                case null, default -> {}
            }
        }
        return new AgentFacts(List.copyOf(presences.values()), List.copyOf(memberships.values()));
    }

    private static void keep(Map<Key, Event> kept, Key key, Event event) {
        kept.merge(key, event, (a, b) -> LATER.compare(a, b) >= 0 ? a : b);
    }

    /** From when a presence holds, epoch milliseconds: what the source says, but not later than it said so. */
    public static long since(Event event, Event.Presence presence) {
        Long since = presence.since();
        return since == null ? event.at() : Math.min(since, event.at());
    }
}
