package io.qingting.report.domain;

import java.time.Duration;
import java.util.List;

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
        List<String> agents) {

    /** Whose figures: a queue keeps the whole wait, an agent answers for what came while that agent had the contact. */
    public enum Subject {
        QUEUES,
        AGENTS
    }

    public ReportQuery {
        periods = List.copyOf(periods);
        queues = List.copyOf(queues);
        channels = List.copyOf(channels);
        agents = List.copyOf(agents);
        if (periods.isEmpty()) throw new IllegalArgumentException("a report without a period");
    }

    public long from() {
        return periods.getFirst().startsAt();
    }

    public long to() {
        return periods.getLast().endsAt();
    }
}
