package io.qingting.report.web;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Trend;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trend on the wire. {@code state}: live, or catchingUp where history is behind the log, so that minutes may be missing. */
record TrendJson(
        String at,
        int metricsVersion,
        String state,
        double lagSeconds,
        List<PointJson> points,
        @Nullable LastWeekJson lastWeek) {

    record PointJson(
            String at,
            int offered,
            int queueLength,
            @Nullable Double longestWaitSeconds,
            Ratio serviceLevel,
            Ratio abandonmentRate,
            @Nullable Integer agentsOnDuty,
            Mean csat) {}

    record LastWeekJson(
            String at,
            int queueLength,
            @Nullable Double longestWaitSeconds,
            Ratio serviceLevel,
            Ratio abandonmentRate,
            @Nullable Integer agentsOnDuty,
            Mean csat) {}

    static TrendJson of(Trend trend) {
        Trend.LastWeek then = trend.lastWeek();
        return new TrendJson(
                text(trend.at()),
                Metric.VERSION,
                trend.isCatchingUp() ? "catchingUp" : "live",
                Math.round(trend.lagSeconds() * 10) / 10.0,
                trend.points().stream().map(TrendJson::point).toList(),
                then == null
                        ? null
                        : new LastWeekJson(
                                text(then.at()),
                                then.queueLength(),
                                seconds(then.longestWaitMillis()),
                                then.serviceLevel(),
                                then.abandonmentRate(),
                                then.agentsOnDuty(),
                                then.csat()));
    }

    private static PointJson point(Trend.Point point) {
        return new PointJson(
                text(point.at()),
                point.offered(),
                point.queueLength(),
                seconds(point.longestWaitMillis()),
                point.serviceLevel(),
                point.abandonmentRate(),
                point.agentsOnDuty(),
                point.csat());
    }

    private static @Nullable Double seconds(@Nullable Long millis) {
        return millis == null ? null : millis / 1_000.0;
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
