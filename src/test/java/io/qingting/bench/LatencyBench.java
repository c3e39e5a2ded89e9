package io.qingting.bench;

import java.util.List;

/** An event's due instant to the first frame that knows it, at the load the application is built for. */
final class LatencyBench implements BenchCase {
    private static final String SOURCE = "bench";
    private static final int EVENTS_PER_SECOND = 2_000;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String about() {
        return "event to frame at 2,000 events a second with 1,000 viewers";
    }

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

            FrameAges ages = new FrameAges(0);
            try (PacedPosts posts =
                            new PacedPosts(app.port(), key, 10, PacedPosts.asTheyHappen(traffic), ages::acknowledged);
                    Viewers crowd = new Viewers(app.port(), token, ages)) {
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
                    if (round == 0) size(run, app.port(), token);
                    report(run, ages.between(crowd, from, to), round, (to - from) / 1e9, cores, sums, posts.late());
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
            BenchRun run, FrameAges.Ages ages, int round, double seconds, double cores, Viewers.Sums sums, long late) {
        ages.kinds().forEach((kind, latencies) -> run.say(kind + ": " + latencies.show()));
        LatencyHistogram all = ages.of(ages.kinds().keySet());
        boolean met = all.millisAt(0.5) <= 80 && all.millisAt(0.99) <= 250 && ages.unseen() == 0;
        run.add(Line.absolute(
                "event → frame, round " + (round + 1),
                all.show(),
                "p50 ≤ 80 ms, p99 ≤ 250 ms",
                met,
                Line.number(ages.events() / seconds) + " events/s, " + sums.open() + " viewers, "
                        + Line.number(sums.frames() / seconds) + " frames/s, application " + Line.number(cores)
                        + " cores, unseen " + ages.unseen() + ", sent late " + late));
    }
}
