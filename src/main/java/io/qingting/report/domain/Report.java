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
}
