package io.qingting.alert.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands. Instants are the floor's time unless they say otherwise.
 *
 * @param name the target, the rule, the source or the channel that it is about
 * @param metric of a rule on a figure; null: none
 * @param value of the figure when the alert was raised
 * @param sample the N beside the value; 0 or null: none
 * @param category of complaints, where the figure is of one; null: it is not
 * @param period first and last business day of a figure of whole periods, such as {@code 2026-08-03/2026-08-09}; null: of none
 * @param since since when it is so; of a breach: the deadline
 * @param due deadline of a promise; null: no promise
 * @param lateSeconds from {@code since} to when it was noticed
 * @param endedAt null: open
 * @param firedAt machine's time at which it last began to fire
 * @param toldAt machine's time at which a message that names it last set out; null: never
 * @param acknowledgedAt machine's time; null: not acknowledged since it last fired
 * @param assignee who sees to it; null: nobody named
 * @param reopened how often it was opened again
 * @param nextStep index of the next step of the escalation
 */
public record Alert(
        long alertId,
        Cause cause,
        AlertKind kind,
        Severity severity,
        AlertState state,
        Subject subject,
        String name,
        @Nullable String metric,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable Long sample,
        @Nullable String category,
        @Nullable String period,
        Instant since,
        @Nullable Instant due,
        double lateSeconds,
        boolean consoleOnly,
        List<EscalationStep> escalation,
        Instant raisedAt,
        @Nullable Instant endedAt,
        Instant firedAt,
        @Nullable Instant toldAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable String assignee,
        int reopened,
        int nextStep) {
    public Alert {
        escalation = List.copyOf(escalation);
    }

    public boolean isOpen() {
        return state instanceof AlertState.Open;
    }
}
