package io.qingting.board.domain;

import io.qingting.kernel.Mean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service score with all it stands on.
 *
 * @param window {@code today} or {@code 30d}
 * @param value 0 … 100; null: no data, or the sample is too small
 * @param ratings N of the ratings
 * @param answered contacts answered
 */
public record ScoreFigures(
        String window,
        @Nullable Double value,
        boolean sampleTooSmall,
        long ratings,
        long answered,
        List<Component> components) {
    /** Window of a score over 30 days. */
    public static final String ROLLING = "30d";

    private static final String CSAT = "csat";

    /**
     * One part of a score.
     *
     * @param weight share of 100 as set, before components without data give theirs away
     * @param own sum and count; of a rate: hits and total
     * @param team what small samples are pulled to; null: fewer than five people stand behind it, so it is not shown
     * @param isTeam false: the site stands in for a team too small
     * @param value 0 … 100 after the pull; null: no data
     */
    public record Component(
            String name,
            double weight,
            Mean own,
            long n,
            @Nullable Mean team,
            boolean isTeam,
            @Nullable Double value) {
        /** The mean of others goes too: the own sum is the difference between two of them. */
        private Component withoutValue() {
            return new Component(name, weight, Mean.NONE, n, null, isTeam, null);
        }
    }

    /**
     * The same without what customers' ratings say: their component has its N, but no value, and gives its weight to the others,
     * in the score too; else they could be worked out from the rest.
     */
    public ScoreFigures withoutRatings(ScoreSettings settings) {
        List<Component> rest = components.stream()
                .map(part -> part.name().equals(CSAT) ? part.withoutValue() : part)
                .toList();
        boolean tooSmall = settings.isTooSmall(window, 0, answered);
        return new ScoreFigures(window, tooSmall ? null : weighted(rest), tooSmall, ratings, answered, rest);
    }

    /** The weighted mean of components; null: none has data. */
    static @Nullable Double weighted(List<Component> components) {
        double weights = 0;
        double sum = 0;
        for (Component component : components) {
            Double value = component.value();
            if (value == null) continue;
            weights += component.weight();
            sum += component.weight() * value;
        }
        return weights == 0 ? null : Double.valueOf(sum / weights);
    }
}
