package io.qingting.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Right figures after kill -9 on a full day: from the saved board and the log after it. */
final class RestartBench implements BenchCase {
    private static final int LIVE_PER_SECOND = 200;

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String about() {
        return "kill -9 of the application on a full day, process start to right figures";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        BigDay day = BigDay.in(run);
        ClassArchive archive = ClassArchive.make(run);
        Series right = new Series();
        Series embedded = new Series();
        String token;
        Map<String, String> figures;
        long head;
        AppDatabase database;
        try (AppUnderTest app = AppUnderTest.start(run, day.options())) {
            token = app.displayToken();
            String key = app.sourceKey(BigDay.SOURCE);
            day.fill(run, app, key);
            database = app.database();
            try (Connection connection = database.connect();
                    BoardProbe probe = new BoardProbe(app.port(), token, "site?window=today")) {
                head = AppDatabase.number(connection, "select position from event_log_head");
                probe.awaitPosition(head, 900);
                Thread.sleep(run.size(90_000, 5_000));
                head = live(app, key, connection, "r0", run.size(20, 4));
                figures = figures(probe.awaitPosition(head, 60));
            }
            app.kill();
        }
        long behind;
        try (Connection connection = database.connect()) {
            behind = head - AppDatabase.number(connection, "select position from fact_position");
        }
        run.say("figures before: " + figures);
        for (int round = 0; round < run.size(3, 1); round++) {
            long begin = System.nanoTime();
            AppUnderTest app =
                    AppUnderTest.startUnready(run, archive.used(day.options().database(database)));
            try (BoardProbe probe = new BoardProbe(app.port(), token, "site?window=today");
                    Connection connection = database.connect()) {
                JsonNode frame = probe.awaitPosition(head, 240);
                double seconds = (System.nanoTime() - begin) / 1e9;
                Map<String, String> now = figures(frame);
                if (!now.equals(figures)) throw new IllegalStateException("before " + figures + ", after " + now);
                right.add(seconds);
                run.say("round " + (round + 1) + ": answers after " + Line.number(app.startSeconds())
                        + " s, right figures after " + Line.number(seconds) + " s");
                head = live(app, app.sourceKey(BigDay.SOURCE), connection, "r" + (round + 1), run.size(20, 4));
                figures = figures(probe.awaitPosition(head, 60));
            }
            app.kill();
        }
        run.add(Line.absolute(
                "process start → right figures after kill -9, database alive",
                right.show("s"),
                "≤ 10 s",
                right.worst() <= 10,
                day.describe() + "; killed after 20 s at " + LIVE_PER_SECOND
                        + " events/s; all counts of the site and of each queue equal; started from the class-data archive, with"
                        + " history " + behind + " events behind the log"));
        for (int round = 0; round < run.size(2, 1); round++) {
            try (AppUnderTest app = AppUnderTest.start(run, day.options());
                    BoardProbe probe = new BoardProbe(app.port(), token, "site?window=today")) {
                Map<String, String> now = figures(probe.awaitPosition(head, 240));
                if (!now.equals(figures)) throw new IllegalStateException("before " + figures + ", after " + now);
                embedded.add(app.startSeconds());
                app.kill();
            }
        }
        // Leaves a folder whose database is stopped.
        AppUnderTest.start(run, day.options()).close();
        run.add(Line.figure(
                "the same with the embedded database: start → ready",
                embedded.show("s"),
                "stops the orphaned database, starts it, recovers where needed"));
    }

    /** Posts at a steady rate; the log's head after it. */
    private static long live(AppUnderTest app, String key, Connection connection, String prefix, int seconds)
            throws Exception {
        Traffic traffic = Loads.justPast(
                BigDay.SOURCE, prefix + System.currentTimeMillis(), Traffic.Shape.brisk(LIVE_PER_SECOND), 1);
        try (PacedPosts posts =
                new PacedPosts(app.port(), key, 20, PacedPosts.asTheyHappen(traffic), (item, due, position) -> {})) {
            Thread.sleep(seconds * 1000L);
        }
        return AppDatabase.number(connection, "select position from event_log_head");
    }

    /** What passing time alone does not change: the day's counts and sums of the site and its queues. */
    private static Map<String, String> figures(JsonNode frame) {
        Map<String, String> figures = new TreeMap<>();
        JsonNode today = frame.path("site").path("today");
        for (String name : new String[] {
            "offered",
            "distinctContacts",
            "answered",
            "abandoned",
            "serviceLevel",
            "asaSeconds",
            "handleSeconds",
            "csat"
        }) {
            figures.put(name, today.path(name).toString());
        }
        List<String> fields = new ArrayList<>();
        frame.path("queueFields").forEach(field -> fields.add(field.asText()));
        StringBuilder queues = new StringBuilder();
        for (JsonNode queue : frame.path("queues")) {
            for (String field : List.of("queueId", "offered", "serviceLevel", "answered", "abandoned", "unserved")) {
                queues.append(queue.path(fields.indexOf(field))).append(' ');
            }
        }
        figures.put(
                "queues",
                frame.path("queues").size() + " with hash " + queues.toString().hashCode());
        return figures;
    }
}
