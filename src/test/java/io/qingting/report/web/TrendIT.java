package io.qingting.report.web;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class TrendIT {
    private static final long MINUTE = 60_000;
    private static final long WEEK = Duration.ofDays(7).toMillis();

    @Inject
    ReportCalls calls;

    @Inject
    BusinessClock clock;

    @Inject
    Pool pool;

    private final String queue = "q" + newId();
    private final List<NewEvent> events = new ArrayList<>();
    private int source;
    private long minute;

    @BeforeEach
    void theRunningMinute() {
        source = calls.source(newId());
        long now = clock.nowMillis();
        minute = now - now % MINUTE;
    }

    @Test
    void aPointShowsWhoWaitedAtTheEndOfItsMinuteAndWhatEndedInIt() {
        entered("c1", minute - 10 * MINUTE + 10_000);
        accepted("c1", minute - 10 * MINUTE + 20_000);
        entered("c2", minute - 10 * MINUTE + 30_000);
        abandoned("c2", minute - 8 * MINUTE + 1_000);
        entered("c3", minute - 5 * MINUTE);
        happened();

        JsonPath trend = trend();

        int last = trend.getList("points").size() - 1;
        assertThat(last).isEqualTo(59);
        int ten = last - 10 - (int) ((millis(trend, last) - minute) / MINUTE);
        assertPoint(trend, ten, 2, 1, 30f, 1, 1);
        assertPoint(trend, ten + 1, 0, 1, 90f, 0, 0);
        assertPoint(trend, ten + 2, 0, 0, null, 0, 1);
        assertPoint(trend, ten + 5, 1, 1, 60f, 0, 0);
        assertThat(trend.getInt("points[59].queueLength")).isEqualTo(1);
        assertThat(trend.getFloat("points[59].longestWaitSeconds")).isGreaterThanOrEqualTo(300);
    }

    @Test
    void whoWaitsForMoreThanTwoHoursIsNotCountedAsWaiting() {
        entered("lost", minute - 150 * MINUTE);
        happened();

        assertThat(trend().getInt("points[59].queueLength")).isZero();
    }

    @Test
    void lastWeekIsTheFloorAsItStoodAtTheSameInstant() {
        entered("old1", minute - WEEK - 20 * MINUTE);
        accepted("old1", minute - WEEK - 20 * MINUTE + 10_000);
        entered("old2", minute - WEEK - 4 * MINUTE);
        accepted("old2", minute - WEEK + 30 * MINUTE);
        happened();

        JsonPath trend = trend();

        assertThat(trend.getInt("lastWeek.queueLength")).isEqualTo(1);
        assertThat(trend.getFloat("lastWeek.longestWaitSeconds")).isBetween(240f, 420f);
        assertThat(trend.getInt("lastWeek.serviceLevel.hits")).isEqualTo(1);
        assertThat(trend.getInt("lastWeek.serviceLevel.total")).isEqualTo(1);
    }

    @Test
    void anEmptyTrendDidNotSayThatHistoryWasStillBehindTheLog() {
        entered("c1", minute - MINUTE);
        happened();
        assertThat(trend().getString("state")).isEqualTo("live");
        SqlConnection holder = get(pool.getConnection());
        get(holder.query("begin").execute());
        get(holder.query("select 1 from fact_position for update").execute());
        try {
            events.clear();
            entered("c2", minute);
            calls.append(events);

            // The limit is an answer's to pass: the events wait for as long as it takes.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> trend().getString("state").equals("catchingUp"));
            assertThat(trend().getFloat("lagSeconds")).isGreaterThan(5);
        } finally {
            get(holder.query("rollback").execute());
            get(holder.close());
        }
        calls.awaitFacts(Duration.ofSeconds(30));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> trend().getString("state").equals("live"));
    }

    @Test
    void aWrongParameterIsRefused() {
        for (String query : new String[] {"minutes=0", "minutes=241", "window=1h", "foo=1"}) {
            calls.admin()
                    .get("/api/board/trend?" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
    }

    private void assertPoint(
            JsonPath trend, int n, int offered, int queueLength, @Nullable Float longestWait, int hits, int total) {
        trend.setRootPath("points[" + n + "]");
        assertThat(trend.getInt("offered")).isEqualTo(offered);
        assertThat(trend.getInt("queueLength")).isEqualTo(queueLength);
        assertThat(trend.<Float>get("longestWaitSeconds")).isEqualTo(longestWait);
        assertThat(trend.getInt("serviceLevel.hits")).isEqualTo(hits);
        assertThat(trend.getInt("serviceLevel.total")).isEqualTo(total);
        trend.setRootPath("");
    }

    private static long millis(JsonPath trend, int n) {
        return java.time.Instant.parse(trend.getString("points[" + n + "].at")).toEpochMilli();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    private JsonPath trend() {
        return calls.report("/api/board/trend", Map.of("minutes", 60, "queue", queue));
    }

    private void happened() {
        calls.append(events);
        calls.awaitFacts(Duration.ofSeconds(30));
    }

    private void entered(String contact, long at) {
        event(EventType.CONTACT_ENQUEUED, contact, at, "");
    }

    private void accepted(String contact, long at) {
        event(EventType.CONTACT_ACCEPTED, contact, at, ",\"agentId\":\"amy\"");
    }

    private void abandoned(String contact, long at) {
        event(EventType.CONTACT_ABANDONED, contact, at, "");
    }

    private void event(EventType type, String contact, long at, String more) {
        String data = "{\"channel\":\"voice\",\"queueId\":\"" + queue + "\"" + more + "}";
        events.add(new NewEvent(source, newId(), type, at, null, contact, null, false, data));
    }
}
