package io.qingting.sla.domain;

import io.qingting.contact.domain.SpanKind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is promised (METRICS.md, "SLA clocks"). The wire name is also what is stored, so it is never changed. */
public enum TargetKind {
    ANSWER("answer", SpanKind.ENTRY),
    FIRST_RESPONSE("firstResponse", SpanKind.FIRST_RESPONSE),
    NEXT_RESPONSE("nextResponse", SpanKind.RESPONSE),
    /** From the first event of a cycle to its close. */
    RESOLUTION("resolution", null),
    COMPLAINT_ANSWER("complaintAnswer", SpanKind.COMPLAINT_ANSWER),
    COMPLAINT_FOLLOW_UP("complaintFollowUp", SpanKind.COMPLAINT_FOLLOW_UP),
    FEEDBACK_ANSWER("feedbackAnswer", SpanKind.FEEDBACK),
    SUGGESTION_ANSWER("suggestionAnswer", SpanKind.SUGGESTION),
    /** From the making of an improvement measure to its planned date: of no contact ({@link MeasureEvent}). */
    IMPROVEMENT_MEASURE("improvementMeasure", null);

    private final String wireName;
    private final @Nullable SpanKind span;

    TargetKind(String wireName, @Nullable SpanKind span) {
        this.wireName = wireName;
        this.span = span;
    }

    public String wireName() {
        return wireName;
    }

    /** True where its clock can be told from nothing less than all of a contact. */
    boolean isOfWholeContact() {
        return this == RESOLUTION;
    }

    public boolean isOfComplaint() {
        return this == COMPLAINT_ANSWER || this == COMPLAINT_FOLLOW_UP;
    }

    /** The target whose clock a contribution of this kind is. */
    public static Optional<TargetKind> of(SpanKind kind) {
        return Arrays.stream(values()).filter(t -> t.span == kind).findFirst();
    }

    public static Optional<TargetKind> ofWireName(String name) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(name)).findFirst();
    }
}
