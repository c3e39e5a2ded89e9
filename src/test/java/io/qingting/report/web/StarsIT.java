package io.qingting.report.web;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.site.app.SiteConfiguration;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has a month of the distant past to itself. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class StarsIT {
    private static final int RATINGS = 20;

    @Inject
    ReportCalls calls;

    @Inject
    ReportPeople people;

    @Inject
    BusinessClock clock;

    @Inject
    SiteConfiguration site;

    private final String team = "t" + newId();
    private final List<NewEvent> events = new ArrayList<>();
    private int source;
    private int minute;

    @BeforeEach
    void newSource() {
        source = calls.source(newId());
    }

    @Test
    void aMonthAskedTwiceIsTheSameWithEqualScoresOnOnePlaceAndSmallSamplesApart() {
        YearMonth month = YearMonth.of(2007, 1);
        rated("best", month, RATINGS, 5);
        rated("equal1", month, RATINGS, 4);
        rated("equal2", month, RATINGS, 4);
        rated("third", month, RATINGS, 3);
        rated("last", month, RATINGS, 2);
        rated("new", month, 3, 5);
        happened();

        JsonPath first = stars(month);
        JsonPath second = stars(month);

        assertThat(first.getList("ranked.place")).containsExactly(1, 2, 2, 4, 5);
        assertThat(first.getList("ranked.agentId"))
                .containsExactly(id("best"), id("equal1"), id("equal2"), id("third"), id("last"));
        assertThat(first.getList("notRanked.agentId")).containsExactly(id("new"));
        assertThat(first.getInt("notRanked[0].ratings")).isEqualTo(3);
        assertThat(first.getInt("neededRatings")).isEqualTo(RATINGS);
        assertThat(first.getString("state")).isEqualTo("settled");
        assertThat(first.getBoolean("isDetailKept")).isTrue();
        assertThat(first.getFloat("ranked[0].parts[0].own.sum")).isEqualTo(5f * RATINGS);
        assertThat(second.getList("ranked")).isEqualTo(first.getList("ranked"));
        assertThat(second.getList("notRanked")).isEqualTo(first.getList("notRanked"));
    }

    @Test
    void aLateRatingChangesTheRankingAndNotWhatWasPublished() {
        YearMonth month = YearMonth.of(2007, 3);
        rated("a", month, RATINGS, 4.5);
        rated("b", month, RATINGS, 4);
        rated("c", month, RATINGS, 3);
        rated("d", month, RATINGS, 2);
        rated("e", month, RATINGS, 1);
        happened();
        JsonPath before = stars(month);
        publish(month, 204);
        assertThat(stars(month).getBoolean("published.isChanged")).isFalse();

        rated("b", month, 10 * RATINGS, 5);
        happened();

        JsonPath after = stars(month);
        assertThat(before.getString("ranked[0].agentId")).isEqualTo(id("a"));
        assertThat(after.getString("ranked[0].agentId")).isEqualTo(id("b"));
        assertThat(Long.parseLong(after.getString("position")))
                .isGreaterThan(Long.parseLong(before.getString("position")));
        assertThat(after.getString("published.position")).isEqualTo(before.getString("position"));
        assertThat(after.getBoolean("published.isChanged")).isTrue();
        assertThat(after.getList("published.stars.name")).containsExactly(id("a"), id("b"), id("c"));
        publish(month, 204);
        assertThat(stars(month).getList("published.stars.name")).containsExactly(id("b"), id("a"), id("c"));
    }

    @Test
    void aContactTakenOutOnAppealLeavesTheScoreOfItsMonth() {
        YearMonth month = YearMonth.of(2007, 5);
        for (String agent : List.of("b", "c", "d", "e")) rated(agent, month, RATINGS, 4);
        rated("a", month, RATINGS, 4);
        String unfair = rated("a", month, 1, 1);
        happened();
        float before = stars(month).getFloat("ranked.find { it.agentId == '" + id("a") + "' }.score");

        event(
                EventType.SCORE_EXCLUDED,
                unfair,
                at(month),
                ",\"exclusion\":{\"agentId\":\"" + id("a") + "\",\"reason\":\"appeal\",\"by\":\"lead\"}");
        happened();

        JsonPath after = stars(month);
        assertThat(before).isLessThan(after.getFloat("ranked.find { it.agentId == '" + id("a") + "' }.score"));
        assertThat(after.getList("ranked.place")).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void fourPeopleAreNotRankedAndTheirStarsNotPublished() {
        YearMonth month = YearMonth.of(2007, 7);
        for (String agent : List.of("a", "b", "c", "d")) rated(agent, month, RATINGS, 4);
        happened();

        JsonPath stars = stars(month);

        assertThat(stars.getBoolean("isWithheld")).isTrue();
        assertThat(stars.getInt("people")).isEqualTo(4);
        assertThat(stars.getList("ranked")).isEmpty();
        assertThat(publish(month, 409).<String>path("type")).isEqualTo("/problems/too-few-people");
    }

    @Test
    void aMonthThatIsNotOverIsNotPublished() {
        String type = publish(YearMonth.from(clock.now().atZone(site.current().zone())), 409)
                .path("type");

        assertThat(type).isEqualTo("/problems/month-not-over");
    }

    @Test
    void supervisorsSeeTheirTeamAndAgentsOnlyTheNamesThatWerePublished() {
        YearMonth month = YearMonth.of(2007, 9);
        for (String agent : List.of("a", "b", "c", "d", "e")) {
            presence(agent, month);
            rated(agent, month, RATINGS, 4);
        }
        happened();
        ReportPeople.Person lead = people.loggedIn("supervisor", team);
        ReportPeople.Person other = people.loggedIn("supervisor", "t" + newId());
        ReportPeople.Person agent = people.loggedIn("agent");

        JsonPath own = lead.calls()
                .queryParam("month", month.toString())
                .get("/api/stars")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath others = other.calls()
                .queryParam("month", month.toString())
                .get("/api/stars")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(own.getList("ranked")).hasSize(5);
        assertThat(others.getList("ranked")).isEmpty();
        assertThat(others.getList("notRanked")).isEmpty();
        other.calls()
                .queryParams(Map.of("month", month.toString(), "team", team))
                .get("/api/stars")
                .then()
                .statusCode(403);
        agent.calls().get("/api/stars").then().statusCode(403);
        assertThat(months(agent)).doesNotContain(month.toString());
        publish(month, 204);
        assertThat(months(agent)).contains(month.toString());
        assertThat(agent.calls().get("/api/stars/published").asString())
                .contains(id("a"))
                .doesNotContain("score");
        calls.admin().delete("/api/stars/" + month + "/publication").then().statusCode(204);
        calls.admin().delete("/api/stars/" + month + "/publication").then().statusCode(404);
        assertThat(months(agent)).doesNotContain(month.toString());
        assertThat(calls.admin()
                        .queryParam("action", "stars.")
                        .get("/api/audit")
                        .asString())
                .contains("stars:" + month)
                .contains("stars.withdrawn");
    }

    @Test
    void filesSayTheSameInWords() throws Exception {
        YearMonth month = YearMonth.of(2007, 11);
        for (String agent : List.of("a", "b", "c", "d", "e")) rated(agent, month, RATINGS, 4);
        rated("new", month, 1, 4);
        happened();

        String csv = calls.get("/api/stars", Map.of("month", month.toString(), "format", "csv"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Response xlsx = calls.get("/api/stars", Map.of("month", month.toString(), "format", "xlsx", "lang", "en"));

        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).startsWith("\uFEFF名次,坐席,班组,服务分,评价数,接起数,说明,满意度·得分,满意度·样本数");
        assertThat(lines).hasSize(7);
        assertThat(lines.get(1)).startsWith("1," + id("a") + ",,");
        assertThat(lines.get(6)).startsWith("," + id("new") + ",,,1,").contains("样本不足");
        xlsx.then()
                .statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"stars-2007-11.xlsx\""));
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(xlsx.asByteArray()))) {
            assertThat(zip.getNextEntry()).isNotNull();
        }
    }

    @Test
    void aWrongParameterIsRefused() {
        for (Map<String, ?> wrong : List.of(
                Map.of("month", "2999-01"), Map.of("month", "May"), Map.of("format", "pdf"), Map.of("foo", 1))) {
            calls.get("/api/stars", wrong)
                    .then()
                    .statusCode(400)
                    .body("pointer", equalTo("/" + wrong.keySet().iterator().next()));
        }
        publish("0", 400);
    }

    private static List<String> months(ReportPeople.Person person) {
        return person.calls()
                .get("/api/stars/published")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("months.month");
    }

    private JsonPath stars(YearMonth month) {
        return calls.report("/api/stars", Map.of("month", month.toString()));
    }

    private Response publish(Object month, int status) {
        return calls.admin()
                .put("/api/stars/" + month + "/publication")
                .then()
                .statusCode(status)
                .extract()
                .response();
    }

    private String id(String agent) {
        return agent + "-" + team;
    }

    private long at(YearMonth month) {
        return month.atDay(10).atTime(2, 0).toInstant(ZoneOffset.UTC).toEpochMilli() + minute++ * 60_000L;
    }

    /** Contacts that the agent answered and that were rated; the last one's id. */
    private String rated(String agent, YearMonth month, int times, double score) {
        String contact = "";
        for (int i = 0; i < times; i++) {
            contact = newId();
            long at = at(month);
            String by = ",\"agentId\":\"" + id(agent) + "\"";
            event(EventType.CONTACT_ENQUEUED, contact, at, "");
            event(EventType.CONTACT_ACCEPTED, contact, at + 5_000, by);
            event(EventType.CONTACT_CLOSED, contact, at + 50_000, by + ",\"reason\":\"resolved\"");
            event(
                    EventType.CONTACT_RATED,
                    contact,
                    at + 55_000,
                    by + ",\"rating\":{\"kind\":\"csat\",\"score\":" + score + ",\"scaleMin\":1,\"scaleMax\":5}");
        }
        return contact;
    }

    private void event(EventType type, String contact, long at, String more) {
        String data = "{\"channel\":\"voice\",\"queueId\":\"q" + team + "\"" + more + "}";
        events.add(new NewEvent(source, newId(), type, at, null, contact, null, false, data));
    }

    private void presence(String agent, YearMonth month) {
        String data = "{\"agentId\":\"" + id(agent) + "\",\"teamId\":\"" + team
                + "\",\"presence\":{\"state\":\"available\"}}";
        events.add(new NewEvent(
                source, newId(), EventType.AGENT_PRESENCE_CHANGED, at(month), null, null, null, false, data));
    }

    private void happened() {
        calls.append(events);
        events.clear();
        calls.awaitFacts(Duration.ofSeconds(30));
    }
}
