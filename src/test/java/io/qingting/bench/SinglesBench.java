package io.qingting.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts of one event each, against single-row commits of the same rows over 16 connections. */
final class SinglesBench implements BenchCase {
    private static final String SOURCE = "bench";
    private static final int CONNECTIONS = 16;

    @Override
    public String name() {
        return "singles";
    }

    @Override
    public String about() {
        return "single-event posts by 16 and 256 clients against single-row commits over 16 connections";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        int rounds = run.size(5, 2);
        try (AppUnderTest app = AppUnderTest.start(run, run.freshFolder("singles"));
                Connection connection = app.database().connect();
                BoardProbe probe = new BoardProbe(app.port(), app.displayToken(), "site?window=today")) {
            run.report().database("PostgreSQL " + AppDatabase.one(connection, "show server_version"));
            String key = app.sourceKey(SOURCE);
            BaselineTables baseline = new BaselineTables(connection);
            baseline.create();
            Traffic traffic = Loads.justPast(SOURCE, "s", Traffic.Shape.brisk(2_000), 600);
            // A server that runs for weeks is compiled; the first tens of thousands of requests are not what is meant.
            int some = run.size(60_000, 25_000);
            post(app.port(), 256, key, traffic, 3 * some);
            double rate256 = post(app.port(), 256, key, traffic, some).perSecond();
            double rate16 = post(app.port(), 16, key, traffic, some).perSecond();
            commit(app.database(), baseline.insertStatement(), baseline.texts(0, some));
            baseline.empty();
            int count16 = (int) (rate16 * run.size(6, 2));
            int count256 = (int) (rate256 * run.size(6, 2));

            Series few = new Series();
            Series many = new Series();
            Series commits = new Series();
            for (int round = 0; round < rounds; round++) {
                long before = IngestBench.settle(app, connection, probe);
                ClosedLoop.Outcome outcome = post(app.port(), 16, key, traffic, count16);
                few.add(outcome.perSecond());
                IngestBench.settle(app, connection, probe);
                commits.add(commit(app.database(), baseline.insertStatement(), baseline.texts(before, count16)));
                IngestBench.settle(app, connection, probe);
                ClosedLoop.Outcome crowd = post(app.port(), 256, key, traffic, count256);
                many.add(crowd.perSecond());
                run.say("round " + (round + 1) + ": 16 clients " + Line.number(outcome.perSecond()) + "/s ("
                        + outcome.latencies().show() + "), 256 clients " + Line.number(crowd.perSecond()) + "/s ("
                        + crowd.latencies().show() + "), commits so far " + commits.show("/s"));
            }
            String note = "JDBC, prepared, one statement and one commit a row, both tables";
            run.add(Line.atLeast("single-event posts, 16 clients", few, commits, "/s", 0.8, "≥ 0.8", note));
            run.add(Line.atLeast("single-event posts, 256 clients", many, commits, "/s", 1.2, "≥ 1.2", note));
        }
    }

    private static ClosedLoop.Outcome post(int port, int clients, String key, Traffic traffic, int count)
            throws Exception {
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            requests[i] =
                    PostWire.request(port, key, PostWire.SINGLE, traffic.next().json());
        }
        return ClosedLoop.post(port, clients, requests, 180);
    }

    /** Commits every row by itself over a number of connections; rows a second. */
    private static double commit(AppDatabase database, String statement, List<String[]> rows) throws Exception {
        List<Connection> connections = new ArrayList<>();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) connections.add(database.connect());
            long begin = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (Connection connection : connections) {
                running.add(threads.submit(() -> {
                    try (PreparedStatement insert = connection.prepareStatement(statement)) {
                        for (int row = next.getAndIncrement(); row < rows.size(); row = next.getAndIncrement()) {
                            String[] values = rows.get(row);
                            for (int i = 0; i < values.length; i++) insert.setString(i + 1, values[i]);
                            insert.executeUpdate();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) one.get();
            return rows.size() / ((System.nanoTime() - begin) / 1e9);
        } finally {
            for (Connection connection : connections) connection.close();
        }
    }
}
