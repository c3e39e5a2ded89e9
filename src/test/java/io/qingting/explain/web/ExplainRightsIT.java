package io.qingting.explain.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.access.app.Keys;
import io.qingting.access.domain.Audience;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.explain.web.ExplainFloor.Tag;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose figures somebody is told the story of: agents their own, supervisors those of their teams, nobody a stranger's. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class ExplainRightsIT {
    private static final List<String> QUESTIONS = List.of("", "/contacts", "/contacts.csv", "/recomputation");

    @Inject
    ExplainFloor floor;

    @Inject
    Keys keys;

    private Tag tag = new Tag("", 0);
    private String red = "";
    private String blue = "";

    /** Agents 0 and 1 of team red, agent 2 of team blue; each took one call of queue 0. */
    @BeforeEach
    void twoTeams() {
        Instant now = Instant.now();
        tag = floor.told(
                1,
                now.minus(Duration.ofMinutes(9)).toEpochMilli(),
                now.minusSeconds(400).toEpochMilli(),
                0);
        red = "red" + tag.name();
        blue = "blue" + tag.name();
        List<NewEvent> events = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            String agent = tag.agent(n);
            String team = n == 2 ? blue : red;
            events.add(event(EventType.CONTACT_ENQUEUED, "c" + n, now.minusSeconds(120), ""));
            events.add(event(
                    EventType.CONTACT_ACCEPTED,
                    "c" + n,
                    now.minusSeconds(100 - n),
                    ",\"agentId\":\"" + agent + "\",\"teamId\":\"" + team + "\""));
        }
        floor.append(events);
    }

    private NewEvent event(EventType type, String contact, Instant at, String more) {
        String data = "{\"channel\":\"voice\",\"queueId\":\"" + tag.queue(0) + "\"" + more + "}";
        return new NewEvent(tag.source(), NewEvents.newId(), type, at.toEpochMilli(), null, contact, null, false, data);
    }

    @Test
    void anAgentIsToldTheOwnFiguresAndNobodyElses() {
        RequestSpecification agent = floor.loggedIn(Map.of("roles", List.of("agent"), "agentId", tag.agent(0)));

        Response own = ask(agent, "answered", Map.of("scope", "agent", "window", "60m"));
        own.then().statusCode(200);
        assertThat(own.jsonPath().getDouble("figure.numerator")).isEqualTo(1);
        for (String question : QUESTIONS) {
            Response other = ask(agent, "answered" + question, of("agent", tag.agent(1)));
            Response unknown = ask(agent, "answered" + question, of("agent", "nobody" + tag.name()));
            assertThat(other.statusCode()).as(question).isEqualTo(403);
            assertThat(other.asString()).as(question).isEqualTo(unknown.asString());
            assertThat(unknown.statusCode()).isEqualTo(403);
            for (Map<String, ?> place : List.of(
                    of("queue", tag.queue(0)), of("channel", "voice"), of("team", red), Map.of("window", "60m"))) {
                ask(agent, "answered" + question, place).then().statusCode(403);
            }
        }
        ask(agent, "queueLength", Map.of("scope", "queue", "id", tag.queue(0)))
                .then()
                .statusCode(403);
    }

    @Test
    void aSupervisorIsToldOfAgentsOfOwnTeamsOnlyAndSeesNoStrangersNameInAList() {
        RequestSpecification supervisor =
                floor.loggedIn(Map.of("roles", List.of("supervisor"), "teamIds", List.of(red)));

        ask(supervisor, "answered", of("agent", tag.agent(1))).then().statusCode(200);
        Response foreign = ask(supervisor, "answered", of("agent", tag.agent(2)));
        Response unknown = ask(supervisor, "answered", of("agent", "nobody" + tag.name()));
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.asString()).isEqualTo(unknown.asString());
        ask(supervisor, "answered", of("team", blue)).then().statusCode(403);

        Response list = ask(supervisor, "answered/contacts", of("queue", tag.queue(0)));
        list.then().statusCode(200);
        assertThat(list.jsonPath().getList("contacts.agentId")).containsExactly(tag.agent(0), tag.agent(1), null);
        assertThat(list.jsonPath().getList("contacts.contactId")).hasSize(3);
        String csv = ask(supervisor, "answered/contacts.csv", of("queue", tag.queue(0)))
                .asString();
        assertThat(csv).contains(tag.agent(0)).doesNotContain(tag.agent(2));
    }

    @Test
    void noTeamOfFewerThanFivePeopleIsExplainedToAnybody() {
        Response team = floor.admin().queryParams(of("team", red)).get("/api/explain/figures/answered");

        assertThat(team.statusCode()).isEqualTo(403);
        assertThat(team.asString()).contains("too-few-people");
    }

    @Test
    void anAgentIsToldNoSingleRatingOfTheOwnCustomers() {
        RequestSpecification agent = floor.loggedIn(Map.of("roles", List.of("agent"), "agentId", tag.agent(0)));
        String rating = ",\"rating\":{\"surveyId\":\"s\",\"kind\":\"csat\",\"score\":1,\"scaleMin\":1,\"scaleMax\":5}";
        floor.append(List.of(
                event(EventType.CONTACT_CLOSED, "c0", Instant.now().minusSeconds(40), ",\"reason\":\"resolved\""),
                event(EventType.CONTACT_RATED, "c0", Instant.now().minusSeconds(30), rating)));

        for (String metric : List.of("csat", "csatRate", "nps", "attitude", "participation", "scoreCsat")) {
            for (String question : QUESTIONS) {
                Response live = ask(agent, metric + question, Map.of("scope", "agent", "window", "today"));
                assertThat(live.statusCode()).as(metric + question).isEqualTo(403);
                assertThat(live.asString()).contains("ratings-in-groups");
            }
        }
        for (String question : QUESTIONS) {
            // One rating in 30 days, or none summed up yet: neither is told.
            int status = ask(agent, "scoreCsat" + question, Map.of("scope", "agent", "window", "30d"))
                    .statusCode();
            assertThat(status).as(question).isIn(question.isEmpty() ? List.of(403, 503) : List.of(403));
        }
        Response lead = floor.admin().queryParams(of("agent", tag.agent(0))).get("/api/explain/figures/csat/contacts");
        assertThat(lead.jsonPath().getList("contacts.value")).containsExactly(1.0f);
    }

    @Test
    void aContactOutOfTheScoreOnAppealIsToldWithTheReasonTheRoleAndTheInstant() {
        RequestSpecification agent = floor.loggedIn(Map.of("roles", List.of("agent"), "agentId", tag.agent(0)));
        Instant decided = Instant.now().minusSeconds(5);
        String exclusion =
                ",\"exclusion\":{\"agentId\":\"" + tag.agent(0) + "\",\"reason\":\"当时系统确有故障\",\"by\":\"quality\"}";
        floor.append(List.of(event(EventType.SCORE_EXCLUDED, "c0", decided, exclusion)));

        Map<String, String> today = Map.of("scope", "agent", "window", "today");
        Response figure = ask(agent, "scoreAnswered", today);
        figure.then().statusCode(200);
        assertThat(figure.jsonPath().getDouble("figure.numerator")).isZero();
        assertThat(figure.jsonPath().getList("parts.why")).containsExactly("excludedOnAppeal");
        assertThat(figure.jsonPath().getBoolean("isListed")).isTrue();
        Response list = ask(agent, "scoreAnswered/contacts", today);
        assertThat(list.jsonPath().getString("contacts[0].exclusion.reason")).isEqualTo("当时系统确有故障");
        assertThat(list.jsonPath().getString("contacts[0].exclusion.by")).isEqualTo("quality");
        assertThat(Instant.parse(list.jsonPath().getString("contacts[0].exclusion.at")))
                .isEqualTo(Instant.ofEpochMilli(decided.toEpochMilli()));
        assertThat(ask(agent, "scoreAnswered/contacts.csv", today).asString())
                .contains("当时系统确有故障,quality," + Instant.ofEpochMilli(decided.toEpochMilli()));
        assertThat(ask(agent, "scoreAnswered/recomputation", today).jsonPath().getString("verdict"))
                .isEqualTo("equal");
        // Never out of the figure itself.
        assertThat(ask(agent, "answered", today).jsonPath().getDouble("figure.numerator"))
                .isEqualTo(1);
    }

    @Test
    void noDisplayIsToldOfAContact() {
        String token = ExplainFloor.get(keys.issueDisplay("test", "explain" + tag.name(), Audience.SUPERVISORS))
                .token()
                .text();
        RequestSpecification display = RestAssured.given().header("Authorization", "Bearer " + token);

        for (String question : QUESTIONS) {
            ask(display, "answered" + question, of("queue", tag.queue(0)))
                    .then()
                    .statusCode(403);
        }
    }

    private static Map<String, String> of(String scope, String id) {
        return Map.of("scope", scope, "id", id, "window", "60m");
    }

    private static Response ask(RequestSpecification caller, String metric, Map<String, ?> query) {
        return RestAssured.given().spec(caller).queryParams(query).get("/api/explain/figures/" + metric);
    }
}
