package io.qingting.report.store;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Durations;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Nps;
import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/** A metric's value from the columns that bear its name. A count that is null says that there is no data. */
final class FigureReader {
    private static final double MILLIS = 1_000;
    private static final double MILLIONTHS = 1_000_000;

    private FigureReader() {}

    static Figure read(Row row, Metric metric) {
        String column = metric.column();
        return switch (metric.form()) {
            case COUNT -> new Figure.Count(count(row, column));
            case RATIO ->
                row.getValue(column + "_total") == null
                        ? new Figure.None()
                        : new Figure.Share(new Ratio(count(row, column + "_hits"), count(row, column + "_total")));
            case MEAN -> mean(row, column, 1);
            case SECONDS -> mean(row, column, MILLIS);
            case SCORE -> mean(row, column, MILLIONTHS);
            case DURATIONS -> new Figure.Lengths(durations(row, column));
            case NPS ->
                new Figure.Recommendation(new Nps(
                        count(row, column + "_promoters"),
                        count(row, column + "_detractors"),
                        count(row, column + "_total")));
        };
    }

    private static Figure mean(Row row, String column, double unit) {
        if (row.getValue(column + "_count") == null) return new Figure.None();
        return new Figure.Average(new Mean(sum(row, column + "_sum") / unit, count(row, column + "_count")));
    }

    private static Durations durations(Row row, String column) {
        Object[] found = (Object[]) row.getValue(column + "_percentiles");
        return new Durations(
                sum(row, column + "_sum") / MILLIS,
                count(row, column + "_count"),
                seconds(found, 0),
                seconds(found, 1),
                seconds(found, 2));
    }

    private static @Nullable Double seconds(Object @Nullable [] percentiles, int n) {
        return percentiles == null || percentiles[n] == null ? null : ((Number) percentiles[n]).doubleValue() / MILLIS;
    }

    private static double sum(Row row, String column) {
        Object value = row.getValue(column);
        return value == null ? 0 : ((Number) value).doubleValue();
    }

    private static long count(Row row, String column) {
        Object value = row.getValue(column);
        return value == null ? 0 : ((Number) value).longValue();
    }
}
