package io.qingting.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How long it takes from an event's due instant to the first frame that knows it, for each kind of topic. */
final class FrameAges implements ViewerWire.Watch {
    /** Events that always change what their agent's page shows. */
    private static final Set<String> SEEN_BY_AGENT = Set.of("contact.accepted", "message.agent", "contact.closed");

    private record Posted(Traffic.Item item, long due, long position) {}

    private final int queue;
    private final List<Posted> posted = new ArrayList<>();
    private final Map<ViewerWire, Arrivals> seen = new HashMap<>();

    /** @param queue the one that viewers of a queue look at */
    FrameAges(int queue) {
        this.queue = queue;
    }

    /** @param unseen events that no frame knew in the end */
    record Ages(Map<String, LatencyHistogram> kinds, int events, int unseen) {
        LatencyHistogram of(Set<String> some) {
            LatencyHistogram all = new LatencyHistogram();
            kinds.forEach((kind, latencies) -> {
                if (some.contains(kind)) all.addAll(latencies);
            });
            return all;
        }
    }

    /** From any thread. */
    void acknowledged(Traffic.Item item, long due, long position) {
        synchronized (posted) {
            posted.add(new Posted(item, due, position));
        }
    }

    @Override
    public void frame(ViewerWire wire, long n, long position, byte[] bytes, int from, int to, long at) {
        seen.computeIfAbsent(wire, w -> new Arrivals()).add(position, at);
    }

    @Override
    public void closed(ViewerWire wire, String reason) {}

    /** Of the events due in a period of {@link System#nanoTime}. */
    Ages between(Viewers crowd, long from, long to) throws Exception {
        List<Posted> mine;
        synchronized (posted) {
            mine = posted.stream().filter(p -> p.due() >= from && p.due() < to).toList();
        }
        Map<String, Arrivals> events = eventsByTopic(mine);
        Map<String, LatencyHistogram> kinds = new TreeMap<>();
        int[] unseen = {0};
        crowd.onLoop(() -> seen.forEach((wire, frames) -> {
            Arrivals of = events.get(wire.topic());
            if (of == null) return;
            String kind = wire.topic().split(":", 2)[0];
            unseen[0] += of.latenciesUntil(frames, kinds.computeIfAbsent(kind, k -> new LatencyHistogram()));
        }));
        return new Ages(kinds, mine.size(), unseen[0]);
    }

    private Map<String, Arrivals> eventsByTopic(List<Posted> some) {
        Map<String, Arrivals> events = new HashMap<>();
        for (Posted p : some) {
            note(events, "site", p);
            if (p.item().queue() == queue) note(events, "queue:" + Traffic.queueId(queue), p);
            if (p.item().agent() < 0 || !SEEN_BY_AGENT.contains(p.item().type())) continue;
            note(events, "agent:" + Traffic.agentId(p.item().agent()), p);
            if (!p.item().type().equals("message.agent")) note(events, "agents", p);
        }
        events.replaceAll((topic, unsorted) -> unsorted.sorted());
        return events;
    }

    private static void note(Map<String, Arrivals> events, String topic, Posted p) {
        events.computeIfAbsent(topic, t -> new Arrivals()).add(p.position(), p.due());
    }
}
