package io.qingting.report.store;

import static io.qingting.report.domain.Metric.*;

import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The metrics that one statement yields together.
 *
 * @param limit of the waits that the statement judges; zero where it judges none
 */
record Section(NamedSql sql, Function<ReportQuery, Duration> limit, List<Metric> metrics) {
    /** The policies' defaults (METRICS.md, "SLA clocks"). */
    private static final Duration FOLLOW_UP = Duration.ofHours(24);

    private static final Duration FEEDBACK_ANSWER = Duration.ofHours(24);

    private static final Section LEGS = plain("legs", HANDLED, HANDLE, WRAP_UP, REPLIES, TRANSFER_RATE);
    private static final Section INSTANTS = plain(
            "instants",
            MISSED,
            CLOSED,
            ROBOT_ONLY,
            HAND_OVER,
            CSAT,
            CSAT_RATE,
            PARTICIPATION,
            INVITATION,
            NPS,
            REOPENED,
            ATTITUDE,
            WORDING,
            QUALITY);
    private static final Section INSTANTS_OF_AGENTS = plain(
            "instants", MISSED, CLOSED, CSAT, CSAT_RATE, PARTICIPATION, INVITATION, NPS, ATTITUDE, WORDING, QUALITY);
    private static final Section CLOSES = plain("closes", REOPEN_RATE, FCR, FCR_PENDING);

    /** Of agents as a whole: an agent's presence is of no queue or channel. */
    private static final Section SERVICE_TIME = plain("service_time", OCCUPANCY, CONCURRENCY);

    private static final List<Section> OF_QUEUES = List.of(
            plain("entries_begun", OFFERED, DISTINCT_CONTACTS, COMPLAINTS, COMPLAINT_RATE),
            plain(
                    "entries_ended",
                    ANSWERED,
                    ABANDONED,
                    SHORT_ABANDONS,
                    TRANSFERRED,
                    CALLBACK,
                    UNSERVED,
                    SERVICE_LEVEL,
                    ABANDONMENT_RATE,
                    ASA,
                    WAIT),
            waits("FIRST_RESPONSE", ReportQuery::firstResponse, FIRST_RESPONSE, FIRST_RESPONSE_WITHIN),
            waits("RESPONSE", ReportQuery::response, RESPONSE, RESPONSE_WITHIN, LAST_MESSAGE_UNANSWERED),
            LEGS,
            INSTANTS,
            CLOSES,
            promise("COMPLAINT_FOLLOW_UP", FOLLOW_UP, FOLLOW_UP_IN_TIME),
            promise("FEEDBACK", FEEDBACK_ANSWER, FEEDBACK_IN_TIME));

    private static final List<Section> OF_AGENTS = List.of(
            plain("entries_ended", ANSWERED),
            waits("AGENT_FIRST_RESPONSE", ReportQuery::firstResponse, FIRST_RESPONSE, FIRST_RESPONSE_WITHIN),
            waits("AGENT_RESPONSE", ReportQuery::response, RESPONSE, RESPONSE_WITHIN, LAST_MESSAGE_UNANSWERED),
            LEGS,
            SERVICE_TIME,
            INSTANTS_OF_AGENTS,
            CLOSES);

    static List<Section> of(Subject subject) {
        return switch (subject) {
            case QUEUES -> OF_QUEUES;
            case AGENTS -> OF_AGENTS;
        };
    }

    /** False where the question makes no sense of this section: its metrics have no data then. */
    boolean answers(ReportQuery query) {
        boolean ofPlaces = query.grouping() == Grouping.QUEUE || query.grouping() == Grouping.CHANNEL;
        return this != SERVICE_TIME
                || !ofPlaces && query.queues().isEmpty() && query.channels().isEmpty();
    }

    private static Section plain(String name, Metric... metrics) {
        return new Section(NamedSql.named(name), query -> Duration.ZERO, List.of(metrics));
    }

    private static Section waits(
            String kind, Function<ReportQuery, Duration> limit, Metric lengths, Metric within, Metric... more) {
        NamedSql sql = NamedSql.named("responses")
                .with("kind", kind)
                .with("seconds", lengths.column())
                .with("within", within.column());
        List<Metric> metrics = more.length == 0 ? List.of(lengths, within) : List.of(lengths, within, more[0]);
        return new Section(sql, limit, metrics);
    }

    private static Section promise(String kind, Duration limit, Metric within) {
        NamedSql sql = NamedSql.named("responses")
                .with("kind", kind)
                .with("seconds", "lengths")
                .with("within", within.column());
        return new Section(sql, query -> limit, List.of(within));
    }
}
