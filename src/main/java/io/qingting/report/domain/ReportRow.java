package io.qingting.report.domain;

import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of one queue, channel, agent or of all in one period.
 *
 * @param key id of whose figures they are; {@code *}: all
 * @param figures by metric; a metric that is absent is none of this report
 */
public record ReportRow(Period period, String key, Map<Metric, Figure> figures) {
    public ReportRow {
        figures = new EnumMap<>(figures);
    }
}
