package io.qingting.board.domain;

import io.qingting.board.domain.AgentState.AgentData;
import io.qingting.contact.domain.LiveView;
import io.qingting.contact.domain.LiveView.LegView;
import io.qingting.contact.domain.Outcome;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.Event;
import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fold of all agents: presence edges, memberships and teams from their events, service spans from their contacts. The
 * latest event wins by its instant, not by its arrival.
 */
final class Agents {
    private final BoardConfig config;
    private final Horizon horizon;
    private final Cells cells;
    private final Map<String, AgentState> byId = new HashMap<>();

    /** The same in the order of ids, so that sums of fractions do not depend on arrival. */
    private final TreeMap<String, AgentState> agents = new TreeMap<>();

    private long changes;
    private long teamChanges;

    private long talliedAt = -1;
    private Tally tally = new Tally(PresenceCounts.NONE, Map.of(), Map.of(), Map.of());

    /** Who counts where. {@code teams}: members by team id. */
    record Tally(
            PresenceCounts site,
            Map<String, PresenceCounts> queues,
            Map<String, PresenceCounts> teamCounts,
            Map<String, List<AgentState>> teams) {}

    Agents(BoardConfig config, Horizon horizon, Cells cells) {
        this.config = config;
        this.horizon = horizon;
        this.cells = cells;
    }

    Collection<AgentState> all() {
        return agents.values();
    }

    @Nullable
    AgentState find(String agentId) {
        return byId.get(agentId);
    }

    private AgentState agent(String agentId) {
        AgentState present = byId.get(agentId);
        return present != null ? present : put(new AgentState(agentId));
    }

    private AgentState put(AgentState agent) {
        byId.put(agent.agentId(), agent);
        agents.put(agent.agentId(), agent);
        return agent;
    }

    void apply(AgentEdge edge) {
        AgentState agent = agent(edge.agentId());
        if (edge.queueId() != null) cells.queue(edge.queueId()).named();
        touchQueues(agent);
        String before = agent.teamId();
        agent.apply(edge);
        if (!Objects.equals(before, agent.teamId())) teamChanges++;
        touchQueues(agent);
        touched(agent);
    }

    /** A contact event may tell the team of its agent. */
    void noteTeam(Event event) {
        String agentId = event.agentId();
        if (agentId == null || event.teamId() == null) return;
        AgentState agent = agent(agentId);
        if (event.at() < agent.teamAt()) return;
        String before = agent.teamId();
        agent.noteTeam(new AgentEdge(
                agentId, event.at(), event.sourceId(), event.id(), event.teamId(), null, event.at(), null, false));
        if (event.teamId().equals(before)) return;
        teamChanges++;
        touched(agent);
    }

    /** Counts what a span says about an agent's time, or with −1 takes it out. */
    void count(Span span, int sign) {
        String agentId = span.agentId();
        if (agentId == null) return;
        if (span.kind() == SpanKind.WRAPUP && span.channel().isLive()) {
            agent(agentId).timeline().wrapup(span.startedAt(), span.endedAt(), sign);
            touched(agent(agentId));
        } else if (span.kind() == SpanKind.LEG) leg(agent(agentId), span, sign);
    }

    private void leg(AgentState agent, Span span, int sign) {
        if (span.channel().isLive()) agent.timeline().leg(span.startedAt(), span.endedAt(), sign);
        if (span.outcome() == Outcome.UNACCEPTED) return;
        String queue = span.queueId() == null ? Board.NO_QUEUE : span.queueId();
        if (span.isOpen()) agent.serving(queue, sign);
        else if (span.at() >= horizon.dayStartsAt()) agent.served(queue, sign);
        touched(agent);
    }

    /** Counts a leg that ended for the same one while it was open: its begin stays counted. */
    void ended(Span leg) {
        String agentId = leg.agentId();
        if (agentId == null) return;
        AgentState agent = agent(agentId);
        if (leg.channel().isLive()) agent.timeline().legEnded(leg.endedAt());
        String queue = leg.queueId() == null ? Board.NO_QUEUE : leg.queueId();
        agent.serving(queue, -1);
        if (leg.outcome() != Outcome.UNACCEPTED && leg.at() >= horizon.dayStartsAt()) agent.served(queue, 1);
        touched(agent);
    }

    /** Puts a contact in the hands of the agents of its open legs, or with {@code isNow} false takes it from them. */
    void inHand(ContactKey key, LiveView view, boolean isNow) {
        for (LegView leg : view.legs()) {
            if (leg.agentId() == null) continue;
            AgentState agent = agent(leg.agentId());
            if (isNow) agent.contacts().add(key);
            else agent.contacts().remove(key);
            cells.agent(leg.agentId()).changed();
        }
    }

    /** The contacts in hand show something else than before. */
    void inHandChanged(LiveView view) {
        for (LegView leg : view.legs()) {
            if (leg.agentId() != null) cells.agent(leg.agentId()).changed();
        }
    }

    private void touched(AgentState agent) {
        changes++;
        cells.agent(agent.agentId()).changed();
    }

    private void touchQueues(AgentState agent) {
        for (String queue : agent.queues()) cells.queue(queue).changed();
    }

    void startDay() {
        changes++;
        for (AgentState agent : agents.values()) agent.startDay(horizon.floor());
    }

    @Nullable
    String teamOf(AgentState agent) {
        String configured = config.teamOfAgent().get(agent.agentId());
        return configured != null ? configured : agent.teamId();
    }

    /** The team of an agent that may never have been seen here. */
    @Nullable
    String teamOf(String agentId) {
        AgentState agent = byId.get(agentId);
        return agent == null ? config.teamOfAgent().get(agentId) : teamOf(agent);
    }

    Map<String, String> toldTeams() {
        Map<String, String> told = new HashMap<>();
        for (AgentState agent : agents.values()) {
            String team = agent.teamId();
            if (team != null) told.put(agent.agentId(), team);
        }
        return told;
    }

    /** Who is in one of these teams, those too who were never seen here. */
    Set<String> idsOf(Set<String> teamIds) {
        Set<String> ids = new HashSet<>();
        byId.values().forEach(agent -> {
            String team = teamOf(agent);
            if (team != null && teamIds.contains(team)) ids.add(agent.agentId());
        });
        config.teamOfAgent().forEach((id, team) -> {
            if (teamIds.contains(team)) ids.add(id);
        });
        return ids;
    }

    /** Grows with every change of anybody's team. */
    long teamChanges() {
        return teamChanges;
    }

    long changes() {
        return changes;
    }

    Tally tally() {
        if (talliedAt == changes) return tally;
        int[] site = new int[Presence.values().length];
        Map<String, int[]> queues = new HashMap<>();
        Map<String, int[]> teams = new HashMap<>();
        Map<String, List<AgentState>> members = new TreeMap<>();
        for (AgentState agent : agents.values()) {
            if (!agent.isCounted()) continue;
            int presence = agent.timeline().presence().ordinal();
            site[presence]++;
            for (String queue : agent.queues()) counts(queues, queue)[presence]++;
            String team = teamOf(agent);
            if (team == null) continue;
            counts(teams, team)[presence]++;
            members.computeIfAbsent(team, t -> new ArrayList<>()).add(agent);
        }
        tally = new Tally(counts(site), counts(queues), counts(teams), members);
        talliedAt = changes;
        return tally;
    }

    private static int[] counts(Map<String, int[]> byName, String name) {
        return byName.computeIfAbsent(name, n -> new int[Presence.values().length]);
    }

    private static PresenceCounts counts(int[] n) {
        return new PresenceCounts(n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    private static Map<String, PresenceCounts> counts(Map<String, int[]> byName) {
        Map<String, PresenceCounts> counts = new HashMap<>(byName.size() * 2);
        byName.forEach((name, n) -> counts.put(name, counts(n)));
        return counts;
    }

    List<AgentData> toState() {
        return agents.values().stream().map(AgentState::toData).toList();
    }

    void addState(List<AgentData> states) {
        changes++;
        teamChanges++;
        for (AgentData data : states) put(AgentState.restore(data));
    }
}
