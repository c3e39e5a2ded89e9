package io.qingting.ingest.web;

import io.qingting.event.domain.AppendOutcome;
import io.qingting.ingest.app.EventOutcome;
import io.qingting.kernel.JsonText;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Writes the outcomes of a request, by hand: a thousand of them stand in one answer. */
final class Answers {
    private Answers() {}

    static Response batch(List<EventOutcome> outcomes) {
        int accepted = 0;
        int duplicate = 0;
        int conflict = 0;
        StringBuilder events = new StringBuilder(outcomes.size() * 90 + 100);
        for (int i = 0; i < outcomes.size(); i++) {
            events.append(i == 0 ? "" : ",").append("{\"index\":").append(i);
            switch (outcomes.get(i)) {
                case EventOutcome.Refused refused -> refused(events, refused);
                case EventOutcome.Logged logged -> {
                    JsonText.field(events.append(','), "id", logged.id());
                    switch (logged.outcome()) {
                        case AppendOutcome.Accepted(long position) -> {
                            accepted++;
                            events.append(",\"outcome\":\"accepted\",\"position\":\"")
                                    .append(position)
                                    .append('"');
                        }
                        case AppendOutcome.Duplicate() -> {
                            duplicate++;
                            events.append(",\"outcome\":\"duplicate\"");
                        }
                        case AppendOutcome.Conflict() -> {
                            conflict++;
                            conflict(events);
                        }
                    }
                    ignored(events, logged.ignored());
                }
            }
            events.append('}');
        }
        int refused = outcomes.size() - accepted - duplicate - conflict;
        String json = "{\"accepted\":" + accepted + ",\"duplicate\":" + duplicate + ",\"conflict\":" + conflict
                + ",\"refused\":" + refused + ",\"events\":[" + events + "]}";
        return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static void refused(StringBuilder events, EventOutcome.Refused refused) {
        if (refused.id() != null) JsonText.field(events.append(','), "id", refused.id());
        events.append(",\"outcome\":\"refused\"");
        JsonText.field(
                events.append(','), "type", "/problems/" + refused.refusal().slug());
        JsonText.field(events.append(','), "reason", refused.refusal().reason());
        JsonText.field(events.append(','), "pointer", refused.refusal().pointer());
    }

    private static void conflict(StringBuilder events) {
        events.append(",\"outcome\":\"conflict\"");
        JsonText.field(
                events.append(','),
                "reason",
                "Another event of this id is in the log; that one stays. Send different events under different ids.");
    }

    private static void ignored(StringBuilder events, List<String> pointers) {
        if (pointers.isEmpty()) return;
        events.append(",\"ignored\":[");
        for (int i = 0; i < pointers.size(); i++) {
            if (i > 0) events.append(',');
            JsonText.text(events, pointers.get(i));
        }
        events.append(']');
    }
}
