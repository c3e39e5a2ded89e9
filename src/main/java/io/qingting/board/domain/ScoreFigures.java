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
        private Component withoutValue() {
            return new Component(name, weight, Mean.NONE, n, team, isTeam, null);
        }
    }

    /** The same without what fewer than {@code least} customers' ratings say; how many there are stays. */
    ScoreFigures withRatingsFrom(int least) {
        if (ratings >= least) return this;
        return new ScoreFigures(
                window,
                value,
                sampleTooSmall,
                ratings,
                answered,
                components.stream()
                        .map(part -> part.name().equals(CSAT) && part.n() > 0 ? part.withoutValue() : part)
                        .toList());
    }
}
