package io.qingting.alert.store;

import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Signals as one JSON parameter: a statement writes any number of them. */
final class SignalJson {
    private static final double MILLIS_A_SECOND = 1_000.0;
    private static final String AGAIN = "an earlier alert was resolved by hand, and the figure stayed bad";

    private SignalJson() {}

    static JsonArray of(List<Signal> signals) {
        JsonArray rows = new JsonArray();
        signals.forEach(signal -> rows.add(of(signal)));
        return rows;
    }

    private static JsonObject of(Signal signal) {
        Subject subject = signal.subject();
        JsonObject row = new JsonObject()
                .put("cause", signal.cause().key())
                .put("severity", signal.severity().ordinal())
                .put("reopens", signal.reopens())
                .put("queue_id", subject.queueId())
                .put("agent_id", subject.agentId())
                .put("source", subject.source())
                .put("vip", subject.vip())
                .put("complaint", subject.complaint())
                .put("since", signal.since().toString())
                .put("late_seconds", seconds(signal.lateness()))
                .put("console_only", signal.isConsoleOnly())
                .put("escalation", escalation(signal.escalation()));
        if (subject.contact() != null) {
            row.put("source_id", subject.contact().sourceId())
                    .put("contact_id", subject.contact().contactId());
        }
        if (!signal.escalation().isEmpty()) {
            row.put("first_step_seconds", seconds(signal.escalation().getFirst().after()));
        }
        return switch (signal) {
            case Signal.TargetWarned it ->
                row.put("kind", "targetWarned")
                        .put("name", it.target())
                        .put("due", it.due().toString());
            case Signal.TargetBreached it ->
                row.put("kind", "targetBreached")
                        .put("name", it.target())
                        .put("due", it.due().toString());
            case Signal.FigureOff it ->
                row.put("kind", "figureOff")
                        .put("name", it.rule())
                        .put("metric", it.metric())
                        .put("value", it.value())
                        .put("threshold", it.threshold())
                        .put("sample", it.sample())
                        .put("category", it.category())
                        .put("period", it.period())
                        .put("note", it.again() ? AGAIN : null);
            case Signal.SourceSilent it ->
                row.put("kind", "sourceSilent").put("name", it.source()).put("note", it.again() ? AGAIN : null);
            case Signal.FoldLagging it -> row.put("kind", "foldLagging").put("name", "fold");
            case Signal.ChannelBroken it ->
                row.put("kind", "channelBroken").put("name", it.channel()).put("note", it.reason());
            case Signal.HelpWanted it -> row.put("kind", "helpWanted").put("name", it.reason());
        };
    }

    private static JsonArray escalation(List<EscalationStep> steps) {
        JsonArray array = new JsonArray();
        steps.forEach(step -> array.add(
                new JsonObject().put("afterSeconds", seconds(step.after())).put("to", step.to())));
        return array;
    }

    private static double seconds(Duration length) {
        return length.toMillis() / MILLIS_A_SECOND;
    }
}
