package io.qingting.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.fixture.RobotStub;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The instant of a breach until a webhook's receiver has it, with the limits of robots lifted. */
final class BreachBench implements BenchCase {
    private static final int BREACHES_PER_SECOND = 50;
    private static final long WARM_UP_MILLIS = 15_000;
    private static final long LATEST_MILLIS = 30_000;

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
            long begin = System.currentTimeMillis() + 500;
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
            report(run, stub, breaches.contacts(), from, to, cpu / seconds);
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

    private static void report(BenchRun run, RobotStub stub, int contacts, long from, long to, double cores) {
        LatencyHistogram latencies = new LatencyHistogram();
        int measured = raised(stub, from, to, latencies);
        int all = raised(stub, 0, Long.MAX_VALUE, new LatencyHistogram());
        List<RobotStub.Received> messages = stub.robot("hook").received();
        boolean met = latencies.millisAt(0.99) <= 500 && latencies.maxMillis() <= 1_000 && all == contacts;
        run.add(Line.absolute(
                "breach instant → webhook received, " + BREACHES_PER_SECOND + " breaches a second",
                latencies.show(),
                "p99 ≤ 500 ms, max ≤ 1 s",
                met,
                "%,d breaches measured; %,d of %,d told in %,d messages, recoveries too; application %s cores"
                        .formatted(measured, all, contacts, messages.size(), Line.number(cores))));
    }
}
