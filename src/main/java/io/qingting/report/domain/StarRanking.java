package io.qingting.report.domain;

import io.qingting.board.domain.ScoreFigures;
import io.qingting.board.domain.ScoreSettings;
import io.qingting.board.domain.ServiceScore;
import io.qingting.board.domain.ServiceScore.Parts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * People in the order of their service scores over a month. The score is the published one, as over 30 days, of what belongs
 * to the month; it is pulled to the mean of the whole team and of all people, also where only some of them are ranked. Two who
 * are shown the same score share a place, and the next one is as much further on.
 *
 * @param ranked by place, then id; empty where {@code isWithheld}
 * @param notRanked whose sample is too small, by id
 * @param people how many have a score
 * @param isWithheld fewer have one than a comparison may stand on
 */
public record StarRanking(List<Placed> ranked, List<Unplaced> notRanked, int people, boolean isWithheld) {
    /** Scores are told to this part of a point. */
    private static final double DIGITS = 10;

    /** @param score rounded as it is shown */
    public record Placed(int place, String agentId, double score, ScoreFigures figures) {}

    public record Unplaced(String agentId, ScoreFigures figures) {}

    public StarRanking {
        ranked = List.copyOf(ranked);
        notRanked = List.copyOf(notRanked);
    }

    /**
     * @param parts of everybody, of the month
     * @param teamOfAgent as of now
     * @param isShown who is ranked
     */
    public static StarRanking of(
            Map<String, Parts> parts,
            Map<String, String> teamOfAgent,
            ScoreSettings settings,
            Predicate<String> isShown) {
        List<Unplaced> scored = new ArrayList<>();
        List<Unplaced> notRanked = new ArrayList<>();
        ServiceScore.ofAll(ScoreFigures.ROLLING, settings, parts, teamOfAgent).forEach((agentId, figures) -> {
            if (!isShown.test(agentId)) return;
            (figures.value() == null ? notRanked : scored).add(new Unplaced(agentId, figures));
        });
        boolean isWithheld = scored.size() < settings.minPeople();
        return new StarRanking(isWithheld ? List.of() : placed(scored), notRanked, scored.size(), isWithheld);
    }

    private static List<Placed> placed(List<Unplaced> scored) {
        List<Unplaced> sorted = scored.stream()
                .sorted(Comparator.comparingDouble((Unplaced u) -> -shown(u)).thenComparing(Unplaced::agentId))
                .toList();
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Unplaced next = sorted.get(i);
            boolean isEqual = i > 0 && placed.get(i - 1).score() == shown(next);
            placed.add(new Placed(
                    isEqual ? placed.get(i - 1).place() : i + 1, next.agentId(), shown(next), next.figures()));
        }
        return placed;
    }

    private static double shown(Unplaced person) {
        return Math.round(Objects.requireNonNull(person.figures().value()) * DIGITS) / DIGITS;
    }

    /** Those on the first places, who are the stars. */
    public List<Placed> stars(int places) {
        return ranked.stream().filter(p -> p.place() <= places).toList();
    }
}
