package io.qingting.system;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The past of a small floor, posted to a running application: what reports, plans and rankings are made of. */
final class PastFloor {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final int BATCH = 800;
    private static final List<String> QUEUES = List.of("orders", "billing", "delivery");
    /** Contacts that begin in each hour from eight on: peaks at 10–12 and 14–16. */
    private static final int[] BY_HOUR = {3, 8, 16, 17, 8, 6, 14, 12, 8, 5};

    private static final int AGENTS = 7;
    /** What is older is refused unless it is imported. */
    private static final int LIVE_DAYS = 30;

    private final RunningApp app;
    private final String key;
    private final int days;
    private final Random random = new Random(11);
    private final List<String> events = new ArrayList<>();

    /**
     * @param key of a source that may import, where the past is longer than a month
     * @param days of its past
     */
    PastFloor(RunningApp app, String key, int days) {
        this.app = app;
        this.key = key;
        this.days = days;
    }

    /** @param today of the floor; the last day is the one before */
    void post(LocalDate today) throws Exception {
        for (int back = days; back >= 1; back--) day(today.minusDays(back), back);
        for (int i = 0; i < events.size(); i += BATCH) {
            String batch = "[" + String.join(",", events.subList(i, Math.min(events.size(), i + BATCH))) + "]";
            int status = (days <= LIVE_DAYS
                            ? app.post("/api/events", key, "application/cloudevents-batch+json", batch)
                            : app.importPast(key, batch))
                    .statusCode();
            if (status != 200) throw new IllegalStateException("events were answered " + status);
        }
    }

    private void day(LocalDate day, int back) {
        int n = 0;
        for (int hour = 0; hour < BY_HOUR.length; hour++) {
            for (int i = 0; i < BY_HOUR[hour]; i++) {
                Instant at = day.atTime(LocalTime.of(8 + hour, random.nextInt(60), random.nextInt(60)))
                        .atZone(SHANGHAI)
                        .toInstant();
                contact("d" + back + "-" + n++, at);
            }
        }
        for (int agent = 0; agent < AGENTS; agent++) {
            presence(agent, "available", day.atTime(7 + agent % 3, 50));
            presence(agent, "break", day.atTime(11 + agent % 2, 30));
            presence(agent, "available", day.atTime(12 + agent % 2, 30));
            presence(agent, "offline", day.atTime(16 + agent % 3, 10));
        }
    }

    private void presence(int agent, String state, LocalDateTime local) {
        Instant at = local.atZone(SHANGHAI).toInstant();
        events.add("""
                {"specversion":"1.0","id":"A100%d-%s","source":"/connectors/pbx","type":"agent.presence.changed","subject":"A100%d",\
                "time":"%s","datacontenttype":"application/json","data":{"connectorId":"pbx","agentId":"A100%d","teamId":"east",\
                "presence":{"state":"%s"}}}""".formatted(agent, at, agent, at, agent, state));
    }

    private void contact(String id, Instant at) {
        String queue = QUEUES.get(random.nextInt(QUEUES.size()));
        String segment = random.nextInt(6) == 0 ? "vip" : "returning";
        event(
                id,
                "contact.enqueued",
                at,
                "\"queueId\":\"" + queue + "\",\"customer\":{\"key\":\"customer-" + id + "\",\"segment\":\"" + segment
                        + "\"}");
        Duration wait = Duration.ofMillis((long) (Math.exp(2.6 + random.nextGaussian()) * 1000));
        Instant then = at.plus(wait);
        if (random.nextInt(8) == 0) {
            event(id, "contact.abandoned", then, "\"queueId\":\"" + queue + "\"");
            return;
        }
        // Somebody new, of whom little is known yet.
        String agent = random.nextInt(200) == 0 ? "A1009" : "A100" + random.nextInt(AGENTS);
        event(id, "contact.accepted", then, "\"agentId\":\"" + agent + "\",\"teamId\":\"east\"");
        Instant end = then.plusSeconds(240 + random.nextInt(540));
        event(id, "contact.closed", end, "\"agentId\":\"" + agent + "\",\"reason\":\"resolved\"");
        if (random.nextInt(3) == 0)
            event(
                    id,
                    "contact.rated",
                    end.plusSeconds(30),
                    "\"rating\":{\"kind\":\"csat\",\"score\":" + (3 + random.nextInt(3))
                            + ",\"scaleMin\":1,\"scaleMax\":5}");
    }

    private void event(String contact, String type, Instant at, String data) {
        events.add("""
                {"specversion":"1.0","id":"%s-%s","source":"/connectors/pbx","type":"%s","subject":"%s","time":"%s",\
                "datacontenttype":"application/json",\
                "data":{"connectorId":"pbx","channel":"voice","contactId":"%s",%s}}""".formatted(contact, type, type, contact, at, contact, data));
    }
}
