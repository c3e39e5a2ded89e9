package io.qingting.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * An endless, repeatable stream of a floor's events in the order of their instants: calls and chats that are offered, wait,
 * are answered or abandoned, talk, end, and are sometimes rated. The same seed gives the same stream. One thread at a time.
 */
final class Traffic {
    /**
     * @param contactsPerSecond mean rate of arrivals
     * @param waitSeconds mean wait in the queue
     * @param serviceSeconds mean time with an agent
     */
    record Shape(double contactsPerSecond, double waitSeconds, double serviceSeconds, int queues, int agents) {
        /** Mean number of events of one contact; see {@link #plan}. */
        static final double EVENTS_PER_CONTACT = 7.0;

        /** Contacts of some seconds, so that a high rate of events does not need hours to settle. */
        static Shape brisk(double eventsPerSecond) {
            return new Shape(eventsPerSecond / EVENTS_PER_CONTACT, 5, 20, 100, 500);
        }

        /** Contacts as long as real ones. */
        static Shape ordinary(double contactsPerSecond, int queues, int agents) {
            return new Shape(contactsPerSecond, 20, 200, queues, agents);
        }
    }

    /** One event: when it happens, whom it touches, and its JSON. {@code agent} is -1 where none is named. */
    record Item(long at, int queue, int agent, String type, String json) {}

    private record Step(
            long at, long order, long contact, String type, int queue, int agent, boolean voice, String extra) {}

    private final String source;
    private final String prefix;
    private final Shape shape;
    private final SplittableRandom random;
    private final PriorityQueue<Step> ahead = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private double nextArrival;
    private long contacts;
    private long steps;

    /**
     * @param source CloudEvents source
     * @param prefix keeps the ids of two streams apart
     * @param startAt first instant, epoch milliseconds
     */
    Traffic(String source, String prefix, long seed, Shape shape, long startAt) {
        this.source = source;
        this.prefix = prefix;
        this.shape = shape;
        this.random = new SplittableRandom(seed);
        this.nextArrival = startAt;
    }

    static String queueId(int queue) {
        return "queue-" + (1000 + queue);
    }

    static String agentId(int agent) {
        return "agent-" + (10_000 + agent);
    }

    /** Every agent on duty and in a queue: sent before the stream. */
    List<Item> shiftBegins(long at) {
        List<Item> items = new ArrayList<>();
        for (int agent = 0; agent < shape.agents(); agent++) {
            int queue = agent % shape.queues();
            items.add(ofAgent(at, agent, "agent.presence.changed", "\"presence\":{\"state\":\"available\"}"));
            items.add(ofAgent(
                    at,
                    agent,
                    "agent.membership.changed",
                    "\"membership\":{\"queueId\":\"" + queueId(queue) + "\",\"change\":\"added\"}"));
        }
        return items;
    }

    /** One agent changes its presence: an event that changes little on a screen. */
    Item presence(long at, int agent, boolean available) {
        return ofAgent(
                at,
                agent,
                "agent.presence.changed",
                "\"presence\":{\"state\":\"" + (available ? "available" : "break") + "\"}");
    }

    private Item ofAgent(long at, int agent, String type, String detail) {
        StringBuilder json = envelope(++steps, type, agentId(agent), at)
                .append("\"agentId\":\"")
                .append(agentId(agent))
                .append("\",\"teamId\":\"team-")
                .append(agent / 25)
                .append("\",")
                .append(detail)
                .append("}}");
        return new Item(at, -1, agent, type, json.toString());
    }

    /** The contacts that have begun so far. */
    long contacts() {
        return contacts;
    }

    /** The next event; its instant is never before the one given last. */
    Item next() {
        while (true) {
            Step first = ahead.peek();
            if (first != null && first.at() < nextArrival) {
                ahead.poll();
                return item(first);
            }
            plan((long) nextArrival);
            nextArrival += exponential(1000 / shape.contactsPerSecond());
        }
    }

    private void plan(long at) {
        long contact = ++contacts;
        int queue = random.nextInt(shape.queues());
        int agent = random.nextInt(Math.max(1, shape.agents() / shape.queues())) * shape.queues() + queue;
        boolean voice = random.nextInt(10) < 6;
        step(at, contact, "contact.offered", queue, -1, voice, "");
        step(at + 20, contact, "contact.enqueued", queue, -1, voice, "");
        if (!voice) step(at + 40, contact, "message.customer", queue, -1, false, "");
        long answered = at + 100 + exponential(shape.waitSeconds() * 1000);
        if (random.nextInt(20) == 0) {
            step(answered, contact, "contact.abandoned", queue, -1, voice, "");
            return;
        }
        step(answered, contact, "contact.accepted", queue, agent, voice, "");
        long end = answered + 500 + exponential(shape.serviceSeconds() * 1000);
        if (voice) {
            if (random.nextInt(10) == 0) {
                step(answered + (end - answered) / 3, contact, "contact.held", queue, agent, true, "");
                step(answered + (end - answered) / 2, contact, "contact.resumed", queue, agent, true, "");
            }
        } else {
            int turns = 1 + random.nextInt(3);
            for (int i = 0; i < turns; i++) {
                long share = (end - answered) * i / turns;
                if (i > 0) step(answered + share, contact, "message.customer", queue, -1, false, "");
                step(
                        answered + share + (end - answered) / turns / 2,
                        contact,
                        "message.agent",
                        queue,
                        agent,
                        false,
                        "");
            }
        }
        step(end, contact, "contact.closed", queue, agent, voice, ",\"reason\":\"resolved\"");
        if (voice) {
            step(end + 1, contact, "contact.wrapup.started", queue, agent, true, "");
            step(end + 1 + exponential(5_000), contact, "contact.wrapup.ended", queue, agent, true, "");
        }
        if (random.nextInt(6) == 0) {
            String rating = ",\"rating\":{\"surveyId\":\"s" + contact + "\",\"kind\":\"csat\",\"score\":"
                    + (2 + random.nextInt(4)) + ",\"scaleMin\":1,\"scaleMax\":5}";
            step(end + 2 + exponential(30_000), contact, "contact.rated", queue, agent, voice, rating);
        }
    }

    private void step(long at, long contact, String type, int queue, int agent, boolean voice, String extra) {
        ahead.add(new Step(at, ++steps, contact, type, queue, agent, voice, extra));
    }

    private long exponential(double mean) {
        return (long) (-mean * Math.log(1 - random.nextDouble()));
    }

    private Item item(Step s) {
        String contactId = prefix + "-" + (1_000_000_000L + s.contact());
        StringBuilder json = envelope(s.order(), s.type(), contactId, s.at())
                .append("\"contactId\":\"")
                .append(contactId)
                .append("\",\"cycle\":0,\"channel\":\"")
                .append(s.voice() ? "voice" : "chat")
                .append("\",\"direction\":\"inbound\",\"queueId\":\"")
                .append(queueId(s.queue()))
                .append("\",\"customer\":{\"key\":\"")
                .append(Long.toHexString(mix(s.contact() % 400_000)))
                .append("\",\"segment\":\"")
                .append(s.contact() % 50 == 0 ? "vip" : "returning")
                .append('"')
                .append('}');
        if (s.agent() >= 0)
            json.append(",\"agentId\":\"").append(agentId(s.agent())).append('"');
        if (s.type().equals("message.agent")) json.append(",\"actor\":{\"type\":\"human\"}");
        if (s.type().equals("message.customer")) json.append(",\"actor\":{\"type\":\"customer\"}");
        if (s.type().startsWith("message."))
            json.append(",\"messageId\":\"m").append(s.order()).append('"');
        json.append(s.extra()).append("}}");
        return new Item(s.at(), s.queue(), s.agent(), s.type(), json.toString());
    }

    /** Ids are spread like random ones, which is the harder case for an index. */
    private StringBuilder envelope(long order, String type, String subject, long at) {
        return new StringBuilder(480)
                .append("{\"specversion\":\"1.0\",\"id\":\"")
                .append(Long.toHexString(mix(order)))
                .append('-')
                .append(prefix)
                .append("\",\"source\":\"")
                .append(source)
                .append("\",\"type\":\"")
                .append(type)
                .append("\",\"subject\":\"")
                .append(subject)
                .append("\",\"time\":\"")
                .append(Instant.ofEpochMilli(at))
                .append("\",\"datacontenttype\":\"application/json\",\"data\":{");
    }

    /** A bijection on 64 bits (finaliser of MurmurHash3). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
