package io.qingting.board.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the people of a team do at the middle today, and their scores of 30 days: of each the median over those who have data, as
 * METRICS.md defines percentiles. Rates are 0 … 1, lengths seconds, scores 0 … 100.
 *
 * @param teamId null: the agent is in no team
 * @param members of the team, the agent included
 */
public record TeamMedians(
        @Nullable String teamId,
        int members,
        Median answered,
        Median firstResponseWithin,
        Median firstResponseSeconds,
        Median responseWithin,
        Median handleSeconds,
        Median repliesPerLeg,
        Median monthScore) {

    /**
     * A median.
     *
     * @param value null: fewer people have data than may be shown together
     * @param people who have data
     */
    public record Median(@Nullable Double value, int people) {}

    /**
     * @param monthScores of those who have one
     * @param least with fewer people with data there is no median
     */
    static TeamMedians of(@Nullable String teamId, List<Slice> today, List<Double> monthScores, int least) {
        return new TeamMedians(
                teamId,
                today.size(),
                median(today, least, s -> s.get(Metric.ANSWERED), s -> s.get(Metric.ANSWERED)),
                share(today, least, Metric.FIRST_RESPONSE_HITS, Metric.FIRST_RESPONSE_TOTAL, 1),
                median(
                        today,
                        least,
                        s -> s.count(Distribution.FIRST_RESPONSE),
                        s -> s.sumMillis(Distribution.FIRST_RESPONSE) / MILLIS / s.count(Distribution.FIRST_RESPONSE)),
                share(today, least, Metric.RESPONSE_HITS, Metric.RESPONSE_TOTAL, 1),
                share(today, least, Metric.HANDLE_MILLIS, Metric.HANDLED, MILLIS),
                share(today, least, Metric.REPLIES, Metric.LEGS_ENDED, 1),
                median(monthScores, least));
    }

    private static final double MILLIS = 1000;

    private static Median share(List<Slice> today, int least, Metric sum, Metric count, double parts) {
        return median(today, least, s -> s.get(count), s -> s.get(sum) / parts / s.get(count));
    }

    /** @param cases how many stand behind a person's value; 0: none, and the person is left out */
    private static Median median(
            List<Slice> today, int least, ToLongFunction<Slice> cases, ToDoubleFunction<Slice> value) {
        List<Double> values = new ArrayList<>();
        for (Slice slice : today) if (cases.applyAsLong(slice) > 0) values.add(value.applyAsDouble(slice));
        return median(values, least);
    }

    private static Median median(List<Double> values, int least) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Median(sorted.size() < least ? null : sorted.get(sorted.size() / 2), sorted.size());
    }
}
