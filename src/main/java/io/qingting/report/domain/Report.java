package io.qingting.report.domain;

import io.qingting.event.domain.LogPosition;
import java.util.List;

/**
 * A report: rows by period, then by key; periods without any event have none.
 *
 * @param asOf the figures hold every event of the log up to it
 * @param metrics its columns, in order
 */
public record Report(ReportQuery query, LogPosition asOf, List<Metric> metrics, List<ReportRow> rows) {
    public Report {
        metrics = List.copyOf(metrics);
        rows = List.copyOf(rows);
    }
    /** A figure that stands on fewer people is told to nobody (METRICS.md, "Service score"). */
    public static final int FEWEST_PEOPLE = 5;

    /** The same without the figures of rows that stand on too few people; how many they are is left. */
    public Report withoutSmallGroups() {
        return new Report(
                query,
                asOf,
                metrics,
                rows.stream()
                        .map(row -> row.people() < FEWEST_PEOPLE ? row.withheld(metrics) : row)
                        .toList());
    }
}
