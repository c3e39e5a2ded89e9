package io.qingting.alert.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.qingting.alert.app.Alerts;
import io.qingting.alert.app.Floor;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.Browser;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts on single agents are for those who may see these agents, by the team that events tell as by one that is configured. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class AlertRightsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Inject
    Alerts alerts;

    @Inject
    Floor floor;

    @Inject
    Pool pool;

    private final String mark = NewEvents.newId();
    private final String queue = "queue-" + mark;
    private final String red = "red-" + mark;
    private final String amy = "amy-" + mark;
    private final String bob = "bob-" + mark;
    private String onAmy = "";
    private String onBob = "";
    private Browser ofRed;

    /** Amy's is the supervisor's team, as she is at work there; Bob's is another. The newest alert is on Bob. */
    @BeforeEach
    void twoPeopleOfTwoTeams() {
        ofRed = Browser.of(secrets, Map.of("roles", List.of("supervisor"), "teamIds", List.of(red)));
        TestSource source = Api.newSource(secrets, false);
        Instant now = Instant.ofEpochMilli(clock.nowMillis());
        source.post(List.of(presence(source, amy, red, now), presence(source, bob, "blue-" + mark, now)))
                .statusCode(200);
        await().atMost(LIMIT)
                .until(() -> floor.agentsOf(Set.of("blue-" + mark))
                        .await()
                        .atMost(LIMIT)
                        .equals(Set.of(bob)));
        onAmy = raise(amy, now);
        onBob = raise(bob, now);
    }

    private static Map<String, Object> presence(TestSource source, String agent, String team, Instant at) {
        return source.event(
                NewEvents.newId(),
                "agent.presence.changed",
                at.minusSeconds(60),
                Map.of("agentId", agent, "teamId", team, "presence", Map.of("state", "available")));
    }

    private String raise(String agent, Instant now) {
        Signal signal = new Signal.FigureOff(
                Cause.ofFigure("wrap-up-" + mark, agent),
                Severity.INFO,
                Subject.ofAgent(agent, queue),
                "wrap-up " + mark,
                "wrapUpSeconds",
                400,
                300,
                0,
                null,
                null,
                now,
                true,
                false,
                List.of());
        return pool.withTransaction(tx -> alerts.raise(tx, List.of(signal), now))
                .chain(() -> pool.preparedQuery("select alert_id from alert where cause = $1")
                        .execute(Tuple.of(signal.cause().key())))
                .map(rows -> Long.toString(rows.iterator().next().getLong(0)))
                .await()
                .atMost(LIMIT);
    }

    @Test
    void aSupervisorReadsThoseOnPeopleOfOwnTeamsAndNoCursorTellsOfOthers() {
        list("limit=10").then().body("alerts.alertId", contains(onAmy)).body("alerts.agentId", contains(amy));
        // A page that were cut after the newest would end with the one on Bob.
        list("limit=1").then().body("alerts.alertId", contains(onAmy)).body("next", equalTo(onAmy));
        list("limit=1&before=" + onAmy).then().body("alerts", empty()).body("next", nullValue());
    }

    @Test
    void oneOnAnotherTeamsAgentIsAnsweredLikeOneThatIsNotThere() {
        given().spec(ofRed.request())
                .get("/api/alerts/" + onAmy)
                .then()
                .statusCode(200)
                .body("alert.agentId", equalTo(amy));
        String missing = "9".repeat(17);
        assertAlike(
                given().spec(ofRed.request()).get("/api/alerts/" + onBob),
                given().spec(ofRed.request()).get("/api/alerts/" + missing));
        for (String deed : List.of("acknowledge", "resolve", "assign", "notes")) {
            Map<String, String> body = Map.of("note", "mine", "assignee", ofRed.login());
            assertAlike(
                    given().spec(ofRed.request()).body(body).post("/api/alerts/" + onBob + "/" + deed),
                    given().spec(ofRed.request()).body(body).post("/api/alerts/" + missing + "/" + deed));
        }
        Api.admin(secrets)
                .get("/api/alerts/" + onBob)
                .then()
                .body("alert.state", equalTo("firing"))
                .body("steps.action", contains("raised"));
    }

    @Test
    void whoLeadsNobodyIsToldOfNobody() {
        Browser ofNone = Browser.of(secrets, Map.of("roles", List.of("supervisor")));
        given().spec(ofNone.request())
                .get("/api/alerts?queue=" + queue)
                .then()
                .statusCode(200)
                .body("alerts", empty())
                .body("next", nullValue());
    }

    private static void assertAlike(Response hidden, Response missing) {
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(hidden.asString()).isEqualTo(missing.asString());
    }

    private Response list(String query) {
        Response found = given().spec(ofRed.request()).get("/api/alerts?queue=" + queue + "&" + query);
        found.then().statusCode(200);
        return found;
    }
}
