package io.qingting.report.web;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports by half hour, segment and team, compared with earlier ones, as pictures and as files. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class WideReportIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String QUEUES = "/api/reports/queues";
    private static final String AGENTS = "/api/reports/agents";

    @Inject
    ReportCalls calls;

    @Inject
    ReportPeople people;

    private final String queue = "q" + newId();
    private final String east = "east" + newId();
    private final String west = "west" + newId();
    private int source;

    @BeforeEach
    void aSource() {
        source = calls.source(newId());
    }

    @Test
    void halfHoursAddUpToTheirDayInEachCountAndSum() {
        FloorScript floor = floor();
        for (int i = 0; i < 20; i++) {
            LocalTime time = LocalTime.of(9, 0).plusMinutes(i * 17L);
            floor.entered(time.toString(), "c" + i);
            if (i % 4 == 0) floor.abandoned(time.plusSeconds(2L * i).toString(), "c" + i);
            else
                floor.accepted(time.plusSeconds(3L * i).toString(), "c" + i, "amy" + queue)
                        .closed(time.plusSeconds(200).toString(), "c" + i, "amy" + queue, 150);
        }
        happened(floor.events());

        JsonPath halves = report(QUEUES, Map.of("by", "halfHour"));
        JsonPath day = report(QUEUES, Map.of("by", "day"));

        assertThat(halves.getList("rows").size()).isGreaterThan(5);
        assertThat(halves.getList("periods").size()).isEqualTo(48);
        for (String count : List.of("offered", "answered", "abandoned", "serviceLevel.hits", "serviceLevel.total")) {
            assertThat(sum(halves, count)).as(count).isEqualTo(day.getInt("rows[0]." + count));
        }
        for (String sum : List.of("waitSeconds.sum", "handleSeconds.sum", "firstResponseBusinessSeconds.sum")) {
            assertThat(halves.getList("rows." + sum, Double.class).stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .as(sum)
                    .isEqualTo(day.getDouble("rows[0]." + sum));
        }
    }

    @Test
    void bothSeriesOfAComparisonAreInOneAnswer() {
        happened(floor().entered("09:00:00", "c1")
                .entered("10:00:00", "c2")
                .on("2026-02-23")
                .entered("09:00:00", "c3")
                .events());

        JsonPath answer = report(QUEUES, Map.of("compare", "lastWeek", "metric", List.of("offered")));

        assertThat(answer.getInt("rows[0].offered")).isEqualTo(2);
        assertThat(answer.getString("comparison.rows[0].period")).isEqualTo("2026-02-23");
        assertThat(answer.getInt("comparison.rows[0].offered")).isEqualTo(1);
        assertThat(answer.getString("comparison.endsAt")).isEqualTo("2026-02-23T16:00:00Z");
        assertThat(answer.getMap("rows[0]")).doesNotContainKey("serviceLevel");
    }

    @Test
    void segmentsHaveRowsAndFilterThem() {
        happened(floor().event("09:00:00", EventType.CONTACT_ENQUEUED, "c1", ",\"customer\":{\"segment\":\"vip\"}")
                .event("09:01:00", EventType.CONTACT_ENQUEUED, "c2", ",\"customer\":{\"segment\":\"vip\"}")
                .entered("09:02:00", "c3")
                .events());

        JsonPath rows = report(QUEUES, Map.of("group", "segment"));

        assertThat(rows.getList("rows.segment")).containsExactly("(no segment)", "vip");
        assertThat(rows.getList("rows.offered")).containsExactly(1, 2);
        assertThat(report(QUEUES, Map.of("group", "all", "segment", "vip")).getInt("rows[0].offered"))
                .isEqualTo(2);
    }

    @Test
    void aTeamOfFiveHasFiguresAndOneOfFourOnlySaysHowManyTheyAre() {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) events.addAll(served("east" + i + queue, east, i));
        for (int i = 0; i < 4; i++) events.addAll(served("west" + i + queue, west, 10 + i));
        happened(events);

        JsonPath teams = report(AGENTS, Map.of("group", "team", "metric", List.of("handled")));

        assertThat(teams.getList("rows.teamId")).containsExactly(east, west);
        assertThat(teams.getList("rows.people")).containsExactly(5, 4);
        assertThat(teams.getList("rows.handled")).containsExactly(5, null);
    }

    @Test
    void aSupervisorReadsThePeopleOfOwnTeamsAndNobodyElse() {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) events.addAll(served("east" + i + queue, east, i));
        events.addAll(served("west" + queue, west, 10));
        happened(events);
        ReportPeople.Person boss = people.loggedIn("supervisor", east);

        JsonPath own =
                ask(boss, AGENTS, Map.of()).then().statusCode(200).extract().jsonPath();
        assertThat(own.getList("rows.agentId"))
                .containsExactly("east0" + queue, "east1" + queue, "east2" + queue, "east3" + queue);

        // Somebody of another team is refused as somebody who does not exist is.
        String other = ask(boss, AGENTS, Map.of("agent", "west" + queue))
                .then()
                .statusCode(403)
                .extract()
                .asString();
        assertThat(ask(boss, AGENTS, Map.of("agent", "nobody")).asString()).isEqualTo(other);
        ask(boss, QUEUES, Map.of("agent", "west" + queue)).then().statusCode(403);
        assertThat(ask(boss, QUEUES, Map.of("group", "agent")).jsonPath().getList("rows.agentId"))
                .hasSize(4)
                .doesNotContain("west" + queue);

        // Four people are too few for a figure of them together.
        JsonPath together = ask(boss, AGENTS, Map.of("group", "all")).jsonPath();
        assertThat(together.getInt("rows[0].people")).isEqualTo(4);
        assertThat(together.<Object>get("rows[0].handled")).isNull();
        assertThat(ask(boss, AGENTS, Map.of("group", "all", "format", "csv", "lang", "en"))
                        .asString())
                .contains("2026-03-02,All,4,,,");
    }

    @Test
    void anAgentReadsNoReports() {
        ReportPeople.Person agent = people.loggedIn("agent");

        for (String path :
                List.of(QUEUES, AGENTS, "/api/reports/heat-map", "/api/reports/waits", "/api/report-views")) {
            ask(agent, path, Map.of()).then().statusCode(403);
        }
    }

    @Test
    void aFileHasTheSameFiguresAndOpensAsASpreadsheet() {
        happened(floor().entered("09:00:00", "c1")
                .accepted("09:00:10", "c1", "amy" + queue)
                .events());

        String csv = calls.get(QUEUES, query(Map.of("format", "csv", "lang", "zh", "metric", List.of("offered"))))
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .extract()
                .asString();
        assertThat(csv).contains("期间,队列,进线量").contains("2026-03-02," + queue + ",1");
        byte[] xlsx = calls.get(QUEUES, query(Map.of("format", "xlsx", "title", "一周")))
                .then()
                .statusCode(200)
                .contentType(containsString("spreadsheetml"))
                .header("Content-Disposition", equalTo("attachment; filename=\"queues-2026-03-02.xlsx\""))
                .extract()
                .asByteArray();
        assertThat(xlsx).startsWith('P', 'K');
    }

    @Test
    void theHeatMapCountsByTheClockOnTheWallWithTheDaysBehindIt() {
        happened(floor().entered("09:10:00", "c1")
                .accepted("09:10:20", "c1", "amy" + queue)
                .entered("09:29:59", "c2")
                .abandoned("09:30:00", "c2")
                .on("2026-03-09")
                .entered("09:05:00", "c3")
                .events());

        JsonPath map =
                calls.report("/api/reports/heat-map", Map.of("from", "2026-03-02", "to", "2026-03-16", "queue", queue));

        assertThat(map.getList("cells").size()).isEqualTo(336);
        assertThat(map.getInt("cells[18].days")).isEqualTo(2);
        assertThat(map.getInt("cells[18].offered")).isEqualTo(3);
        assertThat(map.getInt("cells[18].serviceLevel.hits")).isEqualTo(1);
        assertThat(map.getDouble("cells[18].waitSeconds.sum")).isEqualTo(20);
        assertThat(map.getInt("cells[19].abandonmentRate.hits")).isEqualTo(1);
        assertThat(map.getInt("cells[66].offered")).isZero();
    }

    @Test
    void aWaitAsLongAsABoundIsBelowItAndAsManyAreTheServiceLevelsHits() {
        happened(floor().entered("09:00:00", "c1")
                .accepted("09:00:30", "c1", "amy" + queue)
                .entered("09:10:00", "c2")
                .accepted("09:10:31", "c2", "amy" + queue)
                .entered("09:20:00", "c3")
                .accepted("09:20:00", "c3", "amy" + queue)
                .entered("09:30:00", "c4")
                .abandoned("11:00:00", "c4")
                .events());

        JsonPath waits =
                calls.report("/api/reports/waits", Map.of("from", "2026-03-02", "to", "2026-03-03", "queue", queue));

        assertThat(waits.getList("boundsSeconds").indexOf(30)).isEqualTo(4);
        assertThat(waits.getList("answered.counts")).containsExactly(1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(waits.getDouble("answered.seconds.p50")).isEqualTo(30);
        assertThat(waits.getInt("abandoned.counts[15]")).isEqualTo(1);
        assertThat(waits.getInt("abandoned.seconds.count")).isEqualTo(1);
    }

    @Test
    void aRangeIsGivenByNameOrByItsEndsButNotByBoth() {
        assertThat(calls.report(QUEUES, Map.of("range", "lastWeek", "queue", queue))
                        .getList("periods")
                        .size())
                .isEqualTo(7);
        calls.get(QUEUES, Map.of("range", "lastWeek", "from", "2026-03-02"))
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/range"));
        calls.get(QUEUES, Map.of("range", "lastWeek", "group", "team"))
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/group"));
    }

    private Response ask(ReportPeople.Person person, String path, Map<String, ?> more) {
        return person.calls().queryParams(query(more)).get(path);
    }

    private JsonPath report(String path, Map<String, ?> more) {
        return calls.report(path, query(more));
    }

    private Map<String, Object> query(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of("from", "2026-03-02", "to", "2026-03-03", "queue", queue));
        all.putAll(more);
        return all;
    }

    private static int sum(JsonPath rows, String name) {
        return rows.getList("rows." + name, Integer.class).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private FloorScript floor() {
        return new FloorScript(source, queue, SHANGHAI, LocalDate.parse("2026-03-02"));
    }

    /** An agent of a team who handled one call. */
    private List<NewEvent> served(String agent, String team, int minute) {
        LocalTime time = LocalTime.of(9, minute);
        List<NewEvent> events = new ArrayList<>(floor().entered(time.toString(), agent)
                .accepted(time.plusSeconds(10).toString(), agent, agent)
                .closed(time.plusSeconds(50).toString(), agent, agent, 40)
                .events());
        events.add(new NewEvent(
                source,
                NewEvents.newId(),
                EventType.AGENT_PRESENCE_CHANGED,
                Instant.parse("2026-03-02T00:30:00Z").toEpochMilli(),
                null,
                null,
                null,
                true,
                "{\"agentId\":\"" + agent + "\",\"teamId\":\"" + team + "\",\"presence\":{\"state\":\"available\"}}"));
        return events;
    }

    private void happened(List<NewEvent> events) {
        calls.append(events);
        calls.awaitFacts(Duration.ofSeconds(30));
    }
}
