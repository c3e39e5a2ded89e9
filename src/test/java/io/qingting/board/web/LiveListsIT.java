package io.qingting.board.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who oversee the floor read of single contacts and agents, and what of it a supervisor of one team may see. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class LiveListsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    private TestSource source;
    private Instant now;
    private String queue;
    private String team;
    private String amy;
    private String bob;
    private RequestSpecification supervisor;

    /** Amy of the supervisor's team and Bob of another have a chat each; one customer waits in the queue, another for a mail. */
    @BeforeEach
    void aMorning() {
        source = Api.newSource(secrets, false);
        now = Instant.ofEpochMilli(clock.nowMillis());
        queue = "queue-" + NewEvents.newId();
        team = "team-" + NewEvents.newId();
        amy = "amy-" + NewEvents.newId();
        bob = "bob-" + NewEvents.newId();
        supervisor = loggedIn(Map.of("roles", List.of("supervisor"), "teamIds", List.of(team)));
        List<Map<String, Object>> events = new ArrayList<>();
        events.add(presence(amy, team, now.minusSeconds(900)));
        events.add(presence(bob, "other-" + team, now.minusSeconds(900)));
        served(events, "chat-amy", amy);
        served(events, "chat-bob", bob);
        events.add(contact("contact.enqueued", "chat-waiting", "chat", now.minusSeconds(40), Map.of()));
        events.add(contact("contact.enqueued", "mail", "email", now.minusSeconds(72_000), Map.of()));
        events.add(contact("message.customer", "mail", "email", now.minusSeconds(72_000), Map.of()));
        source.post(events).statusCode(200);
        await().atMost(SOON)
                .until(() -> contacts(admin(), "queue=" + queue).jsonPath().getInt("total") == 4);
    }

    private Map<String, Object> presence(String agent, String ofTeam, Instant at) {
        return source.event(
                NewEvents.newId(),
                "agent.presence.changed",
                at,
                Map.of("agentId", agent, "teamId", ofTeam, "presence", Map.of("state", "busy")));
    }

    private void served(List<Map<String, Object>> events, String id, String agent) {
        events.add(contact("contact.enqueued", id, "chat", now.minusSeconds(300), Map.of()));
        events.add(contact("contact.accepted", id, "chat", now.minusSeconds(290), Map.of("agentId", agent)));
        events.add(contact("message.customer", id, "chat", now.minusSeconds(60), Map.of()));
    }

    private Map<String, Object> contact(String type, String id, String channel, Instant at, Map<String, Object> more) {
        Map<String, Object> data = new TreeMap<>(more);
        data.put("contactId", id);
        data.put("channel", channel);
        data.put("queueId", queue);
        return source.event(NewEvents.newId(), type, at, data);
    }

    @Test
    void aQueueListsWhoWaitsBeforeWhoIsServedAndPeopleOfOwnTeamsOnly() {
        contacts(admin(), "queue=" + queue)
                .then()
                .body("contacts.contactId", contains("mail", "chat-waiting", "chat-amy", "chat-bob"))
                .body("contacts.state", contains("waiting", "waiting", "awaitingReply", "awaitingReply"))
                .body("contacts[2].agents.agentId", contains(amy))
                .body("contacts[3].agents.agentId", contains(bob))
                .body("next", nullValue());
        contacts(supervisor, "queue=" + queue)
                .then()
                .body("contacts[2].agents.agentId", contains(amy))
                .body("contacts[3].agents", hasSize(0));
        contacts(admin(), "queue=" + queue + "&state=waiting").then().body("total", equalTo(2));
    }

    @Test
    void aQueueIsReadPageByPage() {
        String next = contacts(admin(), "queue=" + queue + "&limit=3")
                .then()
                .body("contacts", hasSize(3))
                .body("next", notNullValue())
                .extract()
                .path("next");
        contacts(admin(), "queue=" + queue + "&limit=3&after=" + next)
                .then()
                .body("contacts.contactId", contains("chat-bob"))
                .body("next", nullValue());
        contacts(admin(), "queue=" + queue + "&after=nonsense")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/after"));
    }

    @Test
    void anAgentOfAnotherTeamIsAnsweredLikeOneThatNobodyKnows() {
        contacts(supervisor, "agent=" + amy).then().statusCode(200).body("contacts.contactId", contains("chat-amy"));
        String foreign = contacts(supervisor, "agent=" + bob)
                .then()
                .statusCode(404)
                .extract()
                .asString();
        String unknown = contacts(supervisor, "agent=nobody")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertThat(foreign).isEqualTo(unknown);
        given().spec(supervisor).get("/api/board/agents/" + bob + "/day").then().statusCode(404);
        given().spec(supervisor).get("/api/board/agents/nobody/day").then().statusCode(404);
    }

    @Test
    void anAgentReadsTheOwnContactsAndDayAndNobodyElses() {
        RequestSpecification agent = loggedIn(Map.of("roles", List.of("agent"), "agentId", amy));
        contacts(agent, "agent=" + amy).then().statusCode(200).body("total", equalTo(1));
        contacts(agent, "agent=" + bob).then().statusCode(404);
        contacts(agent, "queue=" + queue).then().statusCode(403);
        given().spec(agent).get("/api/board/agents/" + amy + "/day").then().statusCode(200);
        given().spec(agent).get("/api/board/agents/" + bob + "/day").then().statusCode(404);
    }

    @Test
    void aDayOfAnAgentTellsStatesAndContacts() {
        await().atMost(SOON)
                .until(() -> given().spec(admin())
                                .get("/api/board/agents/" + amy + "/day")
                                .jsonPath()
                                .getList("legs")
                                .size()
                        == 1);
        given().spec(supervisor)
                .get("/api/board/agents/" + amy + "/day")
                .then()
                .body("presences.presence", contains("busy"))
                .body("presences[0].toAt", nullValue())
                .body("legs[0].contactId", equalTo("chat-amy"))
                .body("legs[0].queueId", equalTo(queue))
                .body("legs[0].accepted", equalTo(true))
                .body("legs[0].toAt", nullValue())
                .body("isCut", equalTo(false));
    }

    @Test
    void promisesThatHaveWarnedStandBeforeThoseThatStillHaveTime() {
        await().atMost(SOON)
                .until(() -> given().spec(admin())
                                .get("/api/board/at-risk?queue=" + queue + "&state=warned&channel=email")
                                .jsonPath()
                                .getList("targets")
                                .size()
                        == 1);
        given().spec(supervisor)
                .get("/api/board/at-risk?queue=" + queue + "&channel=email")
                .then()
                .body("targets.contactId", contains("mail"))
                .body("targets.target", contains("firstResponse"))
                .body("targets.state", contains("warned"))
                .body(
                        "targets.deadlineAt",
                        contains(now.minusSeconds(72_000).plusSeconds(86_400).toString()));
        given().spec(supervisor)
                .get("/api/board/at-risk?queue=" + queue + "&channel=email&state=running")
                .then()
                .body("targets.contactId", not(hasItem("mail")));
        given().spec(supervisor)
                .get("/api/board/at-risk?state=burning")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/state"));
        contacts(supervisor, "queue=" + queue).then().body("contacts[0].targets.target", hasItem("firstResponse"));
    }

    @Test
    void theHalfHourOfNowCountsWhatBegan() {
        source.post(List.of(contact("contact.enqueued", "now", "chat", clock.now(), Map.of())))
                .statusCode(200);
        await().atMost(SOON)
                .until(() -> given().spec(supervisor)
                                .get("/api/board/half-hours?queue=" + queue)
                                .jsonPath()
                                .getList("halfHours.findAll { it.today != null && it.today.offered > 0 }")
                                .size()
                        > 0);
    }

    private Response contacts(RequestSpecification caller, String query) {
        return given().spec(caller).get("/api/board/contacts?" + query);
    }

    private RequestSpecification admin() {
        return Api.admin(secrets);
    }

    private RequestSpecification loggedIn(Map<String, Object> rights) {
        Map<String, Object> person = new TreeMap<>(rights);
        person.put("login", "p-" + NewEvents.newId());
        person.put("name", "王芳");
        String link = admin().body(person)
                .post("/api/people")
                .then()
                .statusCode(201)
                .extract()
                .path("link");
        Response session = given().contentType(ContentType.JSON)
                .body(Map.of("link", link.substring(link.indexOf('=') + 1), "password", "correct horse battery"))
                .post("/api/log-in/link/password");
        session.then().statusCode(200);
        return given().cookie(session.detailedCookie("qingting_session"))
                .contentType(ContentType.JSON)
                .header("X-CSRF-Token", session.<String>path("csrfToken"));
    }

    @Test
    void aSupervisorSilencesForAShiftAndEndsOnlyOwnSilences() {
        String soon = Instant.now().plusSeconds(1_800).toString();
        String tomorrow = Instant.now().plusSeconds(86_400).toString();
        silence(supervisor, Map.of("queueId", queue, "untilAt", tomorrow, "reason", "noisy"))
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/untilAt"));
        silence(supervisor, Map.of("untilAt", soon, "reason", "noisy"))
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/kind"));
        String own = silence(supervisor, Map.of("queueId", queue, "untilAt", soon, "reason", "noisy"))
                .then()
                .statusCode(201)
                .extract()
                .path("silenceId");
        String others = silence(admin(), Map.of("queueId", queue, "untilAt", tomorrow, "reason", "moving"))
                .then()
                .statusCode(201)
                .extract()
                .path("silenceId");
        given().spec(supervisor)
                .get("/api/alert-silences")
                .then()
                .body("longestSeconds", equalTo(28_800))
                .body("silences.silenceId", hasItem(own));

        given().spec(supervisor).delete("/api/alert-silences/" + others).then().statusCode(404);
        given().spec(supervisor).delete("/api/alert-silences/" + own).then().statusCode(204);
        given().spec(admin()).delete("/api/alert-silences/" + others).then().statusCode(204);
    }

    private static Response silence(RequestSpecification caller, Map<String, Object> wanted) {
        return given().spec(caller).body(wanted).post("/api/alert-silences");
    }

    @Test
    void alertsAreGivenToThoseWhoOverseeTheFloor() {
        RequestSpecification agent = loggedIn(Map.of("roles", List.of("agent"), "agentId", amy));
        given().spec(agent).get("/api/alerts/assignees").then().statusCode(403);
        given().spec(supervisor)
                .get("/api/alerts/assignees")
                .then()
                .statusCode(200)
                .body("people.login", notNullValue());
    }
}
