package io.qingting.access.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class AccessIT {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    Secrets secrets;

    @Inject
    Pool pool;

    @Test
    void nothingOfTheApiIsOpenWithoutACredential() {
        for (String path : new String[] {"/api/sources", "/api/displays", "/api/anything", "/ws/board", "/q/metrics"}) {
            given().get(path)
                    .then()
                    .statusCode(401)
                    .contentType(PROBLEM)
                    .header("WWW-Authenticate", "Bearer")
                    .body("type", equalTo("/problems/unauthorized"));
        }
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void anUnknownTokenIsRefused() {
        bearer("qta_doesnotexistatallatall")
                .get("/api/sources")
                .then()
                .statusCode(401)
                .contentType(PROBLEM);
        bearer("short").get("/api/sources").then().statusCode(401);
        given().header("Authorization", "Basic YTpi").get("/api/sources").then().statusCode(401);
    }

    @Test
    void anAdministratorIssuesAKeyThatIsShownOnceAndKeptHashed() {
        String name = "crm-" + NewEvents.newId();
        String key = admin().body(Map.of("name", name, "mayImport", true))
                .post("/api/sources")
                .then()
                .statusCode(201)
                .body("source", equalTo("/connectors/" + name))
                .body("key", startsWith("qts_"))
                .extract()
                .path("key");

        admin().get("/api/sources?limit=500")
                .then()
                .statusCode(200)
                .body("sources.name", hasItem(name))
                .body("sources.key", not(hasItem(key)));
        assertThat(auditOf("source.issued", name)).isEqualTo(1);
    }

    @Test
    void aDisplayReadsNothingOfTheAdministration() {
        String token = issueDisplay().extract().path("token");

        bearer(token)
                .get("/api/sources")
                .then()
                .statusCode(403)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/forbidden"));
        bearer(token).get("/q/metrics").then().statusCode(403);
        bearer(token)
                .get("/api/reports/queues?from=2026-03-01&to=2026-03-02")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        bearer(token)
                .get("/api/reports/agents?from=2026-03-01&to=2026-03-02")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        bearer(token).get("/api/site").then().statusCode(200);
    }

    @Test
    void aTokenOfAWebSocketUpgradeIsTakenFromTheSubprotocol() {
        String token = issueDisplay().extract().path("token");

        given().header("Sec-WebSocket-Protocol", "qingting.v1, qingting.token." + token)
                .get("/api/site")
                .then()
                .statusCode(200);
    }

    @Test
    void aRevokedTokenStopsWorkingWithinFiveSeconds() {
        ValidatableResponse issued = issueDisplay();
        String token = issued.extract().path("token");
        String id = issued.extract().path("id");
        bearer(token).get("/api/site").then().statusCode(200);

        admin().delete("/api/displays/" + id).then().statusCode(204);

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> bearer(token).get("/api/site").statusCode() == 401);
        admin().delete("/api/displays/" + id).then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void whatCannotBeReadIsRefusedWithAReason() {
        admin().body("{\"name\":\"No Spaces\"}")
                .post("/api/sources")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("pointer", equalTo("/name"));
        admin().body("{\"name\":\"x\",\"audience\":\"world\"}")
                .post("/api/displays")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/audience"));
        admin().body("{nonsense").post("/api/displays").then().statusCode(400).contentType(PROBLEM);
        admin().delete("/api/displays/abc").then().statusCode(400).contentType(PROBLEM);
    }

    private ValidatableResponse issueDisplay() {
        return admin().body(Map.of("name", "大厅屏 " + NewEvents.newId(), "audience", "floor"))
                .post("/api/displays")
                .then()
                .statusCode(201)
                .body("link", startsWith("/wall#token=qtd_"));
    }

    private RequestSpecification admin() {
        return bearer(secrets.get(Secrets.Secret.ADMIN_KEY)).contentType(ContentType.JSON);
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private long auditOf(String action, String name) {
        return pool.query("select count(*) from audit_entry where action = '" + action + "' and after ->> 'name' = '"
                        + name + "' and actor = 'admin:first'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }
}
