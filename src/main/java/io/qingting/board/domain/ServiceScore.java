package io.qingting.board.domain;

import io.qingting.board.domain.ScoreFigures.Component;
import io.qingting.kernel.Mean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The service score of an agent, 0 … 100 (METRICS.md, "Service score of an agent"): the weighted mean of its components, each
 * pulled to the team's mean by (n·own + k·team)/(n + k). A component without data gives its weight to the others.
 */
public final class ServiceScore {
    private ServiceScore() {}

    /**
     * What a score is made of, of one agent or of many added up. Rates as hits and total.
     *
     * @param csat on the scale 1 … 5
     * @param firstContactResolution {@link Mean#NONE} where the window is too young for it
     * @param quality 0 … 100
     * @param answered contacts answered
     */
    public record Parts(
            Mean csat, Mean firstResponse, Mean response, Mean firstContactResolution, Mean quality, long answered) {
        public static final Parts NONE = new Parts(Mean.NONE, Mean.NONE, Mean.NONE, Mean.NONE, Mean.NONE, 0);

        public Parts plus(Parts other) {
            return new Parts(
                    csat.plus(other.csat),
                    firstResponse.plus(other.firstResponse),
                    response.plus(other.response),
                    firstContactResolution.plus(other.firstContactResolution),
                    quality.plus(other.quality),
                    answered + other.answered);
        }

        /** The parts of a slice of an agent; FCR is not in it. */
        static Parts of(Slice slice) {
            return new Parts(
                    slice.mean(Metric.SCORE_CSAT_MICROS, Metric.SCORE_CSAT_COUNT, MILLIONTHS),
                    slice.mean(Metric.SCORE_FIRST_RESPONSE_HITS, Metric.SCORE_FIRST_RESPONSE_TOTAL, 1),
                    slice.mean(Metric.SCORE_RESPONSE_HITS, Metric.SCORE_RESPONSE_TOTAL, 1),
                    Mean.NONE,
                    slice.mean(Metric.SCORE_QUALITY_MICROS, Metric.SCORE_QUALITY_COUNT, MILLIONTHS),
                    slice.get(Metric.SCORE_ANSWERED));
        }

        private Mean part(int i) {
            return switch (i) {
                case 0 -> csat;
                case 1 -> firstResponse;
                case 2 -> response;
                case 3 -> firstContactResolution;
                default -> quality;
            };
        }
    }

    private static final double MILLIONTHS = 1_000_000;
    private static final List<String> NAMES =
            List.of("csat", "firstResponse", "response", "firstContactResolution", "quality");

    /** Parts added up over people, and for each component how many of them have data. */
    static final class Group {
        private Parts total = Parts.NONE;
        private final int[] people = new int[NAMES.size()];

        static Group of(Iterable<Parts> members) {
            Group group = new Group();
            for (Parts parts : members) {
                group.total = group.total.plus(parts);
                for (int i = 0; i < NAMES.size(); i++) {
                    if (parts.part(i).count() > 0) group.people[i]++;
                }
            }
            return group;
        }
    }

    /**
     * The scores of everybody, by agent id.
     *
     * @param teamOfAgent absent: in no team
     */
    public static SortedMap<String, ScoreFigures> ofAll(
            String window, ScoreSettings settings, Map<String, Parts> parts, Map<String, String> teamOfAgent) {
        // In the order of ids, so that sums of fractions are always the same.
        TreeMap<String, Parts> byId = new TreeMap<>(parts);
        Map<String, List<Parts>> members = new HashMap<>();
        byId.forEach((agentId, own) -> {
            String team = teamOfAgent.get(agentId);
            if (team != null)
                members.computeIfAbsent(team, t -> new ArrayList<>()).add(own);
        });
        Map<String, Group> teams = new HashMap<>();
        members.forEach((team, own) -> teams.put(team, Group.of(own)));
        Group site = Group.of(byId.values());
        Group none = Group.of(List.of());
        TreeMap<String, ScoreFigures> scores = new TreeMap<>();
        byId.forEach((agentId, own) -> {
            String team = teamOfAgent.get(agentId);
            Group group = team == null ? none : teams.getOrDefault(team, none);
            scores.put(agentId, of(window, settings, own, group, site));
        });
        return scores;
    }

    /**
     * The score of an agent.
     *
     * @param window name of the window, for display
     * @param team all members of the agent's team, the agent included; of nobody: no team
     * @param site all agents
     */
    static ScoreFigures of(String window, ScoreSettings settings, Parts own, Group team, Group site) {
        List<Component> components = new ArrayList<>(NAMES.size());
        for (int i = 0; i < NAMES.size(); i++) {
            boolean isTeam = team.people[i] >= settings.minPeople();
            Group group = isTeam ? team : site;
            components.add(component(i, settings, own.part(i), group, isTeam));
        }
        boolean tooSmall = settings.isTooSmall(window, own.csat().count(), own.answered());
        Double value = tooSmall ? null : ScoreFigures.weighted(components);
        return new ScoreFigures(window, value, tooSmall, own.csat().count(), own.answered(), components);
    }

    private static Component component(int i, ScoreSettings settings, Mean own, Group group, boolean isTeam) {
        Mean others = group.total.part(i);
        long n = own.count();
        Double value = null;
        if (n > 0) {
            double k = others.count() > 0 ? settings.pull() : 0;
            double pulledTo = others.count() > 0 ? points(i, others) : 0;
            value = (n * points(i, own) + k * pulledTo) / (n + k);
        }
        @Nullable Mean shown = group.people[i] >= settings.minPeople() ? others : null;
        return new Component(NAMES.get(i), weight(i, settings), own, n, shown, isTeam, value);
    }

    /** The score of a team as a whole, not pulled; null with fewer people behind it than may be shown. */
    static @Nullable ScoreFigures ofTeam(String window, ScoreSettings settings, List<Parts> members) {
        long withData = members.stream().filter(ServiceScore::hasData).count();
        if (withData < settings.minPeople()) return null;
        Group team = Group.of(members);
        List<Component> components = new ArrayList<>(NAMES.size());
        for (int i = 0; i < NAMES.size(); i++) {
            Mean own = team.total.part(i);
            Double value = own.count() > 0 && team.people[i] >= settings.minPeople() ? points(i, own) : null;
            double weight = weight(i, settings);
            components.add(new Component(
                    NAMES.get(i),
                    weight,
                    value == null ? Mean.NONE : own,
                    value == null ? 0 : own.count(),
                    null,
                    true,
                    value));
        }
        Parts total = team.total;
        boolean tooSmall = settings.isTooSmall(window, total.csat().count(), total.answered());
        Double value = tooSmall ? null : ScoreFigures.weighted(components);
        return new ScoreFigures(window, value, tooSmall, total.csat().count(), total.answered(), components);
    }

    private static boolean hasData(Parts parts) {
        for (int i = 0; i < NAMES.size(); i++) {
            if (parts.part(i).count() > 0) return true;
        }
        return false;
    }

    /** A mean on the scale 0 … 100: ratings by (m−1)/4·100, rates ×100, quality as it is. */
    private static double points(int i, Mean mean) {
        double m = mean.sum() / mean.count();
        return switch (i) {
            case 0 -> (m - 1) / 4 * 100;
            case 4 -> m;
            default -> m * 100;
        };
    }

    private static double weight(int i, ScoreSettings settings) {
        return switch (i) {
            case 0 -> settings.csat();
            case 1 -> settings.firstResponse();
            case 2 -> settings.response();
            case 3 -> settings.firstContactResolution();
            default -> settings.quality();
        };
    }
}
