package io.qingting.appeal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.qingting.board.app.AgentTeams;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.AgentFigures;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.QueueFigures;
import io.qingting.fixture.Api;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.OwnFloor;
import io.qingting.fixture.Persons;
import io.qingting.fixture.Persons.LoggedIn;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class AppealIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Inject
    LiveBoard live;

    @Inject
    AgentTeams teams;

    @Inject
    FactLag facts;

    @Inject
    Pool pool;

    private Persons persons;
    private OwnFloor floor;
    private LoggedIn agent;
    private String contact;
    private int sourceId;

    @BeforeEach
    void anAgentServedAContactLateAndGotOneStar() throws Exception {
        persons = new Persons(secrets);
        floor = new OwnFloor(Api.newSource(secrets, false));
        agent = persons.agent(floor.agent);
        contact = "c-" + NewEvents.newId();
        floor.served(contact, clock.now().minusSeconds(60), 45, 1);
        await().atMost(SOON).until(() -> scored() == 1);
        awaitFacts();
        sourceId = agent.request()
                .get("/api/me/work/served")
                .then()
                .statusCode(200)
                .body("contacts.contactId", equalTo(List.of(contact)))
                .body("contacts[0].firstResponseLate", equalTo(true))
                .body("contacts[0].isExcluded", equalTo(false))
                .extract()
                .path("contacts[0].sourceId");
    }

    @Test
    void whatIsAcceptedLeavesTheAgentsScoreAndNoFigureOfTheQueue() throws Exception {
        Map<String, ?> before = queueToday();
        AgentFigures agentBefore = agentNow();
        String id = appeal("系统故障，无法回复").statusCode(201).extract().path("appealId");

        persons.quality()
                .request()
                .body(Map.of("note", "当时确有故障"))
                .post("/api/appeals/" + id + "/accept")
                .then()
                .statusCode(204);

        await().atMost(SOON).until(() -> scored() == 0);
        awaitFacts();
        assertThat(queueToday()).isEqualTo(before);
        assertThat(agentNow().windows()).isEqualTo(agentBefore.windows());
        assertThat(agentBefore.score().ratings()).isEqualTo(1);
        assertThat(agentNow().score().ratings()).isZero();
        assertThat(excludedFacts()).isPositive();
        agent.request().get("/api/me/work/served").then().statusCode(200).body("contacts[0].isExcluded", equalTo(true));
        agent.request()
                .get("/api/me/appeals")
                .then()
                .statusCode(200)
                .body("appeals[0].state", equalTo("accepted"))
                .body("appeals[0].note", equalTo("当时确有故障"));
        assertThat(Api.admin(secrets)
                        .queryParam("subject", "appeal:" + id)
                        .get("/api/audit")
                        .then()
                        .extract()
                        .<List<String>>path("entries.action"))
                .containsExactly("appeal.accepted", "appeal.made");
    }

    @Test
    void whatIsRejectedStaysInTheScoreAndIsNotDecidedTwice() throws Exception {
        String id = appeal("不公平").statusCode(201).extract().path("appealId");
        LoggedIn lead = persons.quality();

        lead.request()
                .body(Map.of("note", "超时属实"))
                .post("/api/appeals/" + id + "/reject")
                .then()
                .statusCode(204);
        lead.request()
                .body(Map.of("note", "再想想"))
                .post("/api/appeals/" + id + "/accept")
                .then()
                .statusCode(409);

        appeal("再试一次").statusCode(409).body("type", equalTo("/problems/appealed-already"));
        assertThat(scored()).isEqualTo(1);
    }

    @Test
    void aContactIsAppealedAgainstOnceAndOnlyByWhoServedIt() {
        String id = appeal("系统故障").statusCode(201).extract().path("appealId");
        appeal("系统故障").statusCode(409).body("pointer", equalTo("/contactId"));
        LoggedIn other = persons.agent("agent-" + NewEvents.newId());
        other.request()
                .body(Map.of("sourceId", sourceId, "contactId", contact, "reason", "不是我的"))
                .post("/api/me/appeals")
                .then()
                .statusCode(404);
        other.request().post("/api/me/appeals/" + id + "/withdraw").then().statusCode(404);
        other.request().get("/api/me/appeals").then().body("appeals", equalTo(List.of()));

        agent.request().post("/api/me/appeals/" + id + "/withdraw").then().statusCode(204);
        appeal("还是要申诉").statusCode(201);
    }

    @Test
    void aReasonThatIsEmptyOrTooLongIsRefusedAtItsField() {
        for (String reason : List.of("", "   ", "长".repeat(501)))
            appeal(reason)
                    .statusCode(400)
                    .body("type", equalTo("/problems/invalid-value"))
                    .body("pointer", equalTo("/reason"));
        appeal("长".repeat(500)).statusCode(201);
    }

    @Test
    void anotherAgentsContactIsAnsweredLikeOneThatNobodyKnows() {
        LoggedIn other = persons.agent("agent-" + NewEvents.newId());
        List<String> answers = List.of(contact, "c-" + NewEvents.newId()).stream()
                .map(id -> other.request()
                        .body(Map.of("sourceId", sourceId, "contactId", id, "reason", "不是我的"))
                        .post("/api/me/appeals")
                        .then()
                        .statusCode(404)
                        .extract()
                        .asString())
                .toList();

        assertThat(answers.getFirst()).isEqualTo(answers.getLast());
    }

    @Test
    void aSupervisorSeesAppealsOfOwnTeamsAndDecidesNone() {
        await().atMost(SOON).until(() -> teams.teamOf(floor.agent) != null);
        String id = appeal("系统故障").statusCode(201).extract().path("appealId");
        LoggedIn own = persons.supervisor(floor.team);

        own.request().get("/api/appeals?state=open").then().statusCode(200).body("appeals.appealId", hasItem(id));
        persons.supervisor("team-" + NewEvents.newId())
                .request()
                .get("/api/appeals")
                .then()
                .statusCode(200)
                .body("appeals.appealId", not(hasItem(id)));
        own.request()
                .body(Map.of("note", "同意"))
                .post("/api/appeals/" + id + "/accept")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse appeal(String reason) {
        return agent.request()
                .body(Map.of("sourceId", sourceId, "contactId", contact, "reason", reason))
                .post("/api/me/appeals")
                .then();
    }

    private long scored() throws Exception {
        AgentFigures figures = board(board -> board.agent(floor.agent));
        return figures == null ? 0 : figures.score().answered();
    }

    private AgentFigures agentNow() throws Exception {
        return Objects.requireNonNull(board(board -> board.agent(floor.agent)));
    }

    private Map<String, ?> queueToday() throws Exception {
        QueueFigures figures = board(board -> board.queue(floor.queue));
        return Map.of("today", Objects.requireNonNull(figures.windows().get("today")));
    }

    private long excludedFacts() {
        return pool.preparedQuery("select count(*) from contact_fact where source_id = $1 and contact_id = $2"
                        + " and flags & 16 <> 0")
                .execute(Tuple.of(sourceId, contact))
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getLong(0);
    }

    private void awaitFacts() {
        await().atMost(SOON).until(() -> facts.now().await().atMost(SOON).events() == 0);
    }

    private <T> T board(Function<Board, T> question) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        live.execute(board -> answer.complete(question.apply(board)));
        return answer.get(20, TimeUnit.SECONDS);
    }
}
