package io.qingting.board.domain;

import io.qingting.board.domain.AgentTimeline.TimelineState;
import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One agent: time line, queues, team, and the contacts in hand. */
final class AgentState {
    private final String agentId;
    private AgentTimeline timeline = new AgentTimeline();
    private final Map<String, AgentEdge> memberships = new HashMap<>();
    private final Map<String, Integer> servingNow = new HashMap<>();
    private final Map<String, Integer> servedToday = new HashMap<>();
    private final Set<ContactKey> contacts = new HashSet<>();
    private @Nullable AgentEdge team;

    AgentState(String agentId) {
        this.agentId = agentId;
    }

    String agentId() {
        return agentId;
    }

    AgentTimeline timeline() {
        return timeline;
    }

    /** The contacts in hand. */
    Set<ContactKey> contacts() {
        return contacts;
    }

    void apply(AgentEdge edge) {
        noteTeam(edge);
        if (edge.state() != null) timeline.presence(edge);
        if (edge.queueId() != null) {
            memberships.merge(edge.queueId(), edge, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
    }

    void noteTeam(AgentEdge edge) {
        if (edge.teamId() == null) return;
        if (team == null || edge.compareTo(team) > 0) team = edge;
    }

    /** The instant from which a note about the team would be news. */
    long teamAt() {
        return team == null ? Long.MIN_VALUE : team.at();
    }

    @Nullable
    String teamId() {
        return team == null ? null : team.teamId();
    }

    void serving(String queueId, int times) {
        servingNow.merge(queueId, times, AgentState::plus);
    }

    void served(String queueId, int times) {
        servedToday.merge(queueId, times, AgentState::plus);
    }

    private static @Nullable Integer plus(Integer a, Integer b) {
        return a + b == 0 ? null : Integer.valueOf(a + b);
    }

    void startDay(long floor) {
        servedToday.clear();
        timeline.prune(floor);
    }

    /** Queues by the source's memberships; without any, those served today. */
    Set<String> queues() {
        Set<String> queues = new HashSet<>();
        if (memberships.isEmpty()) {
            queues.addAll(servingNow.keySet());
            queues.addAll(servedToday.keySet());
        } else {
            memberships.forEach((queue, edge) -> {
                if (edge.added()) queues.add(queue);
            });
        }
        return queues;
    }

    /** True where this agent stands in the counts: by a presence feed, a membership, or work today. */
    boolean isCounted() {
        return timeline.hasFeed() || !memberships.isEmpty() || !servingNow.isEmpty() || !servedToday.isEmpty();
    }

    AgentData toData() {
        return new AgentData(
                agentId,
                timeline.toState(),
                List.copyOf(memberships.values()),
                Map.copyOf(servingNow),
                Map.copyOf(servedToday),
                team);
    }

    static AgentState restore(AgentData data) {
        AgentState agent = new AgentState(data.agentId());
        agent.timeline = AgentTimeline.restore(data.timeline());
        for (AgentEdge edge : new ArrayList<>(data.memberships())) {
            if (edge.queueId() != null) agent.memberships.put(edge.queueId(), edge);
        }
        agent.servingNow.putAll(data.servingNow());
        agent.servedToday.putAll(data.servedToday());
        agent.team = data.team();
        return agent;
    }

    /** An agent as data; contacts in hand are found again from the contacts. */
    record AgentData(
            String agentId,
            TimelineState timeline,
            List<AgentEdge> memberships,
            Map<String, Integer> servingNow,
            Map<String, Integer> servedToday,
            @Nullable AgentEdge team) {}
}
