package io.qingting.board.domain;

import io.qingting.board.domain.ServiceScore.Group;
import io.qingting.board.domain.ServiceScore.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the scores of today are compared with: the parts of each team's members and of all agents added up. Made anew only
 * where somebody's figures or team changed, since thousands of pages ask for the same sums.
 */
final class ScoreGroups {
    private static final Group NOBODY = Group.of(List.of());

    private final Cells cells;
    private final Agents agents;
    private final Figures figures;

    private long summedAt = -1;
    private Group site = NOBODY;
    private Map<String, Group> teams = Map.of();

    ScoreGroups(Cells cells, Agents agents, Figures figures) {
        this.cells = cells;
        this.agents = agents;
        this.figures = figures;
    }

    Group site() {
        sum();
        return site;
    }

    /** The team an agent counts in; nobody where there is none. */
    Group teamOf(AgentState agent) {
        sum();
        String team = agents.teamOf(agent);
        return team == null ? NOBODY : teams.getOrDefault(team, NOBODY);
    }

    private void sum() {
        // Both only grow, so an equal sum means that neither changed.
        long state = agents.changes() + cells.agentChanges();
        if (summedAt == state) return;
        Map<String, Group> sums = new HashMap<>();
        agents.tally().teams().forEach((team, members) -> sums.put(team, Group.of(parts(members))));
        teams = sums;
        site = Group.of(parts(agents.all()));
        summedAt = state;
    }

    /** What the score of each is made of, today. */
    List<Parts> parts(Iterable<AgentState> members) {
        List<Parts> parts = new ArrayList<>();
        for (AgentState agent : members) parts.add(figures.partsToday(agent));
        return parts;
    }
}
