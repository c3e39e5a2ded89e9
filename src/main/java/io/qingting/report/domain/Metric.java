package io.qingting.report.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.util.Locale;

/** The metrics of reports, in the order of their columns. METRICS.md defines them; the live board uses the same names. */
public enum Metric {
    /** Agents with a leg that ended in the period: a figure of a team is told from five on. */
    PEOPLE("people", Form.COUNT),
    OFFERED("offered", Form.COUNT),
    DISTINCT_CONTACTS("distinctContacts", Form.COUNT),
    ANSWERED("answered", Form.COUNT),
    ABANDONED("abandoned", Form.COUNT),
    SHORT_ABANDONS("shortAbandons", Form.COUNT),
    TRANSFERRED("transferred", Form.COUNT),
    CALLBACK("callback", Form.COUNT),
    UNSERVED("unserved", Form.COUNT),
    /** None where accepts are automatic or derived. */
    SERVICE_LEVEL("serviceLevel", Form.RATIO),
    ABANDONMENT_RATE("abandonmentRate", Form.RATIO),
    /** None where accepts are automatic or derived. */
    ASA("asaSeconds", Form.SECONDS),
    /** Waits of answered entries. */
    WAIT("waitSeconds", Form.DURATIONS),
    FIRST_RESPONSE("firstResponseSeconds", Form.DURATIONS),
    FIRST_RESPONSE_WITHIN("firstResponseWithin", Form.RATIO),
    /** By the business calendar of the queue; time in which it is closed does not count. */
    FIRST_RESPONSE_BUSINESS("firstResponseBusinessSeconds", Form.DURATIONS),
    FIRST_RESPONSE_BUSINESS_WITHIN("firstResponseBusinessWithin", Form.RATIO),
    RESPONSE("responseSeconds", Form.DURATIONS),
    RESPONSE_WITHIN("responseWithin", Form.RATIO),
    LAST_MESSAGE_UNANSWERED("lastMessageUnanswered", Form.COUNT),
    HANDLED("handled", Form.COUNT),
    HANDLE("handleSeconds", Form.SECONDS),
    WRAP_UP("wrapUpSeconds", Form.SECONDS),
    REPLIES("repliesPerLeg", Form.MEAN),
    /** Milliseconds; of agents as a whole, not by queue or channel. */
    OCCUPANCY("occupancy", Form.RATIO),
    /** Milliseconds of all voice and chat legs / with at least one; of agents as a whole. */
    CONCURRENCY("concurrency", Form.RATIO),
    MISSED("missed", Form.RATIO),
    TRANSFER_RATE("transferRate", Form.RATIO),
    CLOSED("closed", Form.COUNT),
    ROBOT_ONLY("robotOnly", Form.RATIO),
    HAND_OVER("handOver", Form.RATIO),
    CSAT("csat", Form.SCORE),
    CSAT_RATE("csatRate", Form.RATIO),
    PARTICIPATION("participation", Form.RATIO),
    INVITATION("invitation", Form.RATIO),
    NPS("nps", Form.NPS),
    REOPENED("reopened", Form.COUNT),
    REOPEN_RATE("reopenRate", Form.RATIO),
    FCR("firstContactResolution", Form.RATIO),
    /** Closed as resolved less than 7 days ago: in neither part of the rate yet. */
    FCR_PENDING("firstContactResolutionPending", Form.COUNT),
    COMPLAINTS("complaints", Form.COUNT),
    COMPLAINT_RATE("complaintRate", Form.RATIO),
    FOLLOW_UP_IN_TIME("followUpInTime", Form.RATIO),
    FEEDBACK_IN_TIME("feedbackInTime", Form.RATIO),
    ATTITUDE("attitude", Form.SCORE),
    WORDING("wording", Form.RATIO),
    QUALITY("quality", Form.SCORE);

    /** Version of the definitions, in every answer. */
    public static final int VERSION = 1;

    /** How a metric travels. */
    public enum Form {
        COUNT,
        RATIO,
        /** Sum and count of plain values. */
        MEAN,
        /** Sum in seconds, stored in milliseconds, and count. */
        SECONDS,
        DURATIONS,
        /** Sum and count of values stored in millionths. */
        SCORE,
        NPS
    }

    private final String wireName;
    private final Form form;
    private final String column;

    Metric(String wireName, Form form) {
        this.wireName = wireName;
        this.form = form;
        this.column = wireName.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    public String wireName() {
        return wireName;
    }

    public Form form() {
        return form;
    }

    /** Its column in a statement, or the first part of its columns' names. */
    public String column() {
        return column;
    }

    /** Its value where nothing happened. */
    public Figure nothing() {
        return switch (form) {
            case COUNT -> new Figure.Count(0);
            case RATIO -> new Figure.Share(Ratio.NONE);
            case MEAN, SECONDS, SCORE -> new Figure.Average(Mean.NONE);
            case DURATIONS -> new Figure.Lengths(Durations.NONE);
            case NPS -> new Figure.Recommendation(io.qingting.report.domain.Nps.NONE);
        };
    }
}
