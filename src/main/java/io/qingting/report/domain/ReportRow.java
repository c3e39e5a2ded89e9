package io.qingting.report.domain;

import java.util.EnumMap;
import java.util.List;
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

    /** Agents that the figures stand on; 0 where the report does not say. */
    long people() {
        return figures.get(Metric.PEOPLE) instanceof Figure.Count count ? count.count() : 0;
    }

    ReportRow withheld(List<Metric> metrics) {
        Map<Metric, Figure> none = new EnumMap<>(Metric.class);
        for (Metric metric : metrics) none.put(metric, new Figure.None());
        none.put(Metric.PEOPLE, new Figure.Count(people()));
        return new ReportRow(period, key, none);
    }
}
