package io.qingting.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.fixture.RobotStub;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Five hundred breaches in ten seconds, one robot with its published limit, one screen. */
final class StormBench implements BenchCase {
    private static final int BREACHES = 500;
    private static final long SPREAD_MILLIS = 10_000;
    private static final long LATEST_MILLIS = 240_000;
    private static final String TOKEN = "storm-token";
    private static final Pattern NAMED = Pattern.compile("#(\\d+)");

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String about() {
        return "500 breaches in 10 s: posts to one robot a minute, each alert named, and when a screen shows all";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        try (RobotStub stub = new RobotStub();
                AppUnderTest app = AppUnderTest.start(
                        run,
                        new AppUnderTest.Options(run.freshFolder("storm"))
                                .environment("QINGTING_OUTBOUND_ALLOWED_HOSTS", stub.host()))) {
            Breaches.promise(app);
            Breaches.tell(app, """
                    {"kind":"dingtalk","name":"robot","language":"en","token":"http://%s/robot/send?access_token=%s"}
                    """.formatted(stub.host(), TOKEN));
            String key = app.sourceKey(Breaches.SOURCE);
            long begin = System.currentTimeMillis() + 1_000;
            Breaches breaches = new Breaches(BREACHES * 1_000.0 / SPREAD_MILLIS, begin, BREACHES, 0);
            long millis;
            try (BoardProbe screen = new BoardProbe(app.port(), app.displayToken(), "alerts");
                    PacedPosts posts = new PacedPosts(app.port(), key, 10, breaches, (item, due, position) -> {})) {
                screen.await(frame -> shown(frame) >= BREACHES, 120);
                millis = System.currentTimeMillis() - breaches.lastDueAt();
            }
            run.add(Line.absolute(
                    "a storm of 500 breaches in 10 s: the last one due → a screen shows all",
                    Line.number(millis) + " ms",
                    "≤ 1 s",
                    millis <= 1_000,
                    "the alerts topic; the screen's newest frame is complete"));
            told(run, stub, begin);
        }
    }

    private static long shown(JsonNode frame) {
        JsonNode totals = frame.findPath("totals");
        return totals.path("info").asLong()
                + totals.path("warning").asLong()
                + totals.path("critical").asLong();
    }

    private static void told(BenchRun run, RobotStub stub, long begin) throws Exception {
        RobotStub.Robot robot = stub.robot(TOKEN);
        long limit = System.currentTimeMillis() + LATEST_MILLIS;
        while (named(robot).size() < BREACHES) {
            if (System.currentTimeMillis() > limit)
                throw new TimeoutException(named(robot).size() + " of " + BREACHES + " named");
            Thread.sleep(50);
        }
        double seconds = (System.currentTimeMillis() - begin) / 1e3;
        int most = mostInAMinute(robot.posts());
        run.add(Line.absolute(
                "the same storm: posts to one robot in any minute",
                most + " posts",
                "≤ 20, each alert named",
                most <= 20 && robot.refusedForSpeed() == 0,
                "all %,d alerts named in %d messages, %s s after the first customer came"
                        .formatted(BREACHES, robot.received().size(), Line.number(seconds))));
    }

    private static Set<String> named(RobotStub.Robot robot) {
        Set<String> ids = new HashSet<>();
        for (String text : robot.texts()) {
            Matcher matcher = NAMED.matcher(text);
            while (matcher.find()) ids.add(matcher.group(1));
        }
        return ids;
    }

    private static int mostInAMinute(List<Instant> posts) {
        int most = 0;
        for (int from = 0; from < posts.size(); from++) {
            Instant end = posts.get(from).plus(Duration.ofSeconds(60));
            int count = 0;
            for (int i = from; i < posts.size() && posts.get(i).isBefore(end); i++) count++;
            most = Math.max(most, count);
        }
        return most;
    }
}
