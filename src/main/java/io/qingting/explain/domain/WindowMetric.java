package io.qingting.explain.domain;

import static io.qingting.contact.domain.SpanKind.*;

import io.qingting.contact.domain.SpanKind;
import java.util.Set;

/** The figures over a window or a period that stand on contributions of contacts. Occupancy and concurrency stand on time. */
public enum WindowMetric implements Explainable {
    OFFERED("offered", Form.COUNT, Instant.BEGIN, Limit.NONE, Owners.PLACES, ENTRY),
    DISTINCT_CONTACTS("distinctContacts", Form.COUNT, Instant.BEGIN, Limit.NONE, Owners.PLACES, ENTRY),
    ANSWERED("answered", Form.COUNT, Instant.END, Limit.NONE, Owners.BOTH, ENTRY),
    ABANDONED("abandoned", Form.COUNT, Instant.END, Limit.NONE, Owners.PLACES, ENTRY),
    SHORT_ABANDONS("shortAbandons", Form.COUNT, Instant.END, Limit.NONE, Owners.PLACES, ENTRY),
    TRANSFERRED("transferred", Form.COUNT, Instant.END, Limit.NONE, Owners.PLACES, ENTRY),
    CALLBACK("callback", Form.COUNT, Instant.END, Limit.NONE, Owners.PLACES, ENTRY),
    UNSERVED("unserved", Form.COUNT, Instant.END, Limit.NONE, Owners.PLACES, ENTRY),
    SERVICE_LEVEL("serviceLevel", Form.RATIO, Instant.END, Limit.SERVICE_LEVEL, Owners.PLACES, ENTRY),
    ABANDONMENT_RATE("abandonmentRate", Form.RATIO, Instant.END, Limit.NONE, Owners.PLACES, ENTRY),
    ASA("asaSeconds", Form.MEAN, Instant.END, Limit.NONE, Owners.PLACES, ENTRY),
    WAIT("waitSeconds", Form.DURATIONS, Instant.END, Limit.NONE, Owners.PLACES, ENTRY),
    FIRST_RESPONSE(
            "firstResponseSeconds", Form.DURATIONS, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.FIRST_RESPONSE),
    FIRST_RESPONSE_WITHIN(
            "firstResponseWithin",
            Form.RATIO,
            Instant.DEADLINE,
            Limit.FIRST_RESPONSE,
            Owners.BOTH,
            SpanKind.FIRST_RESPONSE),
    RESPONSE("responseSeconds", Form.DURATIONS, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.RESPONSE),
    RESPONSE_WITHIN("responseWithin", Form.RATIO, Instant.DEADLINE, Limit.RESPONSE, Owners.BOTH, SpanKind.RESPONSE),
    LAST_MESSAGE_UNANSWERED(
            "lastMessageUnanswered", Form.COUNT, Instant.END, Limit.RESPONSE, Owners.BOTH, SpanKind.RESPONSE),
    HANDLED("handled", Form.COUNT, Instant.END, Limit.NONE, Owners.BOTH, LEG),
    HANDLE("handleSeconds", Form.MEAN, Instant.END, Limit.NONE, Owners.BOTH, LEG, WRAPUP),
    WRAP_UP("wrapUpSeconds", Form.MEAN, Instant.END, Limit.NONE, Owners.BOTH, WRAPUP),
    REPLIES("repliesPerLeg", Form.MEAN, Instant.END, Limit.NONE, Owners.BOTH, LEG),
    MISSED("missed", Form.RATIO, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.MISSED, RINGING),
    TRANSFER_RATE("transferRate", Form.RATIO, Instant.END, Limit.NONE, Owners.BOTH, LEG),
    CLOSED("closed", Form.COUNT, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.CLOSED),
    ROBOT_ONLY("robotOnly", Form.RATIO, Instant.END, Limit.NONE, Owners.PLACES, SpanKind.CLOSED, BOT_BEGAN),
    HAND_OVER("handOver", Form.RATIO, Instant.END, Limit.NONE, Owners.PLACES, HANDED_OVER, BOT_BEGAN),
    CSAT("csat", Form.MEAN, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.CSAT),
    CSAT_RATE("csatRate", Form.RATIO, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.CSAT),
    PARTICIPATION("participation", Form.RATIO, Instant.END, Limit.NONE, Owners.BOTH, INVITED),
    INVITATION("invitation", Form.RATIO, Instant.END, Limit.NONE, Owners.BOTH, INVITED, SpanKind.CLOSED),
    NPS("nps", Form.POINTS, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.NPS),
    REOPENED("reopened", Form.COUNT, Instant.END, Limit.NONE, Owners.PLACES, SpanKind.REOPENED),
    REOPEN_RATE("reopenRate", Form.RATIO, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.CLOSED),
    FIRST_CONTACT_RESOLUTION(
            "firstContactResolution", Form.RATIO, Instant.END, Limit.NONE, Owners.BOTH, SpanKind.CLOSED),
    COMPLAINTS("complaints", Form.COUNT, Instant.BEGIN, Limit.NONE, Owners.PLACES, COMPLAINT),
    COMPLAINT_RATE("complaintRate", Form.RATIO, Instant.BEGIN, Limit.NONE, Owners.PLACES, COMPLAINT, ENTRY),
    FOLLOW_UP("followUpInTime", Form.RATIO, Instant.DEADLINE, Limit.FOLLOW_UP, Owners.PLACES, COMPLAINT_FOLLOW_UP),
    FEEDBACK("feedbackInTime", Form.RATIO, Instant.DEADLINE, Limit.FEEDBACK, Owners.PLACES, SpanKind.FEEDBACK),
    ATTITUDE("attitude", Form.MEAN, Instant.END, Limit.NONE, Owners.BOTH, REVIEW_ATTITUDE, DIMENSION),
    WORDING("wording", Form.RATIO, Instant.END, Limit.NONE, Owners.BOTH, REVIEW_WORDING),
    QUALITY("quality", Form.MEAN, Instant.END, Limit.NONE, Owners.BOTH, REVIEW),
    SCORE_ANSWERED("scoreAnswered", Form.COUNT, Instant.END, Limit.NONE, Owners.PEOPLE, ENTRY),
    SCORE_CSAT("scoreCsat", Form.MEAN, Instant.END, Limit.NONE, Owners.PEOPLE, SpanKind.CSAT),
    SCORE_FIRST_RESPONSE(
            "scoreFirstResponse",
            Form.RATIO,
            Instant.DEADLINE,
            Limit.FIRST_RESPONSE,
            Owners.PEOPLE,
            SpanKind.FIRST_RESPONSE),
    SCORE_RESPONSE("scoreResponse", Form.RATIO, Instant.DEADLINE, Limit.RESPONSE, Owners.PEOPLE, SpanKind.RESPONSE),
    SCORE_FIRST_CONTACT_RESOLUTION(
            "scoreFirstContactResolution", Form.RATIO, Instant.END, Limit.NONE, Owners.PEOPLE, SpanKind.CLOSED),
    SCORE_QUALITY("scoreQuality", Form.MEAN, Instant.END, Limit.NONE, Owners.PEOPLE, REVIEW);

    /** By which instant a contribution belongs to a window. */
    public enum Instant {
        BEGIN,
        /** The event that completed it. */
        END,
        /** The earlier of its end and its deadline. */
        DEADLINE
    }

    /** By which limit waits are judged. */
    public enum Limit {
        NONE,
        SERVICE_LEVEL,
        FIRST_RESPONSE,
        RESPONSE,
        FOLLOW_UP,
        FEEDBACK;

        /** Whether the asker may choose it, as X. */
        public boolean isChosen() {
            return this == SERVICE_LEVEL || this == FIRST_RESPONSE || this == RESPONSE;
        }
    }

    private static final double MILLIS = 1_000;
    private static final double MILLIONTHS = 1_000_000;

    private final String wireName;
    private final Form form;
    private final Instant instant;
    private final Limit limit;
    private final Owners owners;
    private final Set<SpanKind> kinds;

    WindowMetric(String wireName, Form form, Instant instant, Limit limit, Owners owners, SpanKind... kinds) {
        this.wireName = wireName;
        this.form = form;
        this.instant = instant;
        this.limit = limit;
        this.owners = owners;
        this.kinds = Set.of(kinds);
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public Form form() {
        return form;
    }

    @Override
    public Owners owners() {
        return owners;
    }

    public Instant instant() {
        return instant;
    }

    public Limit limit() {
        return limit;
    }

    /** The kinds of contributions that it looks at: an agent answers for waits from taking a contact on. */
    public Set<SpanKind> kinds(Scope scope) {
        if (!scope.kind().isOfPeople()) return kinds;
        if (kinds.contains(SpanKind.FIRST_RESPONSE)) return Set.of(AGENT_FIRST_RESPONSE);
        if (kinds.contains(SpanKind.RESPONSE)) return Set.of(AGENT_RESPONSE);
        return kinds;
    }

    /** True where what followed a close decides. */
    public boolean looksBeyondTheClose() {
        return this == REOPEN_RATE || this == FIRST_CONTACT_RESOLUTION || this == SCORE_FIRST_CONTACT_RESOLUTION;
    }

    /** How many parts of its unit a numerator is kept in: milliseconds of seconds, millionths of points. */
    public double parts() {
        return switch (this) {
            case ASA, WAIT, FIRST_RESPONSE, RESPONSE, HANDLE, WRAP_UP -> MILLIS;
            case CSAT, ATTITUDE, QUALITY, SCORE_CSAT, SCORE_QUALITY -> MILLIONTHS;
            default -> 1;
        };
    }
}
