package io.qingting.access.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.qingting.access.app.PasswordLinks;
import io.qingting.access.domain.Token;
import io.qingting.fixture.Api;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People log in, are kept apart from each other, and are locked out where they guess. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class LogInIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String COOKIE = "qingting_session";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Secrets secrets;

    @Inject
    Pool pool;

    @Inject
    PasswordLinks links;

    /** A browser's view of a session. */
    private record Session(Cookie cookie, String csrf) {
        RequestSpecification request() {
            return given().cookie(cookie).contentType(ContentType.JSON).header("X-CSRF-Token", csrf);
        }
    }

    @BeforeEach
    void nobodyFailedHereYet() {
        sql("delete from log_in_lockout");
    }

    @Test
    void theSetUpLinkMakesTheFirstAdministratorOnceAndNoneAfterwards() {
        sql("delete from person");
        String link = links.setUp().await().atMost(PATIENCE).map(Token::text).orElseThrow();
        post("/api/log-in/link", Map.of("link", link))
                .then()
                .statusCode(200)
                .body("purpose", equalTo("setUp"))
                .body("login", nullValue());
        Map<String, Object> choice =
                Map.of("link", link, "password", PASSWORD, "login", "boss", "name", "老板", "language", "zh");

        Session session = session(post("/api/log-in/link/password", choice));

        session.request()
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("kind", equalTo("person"))
                .body("name", equalTo("boss"))
                .body("roles", equalTo(List.of("admin")));
        session.request().get("/api/people").then().statusCode(200).body("people.login", hasItem("boss"));
        post("/api/log-in/link/password", choice).then().statusCode(404).body("type", equalTo("/problems/link-used"));
        assertThat(links.setUp().await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void anInvitedPersonChoosesAPasswordAndIsLetInWithACookieThatNoScriptReads() {
        String login = newLogin();
        String link = invite(login, List.of("quality"));

        Session session = choose(link);

        assertThat(session.cookie.isHttpOnly()).isTrue();
        assertThat(session.cookie.getSameSite()).isEqualTo("Strict");
        assertThat(session.cookie.getPath()).isEqualTo("/");
        session.request().get("/api/me").then().body("name", equalTo(login)).body("csrfToken", equalTo(session.csrf));
        logIn(login).request().get("/api/me").then().statusCode(200);
        post("/api/log-in/link", Map.of("link", link)).then().statusCode(404);
    }

    @Test
    void aWrongPasswordAndAnUnknownLoginAreAnsweredAlike() {
        String login = newLogin();
        choose(invite(login, List.of("quality")));

        Response wrong = post("/api/log-in", Map.of("login", login, "password", "not the right one"));
        Response unknown = post("/api/log-in", Map.of("login", newLogin(), "password", "not the right one"));

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.asString()).isEqualTo(wrong.asString());
        assertThat(wrong.cookies()).isEmpty();
    }

    @Test
    void whoGuessesWaitsLongerEachTimeAndTheRightPasswordWaitsToo() {
        String login = newLogin();
        choose(invite(login, List.of("quality")));
        for (int i = 0; i < 5; i++) {
            post("/api/log-in", Map.of("login", login, "password", "guess number " + i))
                    .then()
                    .statusCode(401);
        }

        post("/api/log-in", Map.of("login", login.toUpperCase(Locale.ROOT), "password", PASSWORD))
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/log-in-locked"));
        sql("update log_in_lockout set last_at = last_at - interval '5 seconds'");
        logIn(login);
        post("/api/log-in", Map.of("login", login, "password", "one more mistake"))
                .then()
                .statusCode(401);
    }

    @Test
    void rightLogInsOfAFloorBehindOneAddressKeepNoFailureOfOthersAlive() {
        String login = newLogin();
        choose(invite(login, List.of("quality")));
        post("/api/log-in", Map.of("login", newLogin(), "password", "not the right one"));
        sql("update log_in_lockout set last_at = last_at - interval '10 minutes'");

        logIn(login);

        assertThat(one("select count(*), min(failures), bool_and(last_at < now() - interval '5 minutes')"
                                + " from log_in_lockout where failures > 0")
                        .getBoolean(2))
                .isTrue();
    }

    @Test
    void aSupervisorGetsNoFiguresOfOtherTeamsPeopleByTheReportOfQueues() {
        String login = newLogin();
        String team = "team-" + NewEvents.newId();
        Map<String, Object> person =
                Map.of("login", login, "name", "王芳", "roles", List.of("supervisor"), "teamIds", List.of(team));
        Session session = choose(link(admin().body(person).post("/api/people")));
        String days = "?from=2026-03-01&to=2026-03-02";

        session.request().get("/api/reports/queues" + days).then().statusCode(200);
        session.request()
                .get("/api/reports/queues" + days + "&group=agent")
                .then()
                .statusCode(403);
        session.request()
                .get("/api/reports/queues" + days + "&agent=amy")
                .then()
                .statusCode(403);
        session.request().get("/api/board/trend?team=" + team).then().statusCode(200);
        session.request().get("/api/board/trend?team=team-2").then().statusCode(403);
    }

    @Test
    void whatAForeignPageMakesABrowserSendChangesNothing() {
        String login = newLogin();
        Session session = choose(invite(login, List.of("admin")));
        Map<String, Object> display = Map.of("name", "大厅", "audience", "floor");

        given().cookie(session.cookie)
                .contentType(ContentType.JSON)
                .body(display)
                .post("/api/displays")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/csrf"));
        given().cookie(session.cookie)
                .header("X-CSRF-Token", "0".repeat(64))
                .contentType(ContentType.JSON)
                .body(display)
                .post("/api/displays")
                .then()
                .statusCode(403);
        session.request().body(display).post("/api/displays").then().statusCode(201);
    }

    @Test
    void aSessionFromBeforeTheLogInIsWorthNothing() {
        String login = newLogin();
        choose(invite(login, List.of("quality")));
        String planted = Token.random("qtp_").text();

        Session session = session(given().cookie(COOKIE, planted)
                .contentType(ContentType.JSON)
                .body(Map.of("login", login, "password", PASSWORD))
                .post("/api/log-in"));

        assertThat(session.cookie.getValue()).isNotEqualTo(planted);
        given().cookie(COOKIE, planted).get("/api/me").then().statusCode(401);
    }

    @Test
    void loggingOutEndsThisSessionAndEverywhereEndsAll() {
        String login = newLogin();
        Session first = choose(invite(login, List.of("quality")));
        Session second = logIn(login);
        Session third = logIn(login);

        first.request().post("/api/me/log-out").then().statusCode(204).cookie(COOKIE, "");
        first.request().get("/api/me").then().statusCode(401);
        second.request().get("/api/me").then().statusCode(200);

        second.request().post("/api/me/log-out-everywhere").then().statusCode(204);
        ends(third);
    }

    @Test
    void somebodyWhoIsDisabledIsOutWithinFiveSecondsAndCannotComeBack() {
        String login = newLogin();
        Session session = choose(invite(login, List.of("quality")));
        String id = idOf(login);
        session.request().get("/api/me").then().statusCode(200);

        admin().body(Map.of("login", login, "name", "王芳", "roles", List.of("quality"), "disabled", true))
                .put("/api/people/" + id)
                .then()
                .statusCode(200)
                .body("disabledAt", notNullValue());

        ends(session);
        post("/api/log-in", Map.of("login", login, "password", PASSWORD)).then().statusCode(401);
        admin().post("/api/people/" + id + "/link").then().statusCode(404);
    }

    @Test
    void aNewLinkReplacesALostPasswordAndEndsTheOldSessions() {
        String login = newLogin();
        Session old = choose(invite(login, List.of("quality")));
        String link = link(admin().post("/api/people/" + idOf(login) + "/link"));

        Session now =
                session(post("/api/log-in/link/password", Map.of("link", link, "password", "another long password")));

        now.request().get("/api/me").then().statusCode(200);
        ends(old);
        post("/api/log-in", Map.of("login", login, "password", PASSWORD)).then().statusCode(401);
    }

    @Test
    void theLastAdministratorStays() {
        sql("delete from person");
        String login = newLogin();
        choose(invite(login, List.of("admin")));

        admin().body(Map.of("login", login, "name", "王芳", "roles", List.of("quality")))
                .put("/api/people/" + idOf(login))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/last-administrator"))
                .body("pointer", equalTo("/roles"));
    }

    @Test
    void whatCannotBeMeantIsRefusedWithTheFieldAndChangesNothing() {
        String login = newLogin();
        choose(invite(login, List.of("quality")));
        refused(Map.of("login", "王芳", "name", "王芳", "roles", List.of("quality")), 400, "/login");
        refused(Map.of("login", newLogin(), "name", " ", "roles", List.of("quality")), 400, "/name");
        refused(Map.of("login", newLogin(), "name", "王芳", "roles", List.of("king")), 400, "/roles/0");
        refused(Map.of("login", newLogin(), "name", "王芳", "roles", List.of()), 400, "/roles");
        refused(Map.of("login", newLogin(), "name", "王芳", "roles", List.of("agent")), 400, "/agentId");
        refused(
                Map.of("login", newLogin(), "name", "王芳", "roles", List.of("quality"), "teamIds", List.of("t1")),
                400,
                "/teamIds");
        refused(Map.of("login", login, "name", "另一个", "roles", List.of("quality")), 409, "/login");
        String agent = "agent-" + NewEvents.newId();
        invite(newLogin(), List.of("agent"), agent);
        refused(
                Map.of("login", newLogin(), "name", "王芳", "roles", List.of("agent"), "agentId", agent),
                409,
                "/agentId");
        String link = link(admin().post("/api/people/" + idOf(login) + "/link"));
        post("/api/log-in/link/password", Map.of("link", link, "password", "short"))
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/password"));
        post("/api/log-in/link", Map.of("link", link)).then().statusCode(200);
    }

    @Test
    void theAuditTrailTellsWhoChangedWhatAndNoSecret() {
        String login = newLogin();
        Session session = choose(invite(login, List.of("admin")));
        String subject = "person:" + idOf(login);

        String trail = session.request()
                .queryParam("subject", subject)
                .get("/api/audit")
                .then()
                .statusCode(200)
                .body("entries.action", equalTo(List.of("person.loggedIn", "person.passwordChosen", "person.invited")))
                .body("entries[2].actor", equalTo("admin:first"))
                .body("entries[2].after.login", equalTo(login))
                .extract()
                .asString();

        assertThat(trail).doesNotContain(PASSWORD, "argon2", session.cookie.getValue());
        session.request()
                .get("/api/audit?from=yesterday")
                .then()
                .statusCode(400)
                .body("detail", containsString("2026"));
        assertThat(stored(login)).startsWith("$argon2id$").doesNotContain(PASSWORD);
    }

    private void refused(Map<String, Object> person, int status, String pointer) {
        admin().body(person)
                .post("/api/people")
                .then()
                .statusCode(status)
                .body("pointer", equalTo(pointer))
                .body("detail", not(equalTo("")));
    }

    private void ends(Session session) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> session.request().get("/api/me").statusCode() == 401);
    }

    private String invite(String login, List<String> roles) {
        return invite(login, roles, null);
    }

    private String invite(String login, List<String> roles, @Nullable String agentId) {
        Map<String, Object> person = new HashMap<>(Map.of("login", login, "name", "王芳", "roles", roles));
        if (agentId != null) person.put("agentId", agentId);
        return link(admin().body(person).post("/api/people"));
    }

    private static String link(Response made) {
        String link = made.then().statusCode(201).extract().path("link");
        return link.substring(link.indexOf("#link=") + 6);
    }

    private Session choose(String link) {
        return session(post("/api/log-in/link/password", Map.of("link", link, "password", PASSWORD)));
    }

    private Session logIn(String login) {
        return session(post("/api/log-in", Map.of("login", login, "password", PASSWORD)));
    }

    private static Session session(Response answer) {
        answer.then().statusCode(200);
        return new Session(answer.detailedCookie(COOKIE), answer.path("csrfToken"));
    }

    private String idOf(String login) {
        return Long.toString(one("select person_id from person where login = '" + login + "'")
                .getLong(0));
    }

    private String stored(String login) {
        return Optional.ofNullable(one("select password_hash from person where login = '" + login + "'")
                        .getString(0))
                .orElse("");
    }

    private Row one(String sql) {
        return pool.query(sql).execute().await().atMost(PATIENCE).iterator().next();
    }

    private void sql(String sql) {
        pool.query(sql).execute().await().atMost(PATIENCE);
    }

    private static Response post(String path, Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    private RequestSpecification admin() {
        return Api.admin(secrets);
    }

    private static String newLogin() {
        return "p-" + NewEvents.newId().toLowerCase(Locale.ROOT);
    }
}
