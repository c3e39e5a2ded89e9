package io.qingting.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;

/** One look of the watch over many open targets, and the same after many were met while a long transaction was open. */
final class SlaBench implements BenchCase {
    private static final int LOOKS = 2_000;
    private static final long SWEEP_MILLIS = 250;

    /** As {@code sla.store.TargetStore} asks. */
    private static final String LOOK = "select * from sla_look(?, 0, ?, 0, ?)";

    private static final String FILL = """
            insert into sla_target (source_id, contact_id, kind, cycle, ordinal, policy_id, rules_version, channel, queue_id,
                segment, started_at, warn_at, deadline, provisional, state, stopped_at, alerts, warned, raised)
            select 1, 'bench-' || n, 'answer', 0, 0, 'answer', 1, 'voice', 'queue-' || n %% 100, null,
                timestamptz '%s' + n * interval '1 ms' - interval '20 s', timestamptz '%s' + n * interval '1 ms',
                timestamptz '%s' + n * interval '1 ms' + interval '10 s', false, 'open', null, true, false, false
            from generate_series(1, %d) n
            """;

    private static final String DUE =
            "insert into sla_due (target_id, due_at, position) select target_id, warn_at, 0 from sla_target";

    private static final String MEET = """
            with met as (
                update sla_target set state = 'met', stopped_at = warn_at
                where target_id in (select target_id from sla_due order by due_at limit 500) returning target_id
            )
            delete from sla_due d using met where d.target_id = met.target_id
            """;

    @Override
    public String name() {
        return "sla";
    }

    @Override
    public String about() {
        return "an idle sweep with a million open targets, and after 150,000 were met beside a long transaction";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        int targets = run.size(1_000_000, 100_000);
        int met = run.size(150_000, 15_000);
        try (AppUnderTest app = AppUnderTest.start(run, run.freshFolder("sla"))) {
            AppDatabase database = AppDatabase.of(app.data());
            try (Connection connection = database.connect();
                    Connection old = database.connect()) {
                // Far enough ahead that the application's own watch has nothing to do.
                Instant first = Instant.now().plusSeconds(86_400);
                AppDatabase.run(connection, FILL.formatted(first, first, first, targets));
                AppDatabase.run(connection, DUE);
                AppDatabase.run(connection, "analyze sla_target; analyze sla_due");
                idle(run, connection, first, targets);
                old.setAutoCommit(false);
                old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                AppDatabase.number(old, "select count(*) from sla_due");
                for (int i = 0; i < met / 500; i++) AppDatabase.run(connection, MEET);
                bloated(run, connection, first, met);
                old.rollback();
            }
        }
    }

    private static void idle(BenchRun run, Connection connection, Instant first, int targets) throws SQLException {
        double[] millis = looks(connection, first.minusSeconds(3_600));
        run.add(Line.absolute(
                "idle sweep, %,d open targets".formatted(targets),
                figures(millis),
                "≤ 1 ms",
                percentile(millis, 0.5) <= 1,
                "round trip of one look, median and p99 of %,d; judged by the median".formatted(millis.length)));
    }

    private static void bloated(BenchRun run, Connection connection, Instant first, int met) throws SQLException {
        // Through the very instants at which the targets that are gone were due, a sweep at a time.
        double[] millis = looks(connection, first, first.plusMillis(met));
        run.add(Line.absolute(
                "idle sweep after %,d targets were met beside a long transaction".formatted(met),
                figures(millis),
                "≤ 2 ms",
                percentile(millis, 0.5) <= 2,
                "swept every 250 ms through the instants they were due at, %,d a second; judged by the median"
                        .formatted(1_000)));
        double[] after = looks(connection, first.plusMillis(met).minusSeconds(1), first.plusMillis(met));
        double[] all = {look(prepare(connection), first.minusSeconds(1), first.plusMillis(met))};
        run.add(Line.figure(
                "the first sweep of an instance that looks at all of them at once",
                Line.number(all[0]) + " ms",
                "as at a start after a downtime; the sweeps after it: " + figures(after)));
    }

    /** The same instant again and again: nothing comes due. */
    private static double[] looks(Connection connection, Instant at) throws SQLException {
        PreparedStatement look = prepare(connection);
        for (int i = 0; i < LOOKS / 4; i++) look(look, at, at.plusMillis(SWEEP_MILLIS));
        double[] millis = new double[LOOKS];
        for (int i = 0; i < LOOKS; i++) {
            Instant from = at.plusMillis(i * SWEEP_MILLIS);
            millis[i] = look(look, from, from.plusMillis(SWEEP_MILLIS));
        }
        return millis;
    }

    private static double[] looks(Connection connection, Instant from, Instant to) throws SQLException {
        PreparedStatement look = prepare(connection);
        int count = (int) (java.time.Duration.between(from, to).toMillis() / SWEEP_MILLIS);
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            Instant begin = from.plusMillis(i * SWEEP_MILLIS);
            millis[i] = look(look, begin, begin.plusMillis(SWEEP_MILLIS));
        }
        return millis;
    }

    private static PreparedStatement prepare(Connection connection) throws SQLException {
        return connection.prepareStatement(LOOK);
    }

    private static double look(PreparedStatement look, Instant swept, Instant now) throws SQLException {
        long begin = System.nanoTime();
        look.setTimestamp(1, Timestamp.from(swept));
        look.setTimestamp(2, Timestamp.from(swept));
        look.setTimestamp(3, Timestamp.from(now));
        try (ResultSet rows = look.executeQuery()) {
            if (!rows.next() || rows.getBoolean("is_due")) throw new SQLException("something is due at " + now);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static String figures(double[] millis) {
        return Line.number(percentile(millis, 0.5)) + " ms (p99 " + Line.number(percentile(millis, 0.99)) + " ms)";
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
