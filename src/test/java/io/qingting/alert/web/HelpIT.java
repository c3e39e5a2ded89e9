package io.qingting.alert.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.qingting.board.app.AgentTeams;
import io.qingting.fixture.Api;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.OwnFloor;
import io.qingting.fixture.Persons;
import io.qingting.fixture.Persons.LoggedIn;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class HelpIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Inject
    AgentTeams teams;

    @Inject
    Pool pool;

    private Persons persons;
    private OwnFloor floor;
    private LoggedIn agent;
    private LoggedIn supervisor;

    @BeforeEach
    void anAgentOfATeamWithItsSupervisor() {
        persons = new Persons(secrets);
        floor = new OwnFloor(Api.newSource(secrets, false));
        floor.taken("c-" + NewEvents.newId(), clock.now());
        agent = persons.agent(floor.agent);
        supervisor = persons.supervisor(floor.team);
        await().atMost(SOON).until(() -> floor.team.equals(teams.teamOf(floor.agent)));
    }

    @Test
    void aCallForHelpReachesTheOwnSupervisorAndNoOther() {
        String id = call("customer").statusCode(200).extract().path("call.alertId");

        supervisor
                .request()
                .get("/api/alerts/" + id)
                .then()
                .statusCode(200)
                .body("alert.kind", equalTo("helpWanted"))
                .body("alert.name", equalTo("customer"))
                .body("alert.agentId", equalTo(floor.agent))
                .body("alert.assignee", equalTo(supervisor.login()));
        LoggedIn other = persons.supervisor("team-" + NewEvents.newId());
        other.request().get("/api/alerts/" + id).then().statusCode(404);
        other.request()
                .get("/api/alerts?state=firing,acknowledged&kind=helpWanted")
                .then()
                .statusCode(200)
                .body("alerts.alertId", not(hasItem(id)));
    }

    @Test
    void callingAgainIsTheSameCallAndTheSupervisorsWordReachesTheAgent() {
        String id = call("approval").statusCode(200).extract().path("call.alertId");
        call("system").statusCode(200).body("call.alertId", equalTo(id)).body("call.reason", equalTo("approval"));

        supervisor.request().post("/api/alerts/" + id + "/acknowledge").then().statusCode(204);
        own().body("call.acknowledgedBy", notNullValue());

        supervisor.request().post("/api/alerts/" + id + "/resolve").then().statusCode(204);
        own().body("call", nullValue());
    }

    @Test
    void tenPressesAtOnceAreOneCall() {
        List<String> calls = IntStream.range(0, 10)
                .parallel()
                .mapToObj(i -> call("customer").statusCode(200).extract().<String>path("call.alertId"))
                .toList();

        assertThat(calls).hasSize(10).containsOnly(calls.getFirst());
    }

    @Test
    void helpThatIsNoLongerNeededIsTakenBackAndAFurtherCallWaitsAMinute() {
        String id = call("other").statusCode(200).extract().path("call.alertId");
        agent.request().post("/api/me/help/withdraw").then().statusCode(204);
        agent.request().post("/api/me/help/withdraw").then().statusCode(404);
        own().body("call", nullValue());

        call("other").statusCode(429).header("Retry-After", notNullValue());

        aMinutePasses();
        call("other").statusCode(200);
        assertThat(Api.admin(secrets)
                        .queryParam("subject", "alert:" + id)
                        .get("/api/audit")
                        .then()
                        .extract()
                        .<List<String>>path("entries.action"))
                .containsExactly("help.withdrawn", "help.called");
    }

    @Test
    void afterSixCallsInAnHourTheNextWaits() {
        for (int i = 0; i < 6; i++) {
            call("system").statusCode(200);
            agent.request().post("/api/me/help/withdraw").then().statusCode(204);
            aMinutePasses();
        }
        call("system").statusCode(429);
    }

    @Test
    void aReasonIsOneOfFourWords() {
        call("客户张三，电话 138…").statusCode(400).body("pointer", equalTo("/reason"));
    }

    private ValidatableResponse call(String reason) {
        return agent.request()
                // As text: what turns objects into JSON is not found from the threads of a parallel stream.
                .body("{\"reason\":\"" + reason + "\"}")
                .post("/api/me/help")
                .then();
    }

    private ValidatableResponse own() {
        return agent.request().get("/api/me/help").then().statusCode(200);
    }

    /** Moves the calls back rather than the clock on: other tests share it. */
    private void aMinutePasses() {
        pool.preparedQuery("update alert set fired_at = fired_at - interval '61 seconds' where agent_id = $1")
                .execute(Tuple.of(floor.agent))
                .await()
                .atMost(SOON);
    }
}
