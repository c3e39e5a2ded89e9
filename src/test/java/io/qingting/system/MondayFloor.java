package io.qingting.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A Monday morning: Chen is available for billing and Zhao busy with orders, both of the team in the east; Sun is of the west.
 * It is calm until callers wait for billing.
 */
final class MondayFloor {
    /** Callers who wait in the end. */
    static final int CALLS = 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningApp app;
    private final String key;
    private final List<Map<String, Object>> events = new ArrayList<>();

    MondayFloor(RunningApp app) throws Exception {
        this.app = app;
        key = app.sourceKey("pbx");
        app.admin("PUT", "/api/sla/policies/answer", """
                {"name":"answer","target":"answer","promise":{"amount":30,"unit":"minutes"}}
                """);
        app.admin("PUT", "/api/alert-rules/too-many-wait", """
                {"metric":"queueLength","threshold":6,"severity":"critical"}
                """);
    }

    void opens(Instant now) throws Exception {
        Instant early = now.minusSeconds(3_600);
        agent("chen", "team-east", "available", "billing", early);
        agent("zhao", "team-east", "busy", "orders", early);
        agent("sun", "team-west", "available", "billing", early);
        call("contact.enqueued", "call-before", "billing", now.minusSeconds(900), Map.of());
        call("contact.accepted", "call-before", "billing", now.minusSeconds(892), Map.of("agentId", "chen"));
        call("contact.closed", "call-before", "billing", now.minusSeconds(660), Map.of("reason", "resolved"));
        call("contact.enqueued", "call-orders", "orders", early.plusSeconds(30), Map.of());
        call("contact.accepted", "call-orders", "orders", early.plusSeconds(40), Map.of("agentId", "zhao"));
        post();
    }

    /** All but the last have waited for nine minutes; one is a VIP. */
    void callersWait(Instant now) throws Exception {
        for (int i = 0; i < CALLS; i++)
            call(
                    "contact.enqueued",
                    "call-" + i,
                    "billing",
                    i == CALLS - 1 ? now : now.minusSeconds(540 - i),
                    i == 3 ? Map.of("customer", Map.of("segment", "vip")) : Map.of());
        post();
    }

    private void agent(String id, String team, String state, String queue, Instant at) {
        event("agent.presence.changed", at, Map.of("agentId", id, "teamId", team, "presence", Map.of("state", state)));
        event(
                "agent.membership.changed",
                at,
                Map.of("agentId", id, "teamId", team, "membership", Map.of("queueId", queue, "change", "added")));
    }

    private void call(String type, String id, String queue, Instant at, Map<String, Object> more) {
        Map<String, Object> data = new TreeMap<>(more);
        data.put("contactId", id);
        data.put("channel", "voice");
        data.put("queueId", queue);
        data.put("queueName", queue.equals("billing") ? "账单" : "订单");
        event(type, at, data);
    }

    private void event(String type, Instant at, Map<String, Object> data) {
        Map<String, Object> event = new TreeMap<>();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", "/connectors/pbx");
        event.put("type", type);
        event.put("time", at.toString());
        event.put("data", data);
        events.add(event);
    }

    private void post() throws Exception {
        var answer =
                app.post("/api/events", key, "application/cloudevents-batch+json", JSON.writeValueAsString(events));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        events.clear();
    }
}
