package io.qingting.report.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the floor came to where it is.
 *
 * @param at instant of the figures, epoch milliseconds
 * @param lagSeconds how long the history it is read from has been behind the log; 0: it holds everything
 * @param isCatchingUp that is so long that minutes may be missing
 * @param points one a minute, the last is the running one
 * @param lastWeek the figures seven days before {@code at}; null: nothing was recorded then
 */
public record Trend(
        long at,
        double lagSeconds,
        boolean isCatchingUp,
        List<Point> points,
        @Nullable LastWeek lastWeek) {
    public Trend {
        points = List.copyOf(points);
    }

    /**
     * One minute.
     *
     * @param at its begin, epoch milliseconds
     * @param queueLength at its end; voice and chat
     * @param longestWaitMillis at its end; null: nobody waited
     * @param agentsOnDuty at its end; null: no agent's presence was known
     */
    public record Point(
            long at,
            int offered,
            int queueLength,
            @Nullable Long longestWaitMillis,
            Ratio serviceLevel,
            Ratio abandonmentRate,
            @Nullable Integer agentsOnDuty,
            Mean csat) {}

    /**
     * @param longestWaitMillis null: nobody waited
     * @param agentsOnDuty null: no agent's presence was known
     */
    public record LastWeek(
            long at,
            int queueLength,
            @Nullable Long longestWaitMillis,
            Ratio serviceLevel,
            Ratio abandonmentRate,
            @Nullable Integer agentsOnDuty,
            Mean csat) {}
}
