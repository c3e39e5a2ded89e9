package io.qingting.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.fixture.RobotStub;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The instant of a breach until a webhook's receiver has it, with the limits of robots lifted. */
final class BreachBench implements BenchCase {
    private static final int BREACHES_PER_SECOND = 50;
    private static final long WARM_UP_MILLIS = 15_000;
    private static final long LATEST_MILLIS = 30_000;
    private static final String HEALED = "answered before its breach was told, so taken back";

    private static final String FATES = """
            select case
                when told then 'told'
                when alert_state = 'takenBack' then '%s'
                when alert_id is not null then 'raised and not told'
                when deadline is null or coalesce(stopped_at, now()) > deadline then
                    'overdue without an alert, policy ' || policy_id || ' of version ' || rules_version
                else 'in time, policy ' || policy_id || ' of version ' || rules_version end as fate, count(*)
            from (
                select t.*, a.alert_id, a.state as alert_state, exists (
                    select 1 from notice n join delivery d using (notice_id)
                    where n.alert_id = a.alert_id and d.state = 'sent') as told
                from sla_target t left join alert a on a.cause =
                    'target:' || t.kind || ':' || t.cycle || ':' || t.ordinal || ':' || t.source_id || ':' || t.contact_id
                where t.kind = 'answer') as promise
            group by fate
            """.formatted(HEALED);

    @Override
    public String name() {
        return "breach";
    }

    @Override
    public String about() {
        return "breach instant to webhook received, at 50 breaches a second";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        long seconds = run.size(60, 8);
        try (RobotStub stub = new RobotStub();
                AppUnderTest app = AppUnderTest.start(
                        run,
                        new AppUnderTest.Options(run.freshFolder("breach"))
                                .environment("QINGTING_OUTBOUND_ALLOWED_HOSTS", stub.host()))) {
            Breaches.promise(app);
            Breaches.tell(app, """
                    {"kind":"webhook","name":"hook","language":"en","url":"http://%s/hook","perMinute":60000,
                     "secret":"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"}
                    """.formatted(stub.host()));
            String key = app.sourceKey(Breaches.SOURCE);
            // A promise holds for those who come after it was made: the first of them does.
            long begin = System.currentTimeMillis() + 500 + Breaches.PROMISE_MILLIS;
            long from = begin + (run.quick() ? WARM_UP_MILLIS / 3 : WARM_UP_MILLIS);
            long to = from + seconds * 1_000;
            // They come a promise before they breach, and are answered soon after it, so that the floor stays as it is.
            int most = (int) (BREACHES_PER_SECOND * (to - begin + Breaches.PROMISE_MILLIS) / 1_000);
            Breaches breaches = new Breaches(
                    BREACHES_PER_SECOND, begin - Breaches.PROMISE_MILLIS, most, Breaches.PROMISE_MILLIS + 1_500);
            double cpu;
            try (PacedPosts posts = new PacedPosts(app.port(), key, 10, breaches, (item, due, position) -> {})) {
                sleepUntil(from);
                cpu = ProcessFigures.cpuSeconds(app.pid());
                sleepUntil(to);
                cpu = ProcessFigures.cpuSeconds(app.pid()) - cpu;
                awaitAll(stub, breaches);
            }
            report(run, stub, app, breaches.contacts(), from, to, cpu / seconds);
        }
    }

    private static void sleepUntil(long instant) throws InterruptedException {
        Thread.sleep(Math.max(0, instant - System.currentTimeMillis()));
    }

    private static void awaitAll(RobotStub stub, Breaches breaches) throws InterruptedException {
        long limit = System.currentTimeMillis() + LATEST_MILLIS;
        while (raised(stub, 0, Long.MAX_VALUE, new LatencyHistogram()) < breaches.contacts()
                && System.currentTimeMillis() < limit) Thread.sleep(100);
    }

    /** Adds the latencies of breaches that happened between two instants, once an alert. How many. */
    private static int raised(RobotStub stub, long from, long to, LatencyHistogram latencies) {
        Set<String> told = new HashSet<>();
        for (RobotStub.Received message : stub.robot("hook").received()) {
            for (JsonNode alert : message.body().at("/data/alerts")) {
                Instant due = Instant.parse(alert.path("dueAt").asText());
                if (due.toEpochMilli() < from || due.toEpochMilli() >= to) continue;
                if (told.add(alert.path("alertId").asText()))
                    latencies.addNanos(Duration.between(due, message.at()).toNanos());
            }
        }
        return told.size();
    }

    /** What became of every promise, by the rows of the database: how many, by fate. */
    private static SortedMap<String, Long> fates(AppUnderTest app, int contacts) throws Exception {
        SortedMap<String, Long> fates = new TreeMap<>();
        try (Connection connection = app.database().connect();
                Statement statement = connection.createStatement()) {
            long limit = System.currentTimeMillis() + LATEST_MILLIS;
            do {
                fates.clear();
                try (ResultSet rows = statement.executeQuery(FATES)) {
                    while (rows.next()) fates.put(rows.getString(1), rows.getLong(2));
                }
                // The rows of the last ones are written a moment later.
            } while (sum(fates) < contacts && System.currentTimeMillis() < limit);
        }
        if (sum(fates) < contacts) fates.put("of whom nothing is written", contacts - sum(fates));
        return fates;
    }

    private static long sum(SortedMap<String, Long> fates) {
        return fates.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void report(
            BenchRun run, RobotStub stub, AppUnderTest app, int contacts, long from, long to, double cores)
            throws Exception {
        LatencyHistogram latencies = new LatencyHistogram();
        int measured = raised(stub, from, to, latencies);
        int all = raised(stub, 0, Long.MAX_VALUE, new LatencyHistogram());
        List<RobotStub.Received> messages = stub.robot("hook").received();
        SortedMap<String, Long> fates = fates(app, contacts);
        long healed = fates.getOrDefault(HEALED, 0L);
        boolean met = latencies.millisAt(0.99) <= 500 && latencies.maxMillis() <= 1_000 && all + healed == contacts;
        run.add(Line.absolute(
                "breach instant → webhook received, " + BREACHES_PER_SECOND + " breaches a second",
                latencies.show(),
                "p99 ≤ 500 ms, max ≤ 1 s, none lost",
                met,
                "%,d breaches measured; %,d of %,d told in %,d messages, recoveries too; by the database: %s; application %s cores"
                        .formatted(measured, all, contacts, messages.size(), fates, Line.number(cores))));
    }
}
