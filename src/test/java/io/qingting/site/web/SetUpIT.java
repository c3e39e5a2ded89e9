package io.qingting.site.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.qingting.alert.app.Floor;
import io.qingting.fixture.Api;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.qingting.site.app.SiteConfiguration;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queues, teams and agents are set up one by one and by file; what only events name counts and is listed as new. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SetUpIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Secrets secrets;

    @Inject
    SiteConfiguration configuration;

    @Inject
    BusinessClock clock;

    @Inject
    Floor floor;

    private final String mark = NewEvents.newId();

    private RequestSpecification admin() {
        return Api.admin(secrets);
    }

    private String team(String name) {
        String id = name + "-" + mark;
        admin().body(Map.of("name", "组 " + name, "nameEn", "Team " + name))
                .put("/api/site/teams/" + id)
                .then()
                .statusCode(200);
        return id;
    }

    @Test
    void aQueueIsAddedFoundChangedAndRemoved() {
        String team = team("a");
        String queue = "queue-" + mark;
        long version = configuration.current().version();

        admin().body(Map.of(
                        "name",
                        "售后",
                        "nameEn",
                        "After sales",
                        "channel",
                        "chat",
                        "teamId",
                        team,
                        "targets",
                        Map.of("longestWaitSeconds", Map.of("warn", 60, "critical", 90))))
                .put("/api/site/queues/" + queue)
                .then()
                .statusCode(200)
                .body("channel", equalTo("chat"));

        assertThat(configuration.current().version()).isEqualTo(version + 1);
        admin().queryParam("search", mark.toUpperCase(java.util.Locale.ROOT))
                .get("/api/site/queues")
                .then()
                .body("queues.queueId", hasItem(queue))
                .body("next", nullValue());
        admin().get("/api/site")
                .then()
                .body("queues.find { it.queueId == '" + queue + "' }.nameEn", equalTo("After sales"))
                .body(
                        "queues.find { it.queueId == '" + queue + "' }.targets.longestWaitSeconds.critical",
                        equalTo(90f));
        admin().queryParam("subject", "queue:" + queue)
                .get("/api/audit")
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].action", equalTo("queue.configured"))
                .body("entries[0].after.name", equalTo("售后"));

        admin().delete("/api/site/queues/" + queue).then().statusCode(204);
        admin().delete("/api/site/queues/" + queue).then().statusCode(404);
        admin().queryParam("search", mark).get("/api/site/queues").then().body("queues", hasSize(0));
    }

    @Test
    void aValueThatCannotBeMeantIsRefusedAtItsField() {
        put("/api/site/queues/q", Map.of("name", " ")).body("pointer", equalTo("/name"));
        put("/api/site/queues/q", Map.of("name", "x", "channel", "fax")).body("pointer", equalTo("/channel"));
        put("/api/site/queues/q", Map.of("name", "x", "teamId", "none-" + mark)).body("pointer", equalTo("/teamId"));
        put("/api/site/queues/q", Map.of("name", "x", "targets", Map.of("serviceLevel", Map.of("warn", 1.5))))
                .body("pointer", equalTo("/targets/serviceLevel/warn"));
        put("/api/site/agents/a", Map.of("name", "x", "shownAs", "loud")).body("pointer", equalTo("/shownAs"));
        put("/api/site/teams/t", Map.of()).body("pointer", equalTo("/name"));
    }

    private ValidatableResponse put(String path, Map<String, ?> body) {
        return admin().body(body).put(path).then().statusCode(400);
    }

    @Test
    void aTeamThatAgentsBelongToCannotBeRemoved() {
        String team = team("b");
        String agent = "agent-" + mark;
        admin().body(Map.of("name", "王芳", "teamId", team, "shownAs", "pseudonym", "pseudonym", "小芳"))
                .put("/api/site/agents/" + agent)
                .then()
                .statusCode(200)
                .body("shownName", equalTo("小芳"));

        admin().delete("/api/site/teams/" + team).then().statusCode(409).body("type", equalTo("/problems/in-use"));
        admin().delete("/api/site/agents/" + agent).then().statusCode(204);
        admin().delete("/api/site/teams/" + team).then().statusCode(204);
    }

    @Test
    void listsGoOnPageByPage() {
        for (String name : List.of("x", "y", "z")) team(name);
        String next = admin().queryParam("search", mark)
                .queryParam("limit", 2)
                .get("/api/site/teams")
                .then()
                .body("teams", hasSize(2))
                .body("next", notNullValue())
                .extract()
                .path("next");
        admin().queryParam("search", mark)
                .queryParam("limit", 2)
                .queryParam("after", next)
                .get("/api/site/teams")
                .then()
                .body("teams.teamId", equalTo(List.of("z-" + mark)))
                .body("next", nullValue());
    }

    @Test
    void aFileIsLookedAtThenTakenAsAWhole() {
        String team = team("c");
        String csv = "编号,名称,班组\n" + "a1-" + mark + ",张伟," + team + "\na2-" + mark + ",李娜,组 c\n";
        byte[] file = csv.getBytes(Charset.forName("GBK"));

        upload("agents", file, false)
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("added", equalTo(2))
                .body("faultCount", equalTo(0))
                .body("changesFigures", equalTo(true))
                .body("lines[0].line", equalTo(2));
        admin().queryParam("search", mark).get("/api/site/agents").then().body("agents", hasSize(0));

        upload("agents", file, true).statusCode(200).body("applied", equalTo(true));
        // Who may see the agents is on record.
        admin().queryParam("action", "agents.moved")
                .queryParam("limit", 1)
                .get("/api/audit")
                .then()
                .body("entries[0].after.'a1-" + mark + "'", equalTo(team))
                .body("entries[0].after.'a2-" + mark + "'", equalTo(team));
        admin().queryParam("search", mark)
                .get("/api/site/agents")
                .then()
                .body("agents.name", equalTo(List.of("张伟", "李娜")))
                .body("agents.teamId", equalTo(List.of(team, team)));
        upload("agents", file, true)
                .statusCode(200)
                .body("unchanged", equalTo(2))
                .body("changed", equalTo(0));
    }

    @Test
    void aFileWithOneFaultChangesNothing() {
        byte[] file =
                ("id,name,channel\nq1-" + mark + ",一,voice\nq2-" + mark + ",二,fax\n").getBytes(StandardCharsets.UTF_8);

        upload("queues", file, false)
                .statusCode(200)
                .body("faultCount", equalTo(1))
                .body("faults[0].line", equalTo(3))
                .body("faults[0].reason", equalTo("unknownChannel"));
        upload("queues", file, true)
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-file"))
                .body("detail", startsWith("Line 3: "));
        admin().queryParam("search", mark).get("/api/site/queues").then().body("queues", hasSize(0));
    }

    @Test
    void theTemplateCanBeImportedAsItIs() {
        byte[] template = Api.admin(secrets)
                .accept("text/csv")
                .get("/api/site/import/agents/template.csv?lang=en")
                .then()
                .statusCode(200)
                .header("Content-Disposition", "attachment; filename=\"agents.csv\"")
                .extract()
                .asByteArray();
        assertThat(new String(template, StandardCharsets.UTF_8)).startsWith("\uFEFFid,name,teamId,shownAs,pseudonym");
        if (!configuration.current().agents().isEmpty())
            upload("agents", template, false).body("faultCount", equalTo(0)).body("changed", equalTo(0));
    }

    private ValidatableResponse upload(String kind, byte[] file, boolean apply) {
        return Api.admin(secrets)
                .contentType("text/csv")
                .body(file)
                .queryParam("apply", apply)
                .post("/api/site/import/" + kind)
                .then();
    }

    @Test
    void whatOnlyEventsNameCountsAndIsListedAsNew() {
        String queue = "new-queue-" + mark;
        String agent = "new-agent-" + mark;
        Api.TestSource source = Api.newSource(secrets, false);
        source.post(List.of(
                        source.event(
                                "e1-" + mark,
                                "contact.enqueued",
                                clock.now(),
                                Map.of("contactId", "c-" + mark, "channel", "voice", "queueId", queue)),
                        source.event(
                                "e2-" + mark,
                                "agent.presence.changed",
                                clock.now(),
                                Map.of(
                                        "agentId",
                                        agent,
                                        "teamId",
                                        "told-" + mark,
                                        "presence",
                                        Map.of("state", "available")))))
                .statusCode(200);

        await().atMost(LIMIT)
                .untilAsserted(() -> admin().get("/api/board/newcomers")
                        .then()
                        .statusCode(200)
                        .body("queues.queueId", hasItem(queue))
                        .body("teams.teamId", hasItem("told-" + mark))
                        .body("agents.find { it.agentId == '" + agent + "' }.teamId", equalTo("told-" + mark)));

        // Then: the team that an event told is the agent's over REST too, until another one is configured.
        assertThat(floor.teamOf(agent)).isEqualTo("told-" + mark);
        String team = team("d");
        admin().body(Map.of("name", "新人", "teamId", team))
                .put("/api/site/agents/" + agent)
                .then()
                .statusCode(200);
        admin().body(Map.of("name", "新队列"))
                .put("/api/site/queues/" + queue)
                .then()
                .statusCode(200);
        assertThat(floor.teamOf(agent)).isEqualTo(team);
        await().atMost(LIMIT)
                .untilAsserted(() -> admin().get("/api/board/newcomers")
                        .then()
                        .body("queues.queueId", not(hasItem(queue)))
                        .body("agents.agentId", not(hasItem(agent))));
    }
}
