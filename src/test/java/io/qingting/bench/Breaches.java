package io.qingting.bench;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Customers who are promised an answer within a second and wait longer: so many a second, at random instants, as one
 * connector would tell of them. For one thread at a time.
 */
final class Breaches implements Supplier<List<Traffic.Item>> {
    /** The name of their source. */
    static final String SOURCE = "bench";

    /** What their queues promise. */
    static final long PROMISE_MILLIS = 1_000;

    private static final int QUEUES = 20;

    private final Random random = new Random(42);
    private final Deque<Traffic.Item> answers = new ArrayDeque<>();
    private final double perSecond;
    private final int most;
    private final long answeredAfterMillis;
    private double nextAt;
    private int contacts;
    private long lastAt;
    private Traffic.@Nullable Item held;

    /**
     * @param from epoch milliseconds of the first
     * @param most how many come in all
     * @param answeredAfterMillis after they came; 0: they never are
     */
    Breaches(double perSecond, long from, int most, long answeredAfterMillis) {
        this.perSecond = perSecond;
        this.nextAt = from;
        this.most = most;
        this.answeredAfterMillis = answeredAfterMillis;
    }

    /** Makes the promise, of calendar time and without a warning before its breach. */
    static void promise(AppUnderTest app) throws Exception {
        app.send("PUT", "/api/sla/policies/answer", """
                {"name":"answer","target":"answer","promise":{"amount":%d,"unit":"seconds"},"warnShare":0}
                """.formatted(PROMISE_MILLIS / 1_000));
    }

    /** Sends breaches to a channel and nothing else. {@code channel}: its description. */
    static void tell(AppUnderTest app, String channel) throws Exception {
        String id = app.send("POST", "/api/alert-channels", channel)
                .path("channelId")
                .asText();
        app.send("POST", "/api/alert-routes", """
                {"name":"breaches","kinds":["targetBreached"],"channels":["%s"]}
                """.formatted(id));
    }

    /** Those who came so far. */
    int contacts() {
        return contacts;
    }

    /** When the promise to the last of them was up, epoch milliseconds. */
    long lastDueAt() {
        return lastAt + PROMISE_MILLIS;
    }

    /** What has happened by the wall clock since the last call, in its order. */
    @Override
    public List<Traffic.Item> get() {
        List<Traffic.Item> items = new ArrayList<>();
        long now = System.currentTimeMillis();
        while (true) {
            Traffic.Item item = held == null ? next() : held;
            held = null;
            if (item == null) return items;
            if (item.at() > now) {
                held = item;
                return items;
            }
            items.add(item);
        }
    }

    private Traffic.@Nullable Item next() {
        Traffic.Item answer = answers.peek();
        if (contacts < most && (answer == null || nextAt <= answer.at())) return comes();
        return answers.poll();
    }

    private Traffic.Item comes() {
        int contact = ++contacts;
        long at = (long) nextAt;
        lastAt = at;
        nextAt += -1000 / perSecond * Math.log(1 - random.nextDouble());
        if (answeredAfterMillis > 0)
            answers.add(item(contact, "contact.accepted", at + answeredAfterMillis, ",\"agentId\":\"agent-10000\""));
        return item(contact, "contact.enqueued", at, "");
    }

    private static Traffic.Item item(int contact, String type, long at, String more) {
        int queue = contact % QUEUES;
        return new Traffic.Item(at, queue, -1, type, """
                {"specversion":"1.0","id":"%1$s-%2$d","source":"/connectors/%3$s","type":"%1$s","subject":"b-%2$d",\
                "time":"%4$s","datacontenttype":"application/json",\
                "data":{"contactId":"b-%2$d","channel":"voice","queueId":"%5$s"%6$s}}""".formatted(
                        type, contact, SOURCE, Instant.ofEpochMilli(at), Traffic.queueId(queue), more));
    }
}
