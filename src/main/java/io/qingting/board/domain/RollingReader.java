package io.qingting.board.domain;

import io.qingting.board.domain.ServiceScore.Group;
import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.contact.domain.FirstContactResolution.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads 30-day figures: the parts are of the last refresh, teams are as they are now. Null wherever nothing was refreshed yet. */
final class RollingReader {
    private static final Group NOBODY = Group.of(List.of());

    private final BoardConfig config;
    private final Agents agents;
    private @Nullable Rolling rolling;
    private long refreshes;

    // Sums over people, made anew when the parts or somebody's team changed.
    private long summedAt = -1;
    private Group site = NOBODY;
    private Map<String, List<Parts>> members = Map.of();
    private Map<String, Group> teams = Map.of();

    RollingReader(BoardConfig config, Agents agents) {
        this.config = config;
        this.agents = agents;
    }

    boolean shows(Rolling other) {
        return rolling == other;
    }

    void show(Rolling newest) {
        rolling = newest;
        refreshes++;
    }

    long version() {
        return refreshes;
    }

    @Nullable
    RollingScore agent(String agentId) {
        Rolling present = rolling;
        if (present == null) return null;
        sum(present);
        Parts own = present.agents().getOrDefault(agentId, Parts.NONE);
        String team = agents.teamOf(agentId);
        Group group = team == null ? NOBODY : teams.getOrDefault(team, NOBODY);
        return new RollingScore(present.at(), ServiceScore.of(ScoreFigures.ROLLING, config.score(), own, group, site));
    }

    /** The scores of those of a team who have one, in no particular order; none where nothing was refreshed yet. */
    List<Double> scores(@Nullable String teamId) {
        Rolling present = rolling;
        if (present == null || teamId == null) return List.of();
        sum(present);
        Group group = teams.getOrDefault(teamId, NOBODY);
        List<Double> scores = new ArrayList<>();
        for (Parts parts : members.getOrDefault(teamId, List.of())) {
            Double value = ServiceScore.of(ScoreFigures.ROLLING, config.score(), parts, group, site)
                    .value();
            if (value != null) scores.add(value);
        }
        return scores;
    }

    /** Null also where fewer people stand behind it than may be shown. */
    @Nullable
    RollingScore team(String teamId) {
        Rolling present = rolling;
        if (present == null) return null;
        sum(present);
        ScoreFigures score =
                ServiceScore.ofTeam(ScoreFigures.ROLLING, config.score(), members.getOrDefault(teamId, List.of()));
        return score == null ? null : new RollingScore(present.at(), score);
    }

    private void sum(Rolling present) {
        long state = refreshes + agents.teamChanges();
        if (summedAt == state) return;
        // In the order of ids, so that sums of fractions are the same on every instance.
        TreeMap<String, Parts> byId = new TreeMap<>(present.agents());
        Map<String, List<Parts>> byTeam = new HashMap<>();
        byId.forEach((agentId, parts) -> {
            String team = agents.teamOf(agentId);
            if (team != null)
                byTeam.computeIfAbsent(team, t -> new ArrayList<>()).add(parts);
        });
        Map<String, Group> sums = new HashMap<>();
        byTeam.forEach((team, parts) -> sums.put(team, Group.of(parts)));
        site = Group.of(byId.values());
        members = byTeam;
        teams = sums;
        summedAt = state;
    }

    @Nullable
    RollingFigures site() {
        Rolling present = rolling;
        if (present == null) return null;
        Result sum = present.queues().values().stream().reduce(Result.NONE, Result::plus);
        return RollingFigures.of(present.at(), sum);
    }

    @Nullable
    RollingFigures queue(String queueId) {
        Rolling present = rolling;
        if (present == null) return null;
        return RollingFigures.of(present.at(), present.queues().getOrDefault(queueId, Result.NONE));
    }
}
