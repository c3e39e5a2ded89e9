package io.qingting.report.store;

import static io.qingting.report.domain.Metric.*;

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
record Section(NamedSql sql, Function<ReportQuery, Duration> limit, List<Metric> metrics, Needs needs) {
    /** What a statement needs to be told beside the question. */
    enum Needs {
        NOTHING,
        /** Opening hours of all calendars. */
        OPEN_TIMES
    }

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

    private static final Section OF_AGENTS_BUSINESS = business("AGENT_FIRST_RESPONSE");

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
            business("FIRST_RESPONSE"),
            waits("RESPONSE", ReportQuery::response, RESPONSE, RESPONSE_WITHIN, LAST_MESSAGE_UNANSWERED),
            LEGS,
            INSTANTS,
            CLOSES,
            promise("COMPLAINT_FOLLOW_UP", FOLLOW_UP, FOLLOW_UP_IN_TIME),
            promise("FEEDBACK", FEEDBACK_ANSWER, FEEDBACK_IN_TIME));

    private static final List<Section> OF_AGENTS = List.of(
            plain("people", PEOPLE),
            plain("entries_ended", ANSWERED),
            waits("AGENT_FIRST_RESPONSE", ReportQuery::firstResponse, FIRST_RESPONSE, FIRST_RESPONSE_WITHIN),
            OF_AGENTS_BUSINESS,
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
        boolean ofPeople = switch (query.grouping()) {
            case QUEUE, CHANNEL, SEGMENT -> false;
            case AGENT, TEAM, ALL -> true;
        };
        return this != SERVICE_TIME
                || ofPeople
                        && query.queues().isEmpty()
                        && query.channels().isEmpty()
                        && query.segments().isEmpty();
    }

    /** False where none of its metrics is asked for. */
    boolean isAskedBy(ReportQuery query) {
        return query.metrics().isEmpty() || metrics.stream().anyMatch(query.metrics()::contains);
    }

    private static Section plain(String name, Metric... metrics) {
        return new Section(NamedSql.named(name), query -> Duration.ZERO, List.of(metrics), Needs.NOTHING);
    }

    private static Section waits(
            String kind, Function<ReportQuery, Duration> limit, Metric lengths, Metric within, Metric... more) {
        NamedSql sql = NamedSql.named("responses")
                .with("kind", kind)
                .with("seconds", lengths.column())
                .with("within", within.column());
        List<Metric> metrics = more.length == 0 ? List.of(lengths, within) : List.of(lengths, within, more[0]);
        return new Section(sql, limit, metrics, Needs.NOTHING);
    }

    private static Section business(String kind) {
        NamedSql sql = NamedSql.named("responses_business")
                .with("kind", kind)
                .with("seconds", FIRST_RESPONSE_BUSINESS.column())
                .with("within", FIRST_RESPONSE_BUSINESS_WITHIN.column());
        return new Section(
                sql,
                ReportQuery::firstResponse,
                List.of(FIRST_RESPONSE_BUSINESS, FIRST_RESPONSE_BUSINESS_WITHIN),
                Needs.OPEN_TIMES);
    }

    /** The kind of waits that it reads. */
    String kindOfWaits() {
        return this == OF_AGENTS_BUSINESS ? "AGENT_FIRST_RESPONSE" : "FIRST_RESPONSE";
    }

    private static Section promise(String kind, Duration limit, Metric within) {
        NamedSql sql = NamedSql.named("responses")
                .with("kind", kind)
                .with("seconds", "lengths")
                .with("within", within.column());
        return new Section(sql, query -> limit, List.of(within), Needs.NOTHING);
    }
}
