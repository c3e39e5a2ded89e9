package io.qingting.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Each of thousands of agents at the own page, with a session of its own, and supervisors at the console. */
final class PeopleBench implements BenchCase {
    private static final String SOURCE = "bench";
    private static final int EVENTS_PER_SECOND = 1_000;
    /** Most events of one request. */
    private static final int BATCH = 1_000;

    private static final Set<String> AT_ONCE = Set.of("agent", "site", "queue");

    @Override
    public String name() {
        return "people";
    }

    @Override
    public String about() {
        return "5,000 agents at their own pages and 500 console viewers at 1,000 events a second";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        int agents = run.size(5_000, 500);
        int rate = run.size(EVENTS_PER_SECOND, 300);
        int seconds = run.size(60, 10);
        int each = run.size(125, 10);
        try (AppUnderTest app = AppUnderTest.start(
                run,
                new AppUnderTest.Options(run.freshFolder("people"))
                        .jvm("-Xmx1500m")
                        .environment("QINGTING_SOCKET_MAX_VIEWERS", "10000"))) {
            String key = app.sourceKey(SOURCE);
            Traffic.Shape shape = new Traffic.Shape(rate / Traffic.Shape.EVENTS_PER_CONTACT, 5, 20, 100, agents);
            Traffic traffic = Loads.justPast(SOURCE, "p", shape, 30);
            List<Traffic.Item> shift = traffic.shiftBegins(System.currentTimeMillis() - 90_000);
            int batches = (shift.size() + BATCH - 1) / BATCH;
            ClosedLoop.post(
                    app.port(),
                    1,
                    batches,
                    i -> PostWire.batch(
                            app.port(), key, shift.subList(i * BATCH, Math.min(shift.size(), (i + 1) * BATCH))),
                    60,
                    n -> {});
            List<String> tokens = new ArrayList<>(agents);
            for (int i = 0; i < agents; i++) tokens.add(app.displayToken());
            FrameAges ages = new FrameAges(0);
            try (PacedPosts posts =
                            new PacedPosts(app.port(), key, 10, PacedPosts.asTheyHappen(traffic), ages::acknowledged);
                    Viewers crowd = new Viewers(app.port(), tokens.getFirst(), ages)) {
                crowd.addEach(tokens, agent -> "agent:" + Traffic.agentId(agent));
                for (String topic : List.of("site", "queue:" + Traffic.queueId(0), "agents", "alerts")) {
                    crowd.add(topic, each, false);
                }
                Thread.sleep(run.size(20_000, 3_000));
                for (int round = 0; round < run.size(3, 1); round++) {
                    crowd.restart();
                    double cpu = ProcessFigures.cpuSeconds(app.pid());
                    long from = System.nanoTime();
                    Thread.sleep(seconds * 1000L);
                    long to = System.nanoTime();
                    double cores = (ProcessFigures.cpuSeconds(app.pid()) - cpu) * 1e9 / (to - from);
                    Viewers.Sums sums = crowd.sums();
                    // The last events have not been on a frame of all agents yet.
                    Thread.sleep(5_000);
                    report(run, ages.between(crowd, from, to), round, (to - from) / 1e9, cores, sums, crowd.ends());
                }
                double heap = ProcessFigures.heapMiB(app.pid());
                run.add(Line.figure(
                        "heap after a collection with " + agents + " agents and " + (agents + 4 * each) + " viewers",
                        Line.number(heap) + " MiB",
                        "-Xmx1500m; resident " + Line.number(ProcessFigures.residentMiB(app.pid())) + " MiB"));
            }
        }
    }

    private static void report(
            BenchRun run,
            FrameAges.Ages ages,
            int round,
            double seconds,
            double cores,
            Viewers.Sums sums,
            String ends) {
        ages.kinds().forEach((kind, latencies) -> run.say(kind + ": " + latencies.show()));
        String load = Line.number(ages.events() / seconds) + " events/s, " + sums.open() + " viewers, "
                + Line.number(sums.frames() / seconds) + " frames/s of " + Line.number(sums.meanBytes())
                + " bytes, application " + Line.number(cores) + " cores, unseen " + ages.unseen() + ", ended " + ends;
        LatencyHistogram all = ages.of(AT_ONCE);
        run.add(Line.absolute(
                "event → frame of agents, site and queue, round " + (round + 1),
                all.show(),
                "p99 ≤ 500 ms",
                all.millisAt(0.99) <= 500,
                load));
        run.add(Line.figure(
                "event → frame of all agents, round " + (round + 1),
                ages.of(Set.of("agents")).show(),
                "one a second at most by design"));
    }
}
