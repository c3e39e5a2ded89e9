package io.qingting.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * The board cannot read the log for half an hour while sources go on; then it catches up while sources go on. The outage is
 * made in the database, where the function that reads the log's tail fails; posts are logged as ever.
 */
final class BacklogBench implements BenchCase {
    private static final String SOURCE = "bench";
    private static final int LIVE_PER_SECOND = 2_000;
    private static final int BATCH = 1_000;
    private static final String TAIL = "public.read_event_log(bigint, timestamptz, int)";

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public String about() {
        return "30 minutes of outage of the board's input, then catching up while serving";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        int outageSeconds = run.size(30 * 60, 30);
        int live = run.size(LIVE_PER_SECOND, 300);
        int batches = outageSeconds * live / BATCH;
        try (AppUnderTest app = AppUnderTest.start(run, run.freshFolder("backlog"));
                Connection connection = app.database().connect();
                BoardProbe probe = new BoardProbe(app.port(), app.displayToken(), "site")) {
            String key = app.sourceKey(SOURCE);
            Traffic traffic = Loads.justPast(SOURCE, "b", Traffic.Shape.brisk(live), outageSeconds);
            ClosedLoop.post(
                    app.port(),
                    1,
                    1,
                    i -> PostWire.batch(app.port(), key, traffic.shiftBegins(System.currentTimeMillis())),
                    60,
                    n -> {});
            IngestBench.settle(app, connection, probe);

            String definition = AppDatabase.one(connection, "select pg_get_functiondef('" + TAIL + "'::regprocedure)");
            AppDatabase.run(connection, definition.replaceFirst("(?i)begin", "begin raise exception 'outage';"));
            double posted = fillLog(app, key, traffic, batches);
            long backlog = AppDatabase.number(connection, "select position from event_log_head")
                    - probe.newest().path("position").asLong();
            run.say(backlog + " events wait; logged at " + Line.number(posted) + "/s");

            try (PacedPosts posts = new PacedPosts(
                    app.port(), key, 20, PacedPosts.asTheyHappen(traffic), (item, due, position) -> {})) {
                Thread.sleep(2_000);
                long from = probe.newest().path("position").asLong();
                AppDatabase.run(connection, definition);
                long begin = System.nanoTime();
                JsonNode frame = probe.await(
                        f -> f.path("position").asLong() > from + backlog
                                && f.path("state").asText().equals("live"),
                        900);
                double seconds = (System.nanoTime() - begin) / 1e9;
                double rate = (frame.path("position").asLong() - from) / seconds;
                run.add(Line.absolute(
                        "catching up after " + outageSeconds / 60 + " min of outage",
                        Line.number(rate) + " events/s, " + Line.number(rate / live) + " × live",
                        "≥ 5 × live",
                        rate >= 5 * live,
                        "live rate " + live + "/s, which goes on: " + Line.number(posts.events() / (seconds + 2))
                                + "/s acknowledged, " + posts.late() + " late; " + backlog + " events in "
                                + Line.number(seconds) + " s"));
                run.add(Line.absolute(
                        "frames say that they catch up",
                        probe.catchingUpSeen() ? "yes" : "no",
                        "yes",
                        probe.catchingUpSeen(),
                        ""));
            }
        }
    }

    private static double fillLog(AppUnderTest app, String key, Traffic traffic, int batches) throws Exception {
        return BATCH
                * ClosedLoop.post(
                                app.port(),
                                4,
                                batches,
                                i -> {
                                    List<Traffic.Item> items = new ArrayList<>(BATCH);
                                    for (int n = 0; n < BATCH; n++) items.add(traffic.next());
                                    return PostWire.batch(app.port(), key, items);
                                },
                                900,
                                done -> {})
                        .perSecond();
    }
}
