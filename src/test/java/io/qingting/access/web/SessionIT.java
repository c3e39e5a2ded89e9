package io.qingting.access.web;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.RestAssuredConfig.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.qingting.access.domain.Token;
import io.qingting.fixture.Api;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.Browser;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session lets in whoever logged in, as long as it lasts, from pages of this site alone; and nothing else does. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SessionIT {
    /** What was withdrawn works no longer than this. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int REVOKED = 4401;

    @Inject
    Secrets secrets;

    @Inject
    Pool pool;

    @TestHTTPResource("/ws/board")
    URI board;

    @BeforeEach
    void nobodyFailedHereYet() {
        pool.query("delete from log_in_lockout").execute().await().atMost(SOON);
    }

    @Test
    void eachLogInHasASessionOfItsOwnWhateverCookieCameWithIt() {
        Browser attacker = quality();
        Browser victim = quality();
        Response logIn = given().cookie(Browser.COOKIE, attacker.token())
                .contentType(ContentType.JSON)
                .body(Map.of("login", victim.login(), "password", Browser.PASSWORD))
                .post("/api/log-in");

        logIn.then().statusCode(200);
        assertThat(logIn.cookie(Browser.COOKIE)).isNotEqualTo(attacker.token()).isNotEqualTo(victim.token());
        attacker.request().get("/api/me").then().body("name", equalTo(attacker.login()));
        assertThat(victim.another().token()).isNotEqualTo(victim.token());
    }

    @Test
    void aSessionEndsByTimeAndByIdleness() {
        Browser expired = quality();
        Browser idle = quality();
        Browser used = quality();
        move(expired, "expires_at = now() - interval '1 second'");
        move(idle, "last_used_at = now() - interval '12 hours 1 second'");
        move(used, "last_used_at = now() - interval '11 hours 59 minutes'");

        await().atMost(PROMISED).until(() -> expired.me() == 401 && idle.me() == 401);
        assertThat(used.me()).isEqualTo(200);
    }

    @Test
    void whatIsNearlyAnotherCredentialIsNone() {
        Browser person = quality();
        String token = person.token();
        String rest = token.substring("qtp_".length());
        List<String> forged = new ArrayList<>(List.of(
                token.substring(0, token.length() - 1),
                token.substring(0, 20),
                token + "A",
                token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A"),
                token.toUpperCase(Locale.ROOT),
                "qta_" + rest,
                "qtd_" + rest,
                "qts_" + rest,
                rest,
                new Token(token).hashText(),
                person.csrf(),
                "qtp_" + "A".repeat(43),
                "qtp_",
                "'or'1'='1'--aaaaaaaaaaaaaa",
                "x".repeat(3_000)));
        for (String text : forged) {
            assertThat(given().cookie(Browser.COOKIE, text).get("/api/me").statusCode())
                    .as("cookie " + text)
                    .isEqualTo(401);
            assertThat(given().header("Authorization", "Bearer " + text)
                            .get("/api/me")
                            .statusCode())
                    .as("token " + text)
                    .isEqualTo(401);
            assertThat(given().header("Sec-WebSocket-Protocol", "qingting.v1, qingting.token." + text)
                            .get("/ws/board")
                            .statusCode())
                    .as("subprotocol " + text)
                    .isEqualTo(401);
        }
        assertThat(person.me()).isEqualTo(200);
    }

    @Test
    void aChangeNeedsWhatOnlyAPageOfThisSessionKnows() {
        Browser admin = Browser.of(secrets, Map.of("roles", List.of("admin")));
        Browser same = admin.another();
        String name = "大厅 " + NewEvents.newId();
        Map<String, String> display = Map.of("name", name, "audience", "floor");
        for (String csrf : List.of(
                "",
                "0".repeat(64),
                same.csrf(),
                admin.csrf().substring(1),
                admin.csrf().toUpperCase(Locale.ROOT) + "0",
                admin.token())) {
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                assertThat(admin.byCookieAlone()
                                .header("X-CSRF-Token", csrf)
                                .body(display)
                                .request(method, method.equals("POST") ? "/api/displays" : "/api/displays/1")
                                .statusCode())
                        .as(method + " with " + csrf)
                        .isIn(403, 405);
            }
        }
        admin.byCookieAlone().body(display).post("/api/displays").then().statusCode(403);
        admin.byCookieAlone().post("/api/me/log-out").then().statusCode(403);
        admin.byCookieAlone().post("/api/me/log-out-everywhere").then().statusCode(403);
        admin.request().get("/api/displays?limit=500").then().body("displays.name", not(hasItem(name)));

        admin.request().body(display).post("/api/displays").then().statusCode(201);
    }

    @Test
    void aForeignPageMayNotAskEvenWithTheRightWords() {
        Browser admin = Browser.of(secrets, Map.of("roles", List.of("admin")));
        for (String origin : foreign()) {
            admin.request()
                    .header("Origin", origin)
                    .body(Map.of("name", "x", "audience", "floor"))
                    .post("/api/displays")
                    .then()
                    .statusCode(403);
            admin.request().header("Origin", origin).get("/api/people").then().statusCode(403);
            Response logIn = given().header("Origin", origin)
                    .contentType(ContentType.JSON)
                    .body(Map.of("login", admin.login(), "password", Browser.PASSWORD))
                    .post("/api/log-in");
            assertThat(logIn.statusCode()).as(origin).isEqualTo(403);
            assertThat(logIn.cookies()).isEmpty();
        }
        admin.request().header("Origin", own()).get("/api/people").then().statusCode(200);
        // What a page may send without asking beforehand is no JSON.
        String words = "{\"login\":\"" + admin.login() + "\",\"password\":\"" + Browser.PASSWORD + "\"}";
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"))
            given().config(config().encoderConfig(encoderConfig().encodeContentTypeAs(type, ContentType.TEXT)))
                    .contentType(type)
                    .body(words)
                    .post("/api/log-in")
                    .then()
                    .statusCode(415);
    }

    @Test
    void aSocketOpensForPagesOfThisSiteOnly() throws Exception {
        Browser person = quality();
        for (String origin : foreign())
            assertThat(given().cookie(Browser.COOKIE, person.token())
                            .header("Origin", origin)
                            .header("Upgrade", "websocket")
                            .header("Connection", "Upgrade")
                            .header("Sec-WebSocket-Version", "13")
                            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                            .get("/ws/board")
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        try (BoardViewer viewer = browser(person, "site")) {
            await().atMost(SOON).until(() -> viewer.frames() > 0);
        }
    }

    @Test
    void loggingOutEndsTheSocketsOfThisSessionAndEverywhereThoseOfAll() throws Exception {
        Browser first = quality();
        Browser second = first.another();
        Browser third = first.another();
        try (BoardViewer one = browser(first, "site");
                BoardViewer two = browser(second, "site");
                BoardViewer three = browser(third, "site")) {
            await().atMost(SOON).until(() -> one.frames() > 0 && two.frames() > 0 && three.frames() > 0);

            first.request().post("/api/me/log-out").then().statusCode(204);
            await().atMost(PROMISED).until(() -> one.closeCode() == REVOKED);
            assertThat(two.closeCode()).isZero();

            second.request().post("/api/me/log-out-everywhere").then().statusCode(204);
            await().atMost(PROMISED).until(() -> two.closeCode() == REVOKED && three.closeCode() == REVOKED);
        }
        await().atMost(PROMISED).until(() -> third.me() == 401);
    }

    @Test
    void whatIsTakenFromSomebodyIsTakenFromTheOpenSocketToo() throws Exception {
        Browser disabled = quality();
        Browser lesser = quality();
        Browser expired = quality();
        Browser kept = quality();
        try (BoardViewer one = browser(disabled, "agents");
                BoardViewer two = browser(lesser, "agents");
                BoardViewer three = browser(expired, "agents");
                BoardViewer four = browser(kept, "agents")) {
            await().atMost(SOON)
                    .until(() -> one.frames() > 0 && two.frames() > 0 && three.frames() > 0 && four.frames() > 0);

            change(disabled, Map.of("roles", List.of("quality"), "disabled", true));
            change(lesser, Map.of("roles", List.of("supervisor")));
            move(expired, "expires_at = now()");

            await().atMost(PROMISED)
                    .until(() ->
                            one.closeCode() == REVOKED && two.closeCode() == REVOKED && three.closeCode() == REVOKED);
            assertThat(four.closeCode()).isZero();
        }
        await().atMost(PROMISED)
                .until(() -> lesser.request().get("/api/me").path("roles").equals(List.of("supervisor")));
        try (BoardViewer again = browser(lesser, "agents")) {
            await().atMost(SOON).until(() -> !again.newestWord("refused").isMissingNode());
            assertThat(again.frames()).isZero();
        }
    }

    private Browser quality() {
        return Browser.of(secrets, Map.of("roles", List.of("quality")));
    }

    private void change(Browser person, Map<String, Object> rights) {
        Map<String, Object> all = new HashMap<>(rights);
        all.put("login", person.login());
        all.put("name", "王芳");
        Api.admin(secrets)
                .body(all)
                .put("/api/people/" + person.personId())
                .then()
                .statusCode(200);
    }

    /** As a browser opens it: by the cookie, and with the page's origin. */
    private BoardViewer browser(Browser person, String topic) throws Exception {
        return BoardViewer.open(board, Map.of("Cookie", Browser.COOKIE + "=" + person.token(), "Origin", own()), topic);
    }

    private String own() {
        return "http://" + board.getAuthority();
    }

    private List<String> foreign() {
        return List.of(
                "https://evil.example",
                "null",
                "https://" + board.getAuthority(),
                "http://" + board.getHost() + ":" + (board.getPort() + 1),
                "http://" + board.getHost(),
                "http://" + board.getAuthority() + ".evil.example",
                "http://evil.example/" + board.getAuthority(),
                "http://"
                        + board.getAuthority().substring(0, board.getAuthority().length() - 1));
    }

    private void move(Browser person, String to) {
        pool.preparedQuery("update person_session set " + to + " where token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(new Token(person.token()).hash())))
                .await()
                .atMost(SOON);
    }
}
