package io.qingting.report.domain;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a report is asked for. Empty filters let everything pass.
 *
 * @param subject queues' figures, or agents'
 * @param periods in order, without a gap; not empty
 * @param serviceLevel X of the service level
 * @param firstResponse X of "first response within X"
 * @param response X of "response within X"
 * @param queues ids, {@link Grouping#NO_QUEUE} among them
 * @param channels wire names
 * @param segments wire names, {@link Grouping#NO_SEGMENT} among them
 * @param metrics its columns; empty: all there are
 */
public record ReportQuery(
        Subject subject,
        PeriodUnit unit,
        Grouping grouping,
        List<Period> periods,
        Duration serviceLevel,
        Duration firstResponse,
        Duration response,
        List<String> queues,
        List<String> channels,
        List<String> agents,
        List<String> segments,
        Set<Metric> metrics) {

    /** Whose figures: a queue keeps the whole wait, an agent answers for what came while that agent had the contact. */
    public enum Subject {
        QUEUES,
        AGENTS
    }

    /** Of all segments, with all columns. */
    public ReportQuery(
            Subject subject,
            PeriodUnit unit,
            Grouping grouping,
            List<Period> periods,
            Duration serviceLevel,
            Duration firstResponse,
            Duration response,
            List<String> queues,
            List<String> channels,
            List<String> agents) {
        this(
                subject,
                unit,
                grouping,
                periods,
                serviceLevel,
                firstResponse,
                response,
                queues,
                channels,
                agents,
                List.of(),
                Set.of());
    }

    public ReportQuery {
        periods = List.copyOf(periods);
        queues = List.copyOf(queues);
        channels = List.copyOf(channels);
        agents = List.copyOf(agents);
        segments = List.copyOf(segments);
        metrics = Set.copyOf(metrics);
        if (periods.isEmpty()) throw new IllegalArgumentException("a report without a period");
    }

    /** The same question of other periods. */
    public ReportQuery over(List<Period> others) {
        return new ReportQuery(
                subject,
                unit,
                grouping,
                others,
                serviceLevel,
                firstResponse,
                response,
                queues,
                channels,
                agents,
                segments,
                metrics);
    }

    /** The same question of these agents only. */
    public ReportQuery of(List<String> others) {
        return new ReportQuery(
                subject,
                unit,
                grouping,
                periods,
                serviceLevel,
                firstResponse,
                response,
                queues,
                channels,
                others,
                segments,
                metrics);
    }

    /** The same question, which tells how many people each row stands on too. */
    public ReportQuery withPeople() {
        if (metrics.isEmpty()) return this;
        Set<Metric> more = new HashSet<>(metrics);
        more.add(Metric.PEOPLE);
        return new ReportQuery(
                subject,
                unit,
                grouping,
                periods,
                serviceLevel,
                firstResponse,
                response,
                queues,
                channels,
                agents,
                segments,
                more);
    }

    public long from() {
        return periods.getFirst().startsAt();
    }

    public long to() {
        return periods.getLast().endsAt();
    }
}
