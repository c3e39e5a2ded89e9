package io.qingting.bench;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Batches of 1,000 over HTTP, validated and idempotent, against COPY of the same rows into like tables. */
final class IngestBench implements BenchCase {
    private static final String SOURCE = "bench";
    private static final int BATCH = 1_000;
    private static final int CLIENTS = 4;
    private static final int SETTLE_SECONDS = 240;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String about() {
        return "batches of 1,000 events over HTTP against COPY into like tables";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        int batches = run.size(120, 20);
        int rounds = run.size(5, 2);
        try (AppUnderTest app = AppUnderTest.start(run, run.freshFolder("ingest"));
                Connection connection = app.database().connect();
                BoardProbe probe = new BoardProbe(app.port(), app.displayToken(), "site?window=today")) {
            run.report().database("PostgreSQL " + AppDatabase.one(connection, "show server_version"));
            String key = app.sourceKey(SOURCE);
            BaselineTables baseline = new BaselineTables(connection);
            baseline.create();
            Traffic traffic =
                    Loads.justPast(SOURCE, "i", Traffic.Shape.brisk(2_000), (batches * rounds + 80) * BATCH / 2_000);
            ClosedLoop.post(app.port(), CLIENTS, requests(app.port(), key, traffic, 60), 120);

            Series ours = new Series();
            Series copy = new Series();
            Series ingestCpu = new Series();
            for (int round = 0; round < rounds; round++) {
                byte[][] requests = requests(app.port(), key, traffic, batches);
                long before = settle(app, connection, probe);
                double cpu = ProcessFigures.cpuSeconds(app.pid());
                ClosedLoop.Outcome outcome = ClosedLoop.post(app.port(), CLIENTS, requests, 180);
                ingestCpu.add((ProcessFigures.cpuSeconds(app.pid()) - cpu) * 1e6 / (batches * BATCH));
                ours.add(outcome.perSecond() * BATCH);
                settle(app, connection, probe);
                copy.add(baseline.copy(baseline.rowsAfter(before, batches * BATCH)));
                run.say("round " + (round + 1) + ": " + Line.number(outcome.perSecond() * BATCH)
                        + " events/s, COPY so far " + copy.show("rows/s") + ", a batch "
                        + outcome.latencies().show());
            }
            run.add(Line.atLeast(
                    "durable ingest, batches of 1,000",
                    ours,
                    copy,
                    "events/s",
                    0.25,
                    "≥ 0.25 (stretch 0.35)",
                    CLIENTS + " clients; the board folds the same events meanwhile; application "
                            + ingestCpu.show("µs CPU an event")));
        }
    }

    private static byte[][] requests(int port, String key, Traffic traffic, int batches) {
        byte[][] requests = new byte[batches][];
        for (int i = 0; i < batches; i++) {
            List<Traffic.Item> items = new ArrayList<>(BATCH);
            for (int n = 0; n < BATCH; n++) items.add(traffic.next());
            requests[i] = PostWire.batch(port, key, items);
        }
        return requests;
    }

    /**
     * Waits until the board and the history know the whole log, so that neither works during what follows, then empties the
     * write-ahead log's backlog; the log's head.
     */
    static long settle(AppUnderTest app, Connection connection, BoardProbe probe) throws Exception {
        long head = AppDatabase.number(connection, "select position from event_log_head");
        if (head > 0) probe.awaitPosition(head, SETTLE_SECONDS);
        long limit = System.nanoTime() + SETTLE_SECONDS * 1_000_000_000L;
        while (app.metric("qingting_facts_lag_events") > 0) {
            if (System.nanoTime() > limit) throw new TimeoutException("history does not catch up");
            Thread.sleep(200);
        }
        AppDatabase.run(connection, "checkpoint");
        return head;
    }
}
