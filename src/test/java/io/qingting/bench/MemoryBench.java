package io.qingting.bench;

import java.sql.Connection;

/** The heap that a full day needs, with every window and the screens served. */
final class MemoryBench implements BenchCase {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String about() {
        return "a day of one million contacts, 100 queues, 500 agents in a heap of 1.5 GB";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        BigDay day = BigDay.in(run);
        try (AppUnderTest app = AppUnderTest.start(run, day.options());
                Connection connection = app.database().connect();
                BoardProbe probe = new BoardProbe(app.port(), app.displayToken(), "site?window=today")) {
            run.report().database("PostgreSQL " + AppDatabase.one(connection, "show server_version"));
            long begin = System.nanoTime();
            int events = day.fill(run, app, app.sourceKey(BigDay.SOURCE));
            double posting = (System.nanoTime() - begin) / 1e9;
            long head = AppDatabase.number(connection, "select position from event_log_head");
            probe.awaitPosition(head, 900);
            double folded = (System.nanoTime() - begin) / 1e9;
            if (events > 0) {
                run.say(events + " events posted in " + Line.number(posting) + " s, on the board after "
                        + Line.number(folded) + " s");
            }
            double after = ProcessFigures.heapMiB(app.pid());
            run.add(Line.absolute(
                    "heap in use after a collection, full day on the board",
                    Line.number(after) + " MiB",
                    "≤ 1.5 GB, -Xmx1500m",
                    after <= 1_500,
                    day.describe() + ", " + head + " events; resident "
                            + Line.number(ProcessFigures.residentMiB(app.pid())) + " MiB"));
            if (events > 0) {
                run.add(Line.figure(
                        "a whole day: posted, logged, folded",
                        Line.number(events / folded) + " events/s",
                        "with a heap of 1.5 GB, history written meanwhile"));
            }
        }
    }
}
