package io.qingting.board.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qingting.access.domain.Sight;
import io.qingting.alert.app.OpenAlerts;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.OpenCounts;
import io.qingting.board.domain.Board;
import io.qingting.site.domain.Site;
import io.qingting.sla.app.BreachedContacts;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the open alerts as a frame's fields, as much of each as the viewer may see. */
final class OpenAlertsJson {
    private OpenAlertsJson() {}

    /** Absent fields say nothing; so a storm of five hundred alerts stays within a frame that screens can take. */
    static void write(JsonGenerator json, OpenAlerts.State open, Board board, Sight sight, Site site)
            throws IOException {
        OpenCounts.BySeverity all = open.counts().all();
        json.writeBooleanField("known", open.known());
        json.writeObjectFieldStart("totals");
        json.writeNumberField("info", all.info());
        json.writeNumberField("warning", all.warning());
        json.writeNumberField("critical", all.critical());
        json.writeEndObject();
        json.writeArrayFieldStart("queueTotals");
        for (Map.Entry<String, OpenCounts.BySeverity> queue :
                open.counts().queues().entrySet()) {
            json.writeStartObject();
            json.writeStringField("queueId", queue.getKey());
            FrameJson.count(json, "info", queue.getValue().info());
            FrameJson.count(json, "warning", queue.getValue().warning());
            FrameJson.count(json, "critical", queue.getValue().critical());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("alerts");
        for (Alert alert : open.alerts()) {
            if (isShown(alert, board, sight)) alert(json, alert, board, sight, site);
        }
        json.writeEndArray();
    }

    /** Left out while it is not known. */
    static void breached(JsonGenerator json, BreachedContacts.State broken) throws IOException {
        if (!broken.known()) return;
        json.writeObjectFieldStart("breached");
        json.writeNumberField("contacts", broken.counts().total());
        json.writeObjectFieldStart("queues");
        for (Map.Entry<String, Long> queue : new TreeMap<>(broken.counts().queues()).entrySet()) {
            json.writeNumberField(queue.getKey(), queue.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void alert(JsonGenerator json, Alert alert, Board board, Sight sight, Site site) throws IOException {
        json.writeStartObject();
        json.writeStringField("alertId", Long.toString(alert.alertId()));
        json.writeStringField("kind", alert.kind().wireName());
        json.writeStringField("severity", alert.severity().wireName());
        json.writeStringField("name", alert.name());
        json.writeBooleanField("acknowledged", alert.state() instanceof AlertState.Acknowledged);
        json.writeStringField("sinceAt", alert.since().toString());
        optional(json, "dueAt", alert.due() == null ? null : alert.due().toString());
        String queueId = alert.subject().queueId();
        optional(json, "queueId", queueId);
        Site.Queue queue = queueId == null ? null : site.queues().get(queueId);
        optional(json, "queue", queue == null ? queueId : queue.name());
        optional(json, "source", alert.subject().source());
        optional(json, "category", alert.category());
        if (alert.subject().vip()) json.writeBooleanField("vip", true);
        if (alert.subject().complaint()) json.writeBooleanField("complaint", true);
        if (sight.reachesOthers()) {
            optional(json, "acknowledgedBy", alert.acknowledgedBy());
            optional(json, "assignee", alert.assignee());
            String agentId = alert.subject().agentId();
            if (agentId != null && sight.reaches(agentId, board.teamOf(agentId))) optional(json, "agentId", agentId);
            optional(
                    json,
                    "contactId",
                    alert.subject().contact() == null
                            ? null
                            : alert.subject().contact().contactId());
        }
        json.writeEndObject();
    }

    /** An alert on another team's agent is not a supervisor's; a display of the floor shows it without the agent. */
    private static boolean isShown(Alert alert, Board board, Sight sight) {
        String agentId = alert.subject().agentId();
        return agentId == null || sight instanceof Sight.Nobody || sight.reaches(agentId, board.teamOf(agentId));
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) json.writeStringField(name, value);
    }
}
