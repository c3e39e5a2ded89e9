package io.qingting.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An event's due instant to the first frame that knows it, at the load the application is built for. */
final class LatencyBench implements BenchCase {
    private static final String SOURCE = "bench";
    private static final int EVENTS_PER_SECOND = 2_000;

    /** Events that always change what their agent's page shows. */
    private static final Set<String> SEEN_BY_AGENT = Set.of("contact.accepted", "message.agent", "contact.closed");

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String about() {
        return "event to frame at 2,000 events a second with 1,000 viewers";
    }

    private record Posted(Traffic.Item item, long due, long position) {}

    @Override
    public void measure(BenchRun run) throws Exception {
        int rate = run.size(EVENTS_PER_SECOND, 300);
        int seconds = run.size(30, 8);
        int agents = run.size(500, 50);
        try (AppUnderTest app = AppUnderTest.start(run, run.freshFolder("latency"))) {
            String token = app.displayToken();
            String key = app.sourceKey(SOURCE);
            Traffic.Shape shape = Traffic.Shape.brisk(rate);
            Traffic traffic = Loads.justPast(SOURCE, "l", shape, 30);
            List<Traffic.Item> shift = traffic.shiftBegins(System.currentTimeMillis() - 90_000);
            ClosedLoop.post(app.port(), 1, 1, i -> PostWire.batch(app.port(), key, shift), 30, n -> {});

            List<Posted> posted = new ArrayList<>();
            Map<ViewerWire, Arrivals> seen = new HashMap<>();
            try (PacedPosts posts = new PacedPosts(
                            app.port(), key, 10, PacedPosts.asTheyHappen(traffic), (item, due, position) -> {
                                synchronized (posted) {
                                    posted.add(new Posted(item, due, position));
                                }
                            });
                    Viewers crowd = new Viewers(app.port(), token, noting(seen))) {
                Thread.sleep(run.size(8_000, 3_000));
                crowd.add("site", run.size(100, 10), false);
                crowd.add("queue:" + Traffic.queueId(0), run.size(400, 40), false);
                for (int agent = 0; agent < agents; agent++) crowd.add("agent:" + Traffic.agentId(agent), 1, false);
                Thread.sleep(run.size(10_000, 2_000));
                for (int round = 0; round < run.size(3, 1); round++) {
                    crowd.restart();
                    double cpu = ProcessFigures.cpuSeconds(app.pid());
                    long from = System.nanoTime();
                    Thread.sleep(seconds * 1000L);
                    long to = System.nanoTime();
                    double cores = (ProcessFigures.cpuSeconds(app.pid()) - cpu) * 1e9 / (to - from);
                    Thread.sleep(2_000);
                    Viewers.Sums sums = crowd.sums();
                    List<Posted> mine;
                    synchronized (posted) {
                        mine = posted.stream()
                                .filter(p -> p.due() >= from && p.due() < to)
                                .toList();
                    }
                    if (round == 0) size(run, app.port(), token);
                    report(run, crowd, mine, seen, round, (to - from) / 1e9, cores, sums, posts.late());
                }
            }
        }
    }

    private static void size(BenchRun run, int port, String token) throws Exception {
        try (BoardProbe probe = new BoardProbe(port, token, "site")) {
            com.fasterxml.jackson.databind.JsonNode frame = probe.newest();
            int bytes = frame.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            run.add(Line.absolute(
                    "site frame of " + frame.path("queues").size() + " queues at this load",
                    Line.number(bytes / 1000.0) + " kB",
                    "≤ 32 kB",
                    bytes <= 32_000,
                    ""));
        }
    }

    private static void report(
            BenchRun run,
            Viewers crowd,
            List<Posted> posted,
            Map<ViewerWire, Arrivals> seen,
            int round,
            double seconds,
            double cores,
            Viewers.Sums sums,
            long late)
            throws Exception {
        Map<String, Arrivals> events = eventsByTopic(posted);
        Map<String, LatencyHistogram> kinds = new HashMap<>();
        int[] unseen = {0};
        crowd.onLoop(() -> seen.forEach((wire, frames) -> {
            Arrivals of = events.get(wire.topic());
            if (of == null) return;
            String kind = wire.topic().split(":", 2)[0];
            unseen[0] += of.latenciesUntil(frames, kinds.computeIfAbsent(kind, k -> new LatencyHistogram()));
        }));
        LatencyHistogram all = new LatencyHistogram();
        kinds.values().forEach(all::addAll);
        kinds.forEach((kind, latencies) -> run.say(kind + ": " + latencies.show()));
        boolean met = all.millisAt(0.5) <= 80 && all.millisAt(0.99) <= 250 && unseen[0] == 0;
        run.add(Line.absolute(
                "event → frame, round " + (round + 1),
                all.show(),
                "p50 ≤ 80 ms, p99 ≤ 250 ms",
                met,
                Line.number(posted.size() / seconds) + " events/s, " + sums.open() + " viewers, "
                        + Line.number(sums.frames() / seconds) + " frames/s, application " + Line.number(cores)
                        + " cores, unseen " + unseen[0] + ", sent late " + late));
    }

    private static Map<String, Arrivals> eventsByTopic(List<Posted> posted) {
        Map<String, Arrivals> events = new HashMap<>();
        for (Posted p : posted) {
            note(events, "site", p);
            if (p.item().queue() == 0) note(events, "queue:" + Traffic.queueId(0), p);
            if (p.item().agent() >= 0 && SEEN_BY_AGENT.contains(p.item().type())) {
                note(events, "agent:" + Traffic.agentId(p.item().agent()), p);
            }
        }
        events.replaceAll((topic, unsorted) -> unsorted.sorted());
        return events;
    }

    private static void note(Map<String, Arrivals> events, String topic, Posted p) {
        events.computeIfAbsent(topic, t -> new Arrivals()).add(p.position(), p.due());
    }

    private static ViewerWire.Watch noting(Map<ViewerWire, Arrivals> seen) {
        return new ViewerWire.Watch() {
            @Override
            public void frame(ViewerWire wire, long n, long position, byte[] bytes, int from, int to, long at) {
                seen.computeIfAbsent(wire, w -> new Arrivals()).add(position, at);
            }

            @Override
            public void closed(ViewerWire wire, String reason) {}
        };
    }
}
