package io.qingting.staffing.web;

import static io.qingting.fixture.NewEvents.newId;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;

import io.qingting.event.app.EventLog;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.qingting.report.domain.BusinessDays;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans of queues of their own, over days before the present one. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class StaffingIT {
    private static final long MINUTE = 60_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    EventLog log;

    @Inject
    FactLag lag;

    @Inject
    SiteConfiguration site;

    @Inject
    BusinessClock clock;

    @Inject
    Secrets secrets;

    private final String queue = "q" + newId();
    private final List<NewEvent> events = new ArrayList<>();
    private int source;
    private BusinessDays days;
    private LocalDate yesterday;

    @BeforeEach
    void theDays() {
        source = log.sourceId("/connectors/" + newId()).await().atMost(LIMIT);
        // Half hours below are counted from midnight in Shanghai, whatever day another test has set.
        Site now = site.current();
        site.save(new Site(
                        now.version() + 1,
                        now.name(),
                        ZoneId.of("Asia/Shanghai"),
                        0,
                        now.hours(),
                        now.targets(),
                        now.shifts(),
                        now.queues(),
                        now.teams(),
                        now.agents()))
                .await()
                .atMost(LIMIT);
        days = new BusinessDays(ZoneId.of("Asia/Shanghai"), 0);
        yesterday = days.dayOf(clock.now()).minusDays(1);
    }

    @Test
    void aDayIsForecastFromThoseOfItsWeekdayAndBackTested() {
        // Half hour 20 of yesterday and of five weeks before it; the highest and the lowest of the five do not count.
        int[] calls = {12, 10, 30, 11, 12, 1};
        for (int week = 0; week < calls.length; week++) {
            for (int i = 0; i < calls[week]; i++) call("c", begin(yesterday.minusWeeks(week), 20) + i * MINUTE, 180);
        }
        happened();

        JsonPath plan = plan(Map.of(
                "day", yesterday.toString(), "queue", queue, "serviceLevelPercent", 80, "serviceLevelSeconds", 20));

        assertThat(plan.getList("daysUsed"))
                .hasSize(5)
                .first()
                .isEqualTo(yesterday.minusWeeks(1).toString());
        assertThat(plan.getFloat("halfHours[20].expectedContacts")).isEqualTo(11f);
        assertThat(plan.getInt("halfHours[20].arrivedContacts")).isEqualTo(12);
        assertThat(plan.getFloat("halfHours[21].expectedContacts")).isZero();
        assertThat(plan.getInt("halfHours[21].erlangC.agents")).isZero();
        assertThat(plan.getBoolean("halfHours[20].isPeak")).isTrue();
        assertThat(plan.getBoolean("halfHours[24].isPeak")).isFalse();
        assertThat(plan.getFloat("handleSeconds.sum")).isEqualTo(64 * 180f);
        assertThat(plan.getInt("handleSeconds.count")).isEqualTo(64);
        // 11 calls of 180 s are 1.1 Erlang: three agents answer 80 % in 20 s, two do not.
        assertThat(plan.getInt("halfHours[20].erlangC.agents")).isEqualTo(3);
        assertThat(plan.getFloat("halfHours[20].erlangC.serviceLevel")).isBetween(0.8f, 1f);
        assertThat(plan.<Object>get("halfHours[20].erlangA")).isNull();
        assertThat(plan.<Object>get("patienceSeconds")).isNull();
        // The last week from the four before it, (30 + 11 + 12 + 1) / 4, and the one before that from three.
        assertThat(plan.getList("forecastError.days")).hasSize(2);
        assertThat(plan.getInt("forecastError.arrivedContacts")).isEqualTo(40);
        assertThat(plan.getFloat("forecastError.missedContacts")).isCloseTo(3.5f + 22f, within(0.01f));
    }

    @Test
    void withFewerDaysThanNeededThereIsNoForecastAndWhatIsNeededIsSaid() {
        call("c", begin(yesterday.minusWeeks(1), 20), 60);
        happened();

        JsonPath plan = plan(Map.of("day", yesterday.toString(), "queue", queue));

        assertThat(plan.getInt("daysNeeded")).isEqualTo(3);
        assertThat(plan.getList("daysUsed")).hasSize(1);
        assertThat(plan.<Object>get("halfHours[20].expectedContacts")).isNull();
        assertThat(plan.<Object>get("halfHours[20].erlangC")).isNull();
        assertThat(plan.getList("forecastError.days")).isEmpty();
    }

    @Test
    void impatienceIsMeasuredByAllTimeWaitedOverThoseWhoGaveUp() {
        for (int week = 1; week <= 3; week++) {
            long at = begin(yesterday.minusWeeks(week), 28);
            for (int i = 0; i < 10; i++) call("c", at + i * MINUTE, 300);
            for (int i = 0; i < 10; i++) gaveUp(at + i * MINUTE + 1_000, 40);
        }
        happened();

        JsonPath plan = plan(Map.of("day", yesterday.toString(), "queue", queue));

        // 30 waits of 5 s that were answered, 30 of 40 s that were not.
        assertThat(plan.getFloat("patienceSeconds.sum")).isEqualTo(30 * 45f);
        assertThat(plan.getInt("patienceSeconds.count")).isEqualTo(30);
        assertThat(plan.getInt("halfHours[28].erlangA.agents"))
                .isPositive()
                .isLessThanOrEqualTo(plan.getInt("halfHours[28].erlangC.agents"));
    }

    @Test
    void whoIsSignedInAndNotOnABreakIsPresent() {
        String agent = "agent-" + newId();
        String other = "agent-" + newId();
        for (int week = 0; week <= 3; week++) {
            LocalDate day = yesterday.minusWeeks(week);
            call("c", begin(day, 20), 60);
            member(agent, begin(day, 0));
            member(other, begin(day, 0));
            presence(agent, "available", begin(day, 20));
            presence(agent, "break", begin(day, 21) + 15 * MINUTE);
            presence(agent, "offline", begin(day, 22));
        }
        presence(other, "busy", begin(yesterday, 20));
        presence(other, "offline", begin(yesterday, 21));
        happened();

        JsonPath plan = plan(Map.of("day", yesterday.toString(), "queue", queue));

        assertThat(plan.getFloat("halfHours[20].presentAgents")).isEqualTo(2f);
        assertThat(plan.getFloat("halfHours[20].usuallyPresentAgents")).isEqualTo(1f);
        assertThat(plan.getFloat("halfHours[21].presentAgents")).isEqualTo(0.5f);
        assertThat(plan.getFloat("halfHours[22].presentAgents")).isZero();
    }

    @Test
    void whatIsNotOverYetHasNoArrivalsAndNobodyPresent() {
        JsonPath plan = plan(Map.of("day", yesterday.plusDays(8).toString(), "queue", queue));

        assertThat(plan.getList("halfHours")).hasSize(48);
        assertThat(plan.getList("halfHours.arrivedContacts")).containsOnlyNulls();
        assertThat(plan.getList("halfHours.presentAgents")).containsOnlyNulls();
    }

    @Test
    void theFileHasALineAHalfHourInWords() {
        for (int week = 0; week <= 3; week++) call("c", begin(yesterday.minusWeeks(week), 20), 60);
        happened();

        String csv = admin().queryParams(
                        Map.of("day", yesterday.toString(), "queue", queue, "format", "csv", "lang", "zh"))
                .get("/api/staffing")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .extract()
                .asString();

        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(49);
        assertThat(lines.getFirst()).startsWith("\uFEFF日期,时段起,时段止,高峰,预测进线量,实际进线量");
        assertThat(lines.get(21)).startsWith(yesterday + ",10:00,10:30,是,1,1,");
    }

    @Test
    void aWrongParameterIsRefused() {
        for (Map<String, ?> wrong : List.of(
                Map.of("day", "tomorrow"),
                Map.of("day", yesterday.plusDays(90).toString()),
                Map.of("weeks", 2),
                Map.of("serviceLevelPercent", 100),
                Map.of("serviceLevelSeconds", -1),
                Map.of("format", "xml"),
                Map.of("foo", 1))) {
            String name = wrong.keySet().iterator().next();
            admin().queryParams(wrong)
                    .get("/api/staffing")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("pointer", equalTo("/" + name));
        }
    }

    private long begin(LocalDate day, int halfHour) {
        return days.start(day).toEpochMilli() + halfHour * 30 * MINUTE;
    }

    /** Answered after 5 s. */
    private void call(String name, long at, int handleSeconds) {
        String contact = name + newId();
        event(EventType.CONTACT_ENQUEUED, contact, at, "");
        event(EventType.CONTACT_ACCEPTED, contact, at + 5_000, ",\"agentId\":\"amy-" + queue + "\"");
        event(
                EventType.CONTACT_CLOSED,
                contact,
                at + 5_000 + handleSeconds * 1_000L,
                ",\"agentId\":\"amy-" + queue + "\",\"reason\":\"resolved\"");
    }

    private void gaveUp(long at, int seconds) {
        String contact = newId();
        event(EventType.CONTACT_ENQUEUED, contact, at, "");
        event(EventType.CONTACT_ABANDONED, contact, at + seconds * 1_000L, "");
    }

    private void event(EventType type, String contact, long at, String more) {
        String data = "{\"channel\":\"voice\",\"queueId\":\"" + queue + "\"" + more + "}";
        events.add(new NewEvent(source, newId(), type, at, null, contact, null, false, data));
    }

    private void presence(String agent, String state, long at) {
        String data = "{\"agentId\":\"" + agent + "\",\"presence\":{\"state\":\"" + state + "\"}}";
        events.add(new NewEvent(source, newId(), EventType.AGENT_PRESENCE_CHANGED, at, null, null, null, false, data));
    }

    private void member(String agent, long at) {
        String data =
                "{\"agentId\":\"" + agent + "\",\"membership\":{\"queueId\":\"" + queue + "\",\"change\":\"added\"}}";
        events.add(
                new NewEvent(source, newId(), EventType.AGENT_MEMBERSHIP_CHANGED, at, null, null, null, false, data));
    }

    private void happened() {
        log.append(events).await().atMost(LIMIT);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> lag.now().await().atMost(LIMIT).events() == 0);
    }

    private JsonPath plan(Map<String, ?> parameters) {
        return admin().queryParams(parameters)
                .get("/api/staffing")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + secrets.get(Secrets.Secret.ADMIN_KEY));
    }
}
