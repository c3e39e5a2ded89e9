package io.qingting.alert.store;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Subject;
import io.qingting.kernel.ContactKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of alerts as values. */
final class AlertRows {
    /** The columns that {@link #alert} reads, of the table under the name {@code a}. */
    static final String COLUMNS = """
            a.alert_id, a.cause, a.kind as alert_kind, a.severity, a.state as alert_state, a.queue_id, a.source_id,
            a.contact_id, a.agent_id, a.source, a.vip, a.complaint, a.name, a.metric, a.value, a.threshold, a.sample, a.category, a.period,
            a.since, a.due, a.late_seconds, a.console_only, a.escalation, a.raised_at, a.ended_at, a.fired_at, a.told_at,
            a.acknowledged_at, a.acknowledged_by, a.assignee, a.closed_by, a.reopened, a.next_step""";

    private static final double MILLIS_A_SECOND = 1_000.0;

    private AlertRows() {}

    static Alert alert(Row row) {
        return new Alert(
                row.getLong("alert_id"),
                new Cause(row.getString("cause")),
                kind(row.getString("alert_kind")),
                Severity.values()[row.getShort("severity")],
                state(row),
                subject(row),
                row.getString("name"),
                row.getString("metric"),
                row.getDouble("value"),
                row.getDouble("threshold"),
                row.getLong("sample"),
                row.getString("category"),
                row.getString("period"),
                instant(row, "since"),
                maybe(row, "due"),
                row.getDouble("late_seconds"),
                row.getBoolean("console_only"),
                escalation(row.getJsonArray("escalation")),
                instant(row, "raised_at"),
                maybe(row, "ended_at"),
                instant(row, "fired_at"),
                maybe(row, "told_at"),
                maybe(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                row.getString("assignee"),
                row.getInteger("reopened"),
                row.getInteger("next_step"));
    }

    static AlertKind kind(String name) {
        return AlertKind.ofWireName(name).orElseThrow(() -> new IllegalStateException("no kind of alert: " + name));
    }

    private static AlertState state(Row row) {
        String state = row.getString("alert_state");
        return switch (state) {
            case AlertState.FIRING -> new AlertState.Firing(instant(row, "fired_at"));
            case AlertState.ACKNOWLEDGED ->
                new AlertState.Acknowledged(
                        instant(row, "acknowledged_at"), Objects.requireNonNull(row.getString("acknowledged_by")));
            case AlertState.RESOLVED -> new AlertState.Resolved(instant(row, "ended_at"), row.getString("closed_by"));
            case AlertState.TAKEN_BACK -> new AlertState.TakenBack(instant(row, "ended_at"));
            default -> throw new IllegalStateException("no state of an alert: " + state);
        };
    }

    private static Subject subject(Row row) {
        Integer sourceId = row.getInteger("source_id");
        ContactKey contact = sourceId == null ? null : new ContactKey(sourceId, row.getString("contact_id"));
        return new Subject(
                row.getString("queue_id"),
                contact,
                row.getString("agent_id"),
                row.getString("source"),
                row.getBoolean("vip"),
                row.getBoolean("complaint"));
    }

    private static List<EscalationStep> escalation(JsonArray steps) {
        return steps.stream()
                .map(JsonObject.class::cast)
                .map(step -> new EscalationStep(
                        Duration.ofMillis(Math.round(step.getDouble("afterSeconds") * MILLIS_A_SECOND)),
                        step.getString("to")))
                .toList();
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static @Nullable Instant maybe(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
