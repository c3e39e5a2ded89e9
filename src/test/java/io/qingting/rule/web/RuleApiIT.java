package io.qingting.rule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.qingting.fixture.Api;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class RuleApiIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    Pool pool;

    private RequestSpecification admin() {
        return Api.admin(secrets);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }

    @Test
    void theShippedRulesAreThereWithTheirFirings() {
        admin().get("/api/alert-rules")
                .then()
                .statusCode(200)
                .body(
                        "rules.rule.ruleId",
                        hasItems(
                                "longest-wait",
                                "service-level",
                                "nobody-available",
                                "wrap-up",
                                "source-silent",
                                "csat-two-days",
                                "complaint-category"))
                .body("rules.fired", everyItem(hasSize(4)));
        admin().get("/api/alert-rules/longest-wait")
                .then()
                .statusCode(200)
                .body("rule.metric", equalTo("longestWaitSeconds"))
                .body("rule.threshold", equalTo(120f))
                .body("rule.forSeconds", equalTo(60))
                .body("rule.severity", equalTo("critical"))
                .body("rule.name", nullValue())
                .body("open", equalTo(0));
        admin().get("/api/alert-rules/service-level")
                .then()
                .body("rule.window", equalTo("30m"))
                .body("rule.minimumSample", equalTo(20));
        admin().get("/api/alert-rules/nobody-available")
                .then()
                .body("rule.active.when", equalTo("open"))
                .body("rule.forSeconds", equalTo(30));
        admin().get("/api/alert-rules/wrap-up").then().body("rule.consoleOnly", equalTo(true));
        admin().get("/api/alert-rules/csat-two-days")
                .then()
                .body("rule.window", equalTo("day"))
                .body("rule.periodsInARow", equalTo(2));
        admin().get("/api/alert-rules/complaint-category")
                .then()
                .body("rule.per", equalTo("category"))
                .body("rule.window", equalTo("week"))
                .body("rule.minimumSample", equalTo(20));
    }

    @Test
    void aRuleIsMadeChangedAuditedAndTakenAway() {
        Map<String, Object> rule = new HashMap<>(Map.of(
                "name",
                "大客户排队",
                "metric",
                "queueLength",
                "threshold",
                5,
                "recoverThreshold",
                3,
                "forSeconds",
                10,
                "queues",
                List.of("vip"),
                "channels",
                List.of("voice"),
                "active",
                Map.of(
                        "when",
                        "windows",
                        "days",
                        List.of("monday", "tuesday"),
                        "windows",
                        List.of(Map.of("from", "22:00", "to", "06:00"))),
                "escalation",
                List.of(Map.of("afterSeconds", 300, "to", "lead"))));
        admin().body(rule)
                .put("/api/alert-rules/vip-queue")
                .then()
                .statusCode(200)
                .body("rule.ruleId", equalTo("vip-queue"))
                .body("rule.per", equalTo("queue"))
                .body("rule.severity", equalTo("warning"))
                .body("rule.enabled", equalTo(true))
                .body("rule.active.windows[0].from", equalTo("22:00"))
                .body("rule.escalation[0].to", equalTo("lead"));
        rule.put("enabled", false);
        admin().body(rule)
                .put("/api/alert-rules/vip-queue")
                .then()
                .statusCode(200)
                .body("rule.enabled", equalTo(false));

        admin().delete("/api/alert-rules/vip-queue").then().statusCode(204);
        admin().delete("/api/alert-rules/vip-queue")
                .then()
                .statusCode(404)
                .body("detail", containsString("no rule vip-queue"));
        admin().get("/api/alert-rules").then().body("rules.rule.ruleId", not(hasItem("vip-queue")));
        assertThat(audited()).containsExactly("alertRule.changed", "alertRule.changed", "alertRule.deleted");
    }

    @Test
    void ofTwoWhoChangeARuleAtOnceTheSecondIsTold() {
        Map<String, Object> rule = new HashMap<>(Map.of("metric", "queueLength", "threshold", 9));
        int made = admin().queryParam("basedOn", 0)
                .body(rule)
                .put("/api/alert-rules/two-at-once")
                .then()
                .statusCode(200)
                .body("changedBy", equalTo("admin:first"))
                .extract()
                .path("revision");
        rule.put("threshold", 7);
        admin().queryParam("basedOn", made)
                .body(rule)
                .put("/api/alert-rules/two-at-once")
                .then()
                .statusCode(200)
                .body("revision", not(equalTo(made)));

        rule.put("threshold", 5);
        for (int read : List.of(made, 0)) {
            admin().queryParam("basedOn", read)
                    .body(rule)
                    .put("/api/alert-rules/two-at-once")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/changed-meanwhile"))
                    .body("detail", containsString("Read it again"));
        }
        admin().queryParam("basedOn", made)
                .delete("/api/alert-rules/two-at-once")
                .then()
                .statusCode(409);
        admin().get("/api/alert-rules/two-at-once").then().body("rule.threshold", equalTo(7f));
        admin().delete("/api/alert-rules/two-at-once").then().statusCode(204);
    }

    private List<String> audited() {
        List<String> actions = new ArrayList<>();
        get(pool.preparedQuery("select action from audit_entry where subject = $1 order by audit_id")
                        .execute(Tuple.of("alertRule:vip-queue")))
                .forEach(row -> actions.add(row.getString(0)));
        return actions;
    }

    @Test
    void aWrongRuleIsRefusedWithItsFieldTheReasonAndTheRemedy() {
        wrong(Map.of("metric", "queueLenght", "threshold", 5), "/metric", "no queueLenght", "longestWaitSeconds");
        wrong(Map.of("metric", "queueLength"), "/threshold", "missing", "where the figure becomes bad");
        wrong(Map.of("metric", "serviceLevel", "window", "30m", "threshold", 80), "/threshold", "80", "0.8 is 80 %");
        wrong(Map.of("metric", "serviceLevel", "threshold", 0.8), "/window", "over some time", "30m");
        wrong(Map.of("metric", "serviceLevel", "threshold", 0.8, "window", "7m"), "/window", "no window", "15m");
        wrong(Map.of("metric", "queueLength", "threshold", 5, "window", "5m"), "/window", "the moment", "Leave");
        wrong(
                Map.of("metric", "queueLength", "threshold", 5, "recoverThreshold", 6),
                "/recoverThreshold",
                "still bad",
                "lower");
        wrong(Map.of("metric", "queueLength", "threshold", 5, "minimumSample", 3), "/minimumSample", "no N", "Leave");
        wrong(Map.of("metric", "queueLength", "threshold", 5, "per", "agent"), "/per", "agent", "queue or site");
        wrong(Map.of("metric", "queueLength", "threshold", 5, "forSeconds", -1), "/forSeconds", "long", "86400");
        wrong(Map.of("metric", "queueLength", "threshold", 5, "channels", List.of("fax")), "/channels", "fax", "voice");
        wrong(Map.of("metric", "queueLength", "threshold", 5, "sources", List.of("x")), "/sources", "sources", "Leave");
        wrong(Map.of("metric", "queueLength", "threshold", 5, "severity", "bad"), "/severity", "bad", "critical");
        wrong(
                Map.of("metric", "csat", "threshold", 4, "window", "60m", "channels", List.of("chat")),
                "/channels",
                "not kept by channel",
                "per site");
        wrong(
                Map.of("metric", "csat", "threshold", 4, "window", "day", "forSeconds", 60),
                "/forSeconds",
                "after its end",
                "periodsInARow");
        wrong(
                Map.of("metric", "queueLength", "threshold", 5, "active", Map.of("when", "windows")),
                "/active/windows",
                "at least one window",
                "09:00 to 18:00");
        wrong(
                Map.of(
                        "metric",
                        "queueLength",
                        "threshold",
                        5,
                        "escalation",
                        List.of(Map.of("afterSeconds", 0, "to", "x"))),
                "/escalation",
                "positive",
                "roster");
        wrong(Map.of("metric", "queueLength", "threshold", 5, "ruleId", "other"), "/ruleId", "differs", "bad");
        Api.newSource(secrets, false).request().get("/api/alert-rules").then().statusCode(403);
    }

    private void wrong(Map<String, ?> rule, String pointer, String reason, String remedy) {
        admin().body(rule)
                .put("/api/alert-rules/bad")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("pointer", equalTo(pointer))
                .body("detail", containsString(reason))
                .body("detail", containsString(remedy));
    }
}
