package io.qingting.alert.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.qingting.alert.app.Alerts;
import io.qingting.alert.app.DeliveryLoop;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.qingting.fixture.Api;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.RobotResource;
import io.qingting.fixture.RobotStub;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do about alerts and where these go, over HTTP. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = RobotResource.class, scope = TestResourceScope.GLOBAL)
class AlertRestIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    Alerts alerts;

    @Inject
    Pool pool;

    @Inject
    MachineClock clock;

    @Inject
    DeliveryLoop loop;

    @TestHTTPResource("/ws/board")
    URI board;

    @SuppressWarnings("NullAway.Init")
    RobotStub stub;

    private String queue = "";

    @BeforeEach
    void aQueueOfItsOwn() {
        queue = "rest-" + NewEvents.newId();
        stub.clock(clock::now);
    }

    @AfterEach
    void nothingIsLeftForOthers() {
        loop.stop();
        pool.query(
                        "delete from alert_route; delete from alert_channel; delete from alert_silence; delete from duty_shift")
                .execute()
                .await()
                .atMost(LIMIT);
    }

    @Test
    void anAlertIsAcknowledgedOnceWithItsHistory() {
        String id = raise();
        admin().body(Map.of("note", "on it"))
                .post("/api/alerts/" + id + "/acknowledge")
                .then()
                .statusCode(204);
        admin().post("/api/alerts/" + id + "/acknowledge").then().statusCode(409);
        admin().body(Map.of("assignee", "Li"))
                .post("/api/alerts/" + id + "/assign")
                .then()
                .statusCode(204);
        admin().body(Map.of("note", "called back"))
                .post("/api/alerts/" + id + "/notes")
                .then()
                .statusCode(204);
        admin().body(Map.of())
                .post("/api/alerts/" + id + "/notes")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/note"));
        admin().get("/api/alerts/" + id)
                .then()
                .statusCode(200)
                .body("alert.state", equalTo("acknowledged"))
                .body("alert.acknowledgedBy", equalTo("admin:first"))
                .body("alert.assignee", equalTo("Li"))
                .body("steps.action", contains("raised", "acknowledged", "assigned", "noted"))
                .body("steps[1].note", equalTo("on it"));
        admin().post("/api/alerts/" + id + "/resolve").then().statusCode(204);
        admin().get("/api/alerts?state=resolved&queue=" + queue).then().body("alerts.alertId", contains(id));
        admin().post("/api/alerts/999999999/acknowledge").then().statusCode(404);
    }

    @Test
    void listsArePagedAndFiltered() {
        String first = raise();
        String second = raise();
        admin().get("/api/alerts?limit=1&queue=" + queue)
                .then()
                .body("alerts.alertId", contains(second))
                .body("next", equalTo(second));
        admin().get("/api/alerts?limit=1&queue=" + queue + "&before=" + second)
                .then()
                .body("alerts.alertId", contains(first));
        admin().get("/api/alerts?severity=info&queue=" + queue).then().body("alerts.size()", equalTo(0));
        admin().get("/api/alerts?state=burning").then().statusCode(400).body("pointer", equalTo("/state"));
        String from = clock.now().minusSeconds(3_600).toString();
        String to = clock.now().plusSeconds(3_600).toString();
        admin().get("/api/alerts/quality?from=" + from + "&to=" + to)
                .then()
                .statusCode(200)
                .body("lines.name", hasItem("answer"));
    }

    @Test
    void aDisplayReadsWhatItsAudienceMaySeeAndChangesNothing() {
        String id = raise();
        admin().post("/api/alerts/" + id + "/acknowledge").then().statusCode(204);
        display("floor")
                .get("/api/alerts?queue=" + queue)
                .then()
                .statusCode(200)
                .body("alerts[0].contactId", equalTo(null))
                .body("alerts[0].contactSource", equalTo(null))
                .body("alerts[0].acknowledgedBy", equalTo(null))
                .body("alerts[0].state", equalTo("acknowledged"));
        display("supervisors")
                .get("/api/alerts/" + id)
                .then()
                .body("alert.acknowledgedBy", equalTo("admin:first"))
                .body("alert.contactId", not(equalTo(null)));
        display("supervisors").post("/api/alerts/" + id + "/acknowledge").then().statusCode(403);
        display("supervisors").get("/api/alert-channels").then().statusCode(403);
        given().get("/api/alerts").then().statusCode(401);
    }

    @Test
    void screensSeeOpenAlertsAsTheirAudienceMay() throws Exception {
        String id = raise();
        try (BoardViewer floor = BoardViewer.open(board, token("floor"), "alerts");
                BoardViewer room = BoardViewer.open(board, token("supervisors"), "alerts")) {
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> floor.newest().toString().contains("\"" + id + "\""));
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> room.newest().toString().contains("\"" + id + "\""));
            assertThat(floor.newest().toString()).doesNotContain("contactId");
            assertThat(room.newest().toString()).contains("contactId");
            assertThat(floor.newest().path("totals").path("critical").asInt()).isPositive();

            admin().post("/api/alerts/" + id + "/acknowledge").then().statusCode(204);
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> room.newest().toString().contains("admin:first"));
            assertThat(floor.newest().toString()).doesNotContain("admin:first");
        }
    }

    @Test
    void aChannelsSecretsGoInAndNeverComeOut() {
        String token = "tok" + NewEvents.newId();
        String id = channel(Map.of(
                "kind",
                "dingtalk",
                "name",
                "Group " + queue,
                "token",
                stub.address() + "/robot/send?access_token=" + token,
                "secret",
                "SEC0123456789"));
        String listed = admin().get("/api/alert-channels")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(listed)
                .doesNotContain(token.substring(0, token.length() - 4) + token.substring(token.length() - 4) + "\"");
        assertThat(listed).doesNotContain("SEC0123456789").contains(token.substring(token.length() - 4));
        String stored = pool.query("select encode(secrets, 'escape') || coalesce(host, '') from alert_channel")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(LIMIT);
        assertThat(stored).doesNotContain("SEC0123456789").doesNotContain(token).contains(stub.host());

        stub.robot(token).secret("SEC-other");
        admin().post("/api/alert-channels/" + id + "/test")
                .then()
                .statusCode(200)
                .body("result", equalTo("configurationFault"))
                .body("reading", equalTo("the signature does not match: check the secret"));
        admin().post("/api/alert-channels/" + id + "/test").then().statusCode(429);
        admin().body(Map.of("secret", "SEC-other", "enabled", true))
                .patch("/api/alert-channels/" + id)
                .then()
                .statusCode(204);
        String audit = pool.query(
                        "select string_agg(coalesce(after::text, ''), ' ') from audit_entry where action like 'channel.%'")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(LIMIT);
        assertThat(audit)
                .doesNotContain("SEC-other")
                .doesNotContain("SEC0123456789")
                .doesNotContain("\"" + token);
    }

    @Test
    void aChannelWhoseKeyIsLostTakesItsSecretsAnew() {
        String token = "tok" + NewEvents.newId();
        String address = stub.address() + "/robot/send?access_token=" + token;
        String id =
                channel(Map.of("kind", "dingtalk", "name", "Lost " + queue, "token", address, "secret", "SEC01234567"));
        pool.preparedQuery("update alert_channel set secrets = $2 where channel_id = $1")
                .execute(Tuple.of(Long.valueOf(id), Buffer.buffer(new byte[64])))
                .await()
                .atMost(LIMIT);

        admin().post("/api/alert-channels/" + id + "/test")
                .then()
                .statusCode(200)
                .body("result", equalTo("configurationFault"))
                .body("reading", containsString("QINGTING_SECRET_KEY"));
        admin().body(Map.of("name", "Found " + queue))
                .patch("/api/alert-channels/" + id)
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/token"));
        admin().body(Map.of("token", address))
                .patch("/api/alert-channels/" + id)
                .then()
                .statusCode(204);
        pool.query("update alert_channel set recent = '{}'").execute().await().atMost(LIMIT);
        admin().post("/api/alert-channels/" + id + "/test").then().body("result", equalTo("ok"));
    }

    @Test
    void aTestSaysWhatTheVendorsAnswerMeansAndHowWrongTheClockIs() {
        String token = "tok" + NewEvents.newId();
        RobotStub.Robot robot = stub.robot(token).ahead(Duration.ofSeconds(-14));
        robot.secret("SEC-right");
        String address = stub.address() + "/robot/send?access_token=" + token;
        String id = channel(
                Map.of("kind", "dingtalk", "name", "Mistyped " + queue, "token", address, "secret", "SEC-mistyped"));

        admin().post("/api/alert-channels/" + id + "/test")
                .then()
                .statusCode(200)
                .body("result", equalTo("configurationFault"))
                .body(
                        "reading",
                        matchesPattern("the signature does not match: check the secret; server clock 1[345] s ahead"));
        admin().body(Map.of("secret", "SEC-right"))
                .patch("/api/alert-channels/" + id)
                .then()
                .statusCode(204);
        pool.query("update alert_channel set recent = '{}'").execute().await().atMost(LIMIT);
        admin().post("/api/alert-channels/" + id + "/test").then().body("result", equalTo("ok"));
        robot.keyword("告警");
        robot.ahead(Duration.ZERO);
        pool.query("update alert_channel set recent = '{}'").execute().await().atMost(LIMIT);
        admin().post("/api/alert-channels/" + id + "/test").then().body("reading", containsString("keyword"));
    }

    @Test
    void channelsGoToTheirVendorsHostsOnly() {
        refused(
                Map.of(
                        "kind",
                        "wecom",
                        "name",
                        "x",
                        "token",
                        "https://evil.example/cgi-bin/webhook/send?key=abcdefgh12"),
                "/host");
        refused(Map.of("kind", "dingtalk", "name", "x", "token", "short"), "/token");
        refused(Map.of("kind", "webhook", "name", "x", "url", "http://hook.example/x", "secret", SECRET), "/url");
        refused(
                Map.of("kind", "webhook", "name", "x", "url", "https://user:pw@hook.example/x", "secret", SECRET),
                "/url");
        refused(Map.of("kind", "webhook", "name", "x", "url", "https://hook.example/x", "secret", "plain"), "/secret");
        refused(Map.of("kind", "email", "name", "x", "mailTo", List.of("nobody")), "/mailTo");
        refused(Map.of("kind", "pigeon", "name", "x"), "/kind");
        refused(Map.of("kind", "dingtalk", "name", "x", "token", "abcdefgh12", "perMinute", 19), "/perMinute");
    }

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void aDigestIsChosenForAChannelByTheHourOrTheShift() {
        String channel = channel(Map.of("kind", "dingtalk", "name", "Digest " + queue, "token", "abcdefgh12"));
        String id = admin().body(Map.of("channelId", channel, "every", "hourly", "queues", List.of(queue)))
                .post("/api/alert-digests")
                .then()
                .statusCode(201)
                .extract()
                .path("digestId");
        admin().body(Map.of("channelId", channel, "every", "endOfShift"))
                .put("/api/alert-digests/" + id)
                .then()
                .statusCode(204);
        admin().get("/api/alert-digests")
                .then()
                .statusCode(200)
                .body("digests.find { it.digestId == '" + id + "' }.every", equalTo("endOfShift"))
                .body("digests.find { it.digestId == '" + id + "' }.queues.size()", equalTo(0));
        admin().body(Map.of("channelId", channel, "every", "daily"))
                .post("/api/alert-digests")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/every"));
        admin().body(Map.of("channelId", "999999999", "every", "hourly"))
                .post("/api/alert-digests")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/channelId"));
        display("supervisors").get("/api/alert-digests").then().statusCode(403);
        admin().delete("/api/alert-digests/" + id).then().statusCode(204);
        admin().delete("/api/alert-digests/" + id).then().statusCode(404);
    }

    @Test
    void aWebhookToAPrivateAddressIsNotReached() {
        String id = channel(
                Map.of("kind", "webhook", "name", "inside " + queue, "url", "https://localhost/x", "secret", SECRET));
        admin().post("/api/alert-channels/" + id + "/test")
                .then()
                .body("result", equalTo("configurationFault"))
                .body("reading", containsString("private"));
    }

    @Test
    void aBreachReachesItsWebhookSignedAndItsLinkAcknowledges() {
        String name = "hook" + NewEvents.newId();
        String channel = channel(Map.of(
                "kind",
                "webhook",
                "name",
                name,
                "language",
                "en",
                "url",
                stub.address() + "/" + name,
                "secret",
                SECRET));
        admin().body(Map.of("name", "all", "queues", List.of(queue), "channels", List.of(channel)))
                .post("/api/alert-routes")
                .then()
                .statusCode(201);
        loop.start();
        String id = raise();
        Awaitility.await().atMost(LIMIT).until(() -> stub.robot(name).received().size() == 1);
        loop.stop();

        RobotStub.Received received = stub.robot(name).received().getFirst();
        assertThat(received.headers()).containsKeys("webhook-id", "webhook-timestamp", "webhook-signature");
        assertThat(received.body().at("/data/alerts/0/alertId").asText()).isEqualTo(id);
        assertThat(received.text()).contains("overdue").doesNotContain("c-of-" + queue);
        String link = received.text().replaceAll("(?s).*https://desk.example.test(/ack/\\S+).*", "$1");

        // Without a policy that lets the page name itself, a browser posts its form with the origin "null".
        given().get(link)
                .then()
                .statusCode(200)
                .header("Referrer-Policy", equalTo("same-origin"))
                .body(containsString("<form method=\"post\">"));
        admin().get("/api/alerts/" + id).then().body("alert.state", equalTo("firing"));
        given().get(link.substring(0, link.length() - 2) + "xx").then().statusCode(404);
        given().header("Origin", "http://evil.example").post(link).then().statusCode(403);
        given().header("Origin", "http://" + board.getAuthority())
                .post(link)
                .then()
                .statusCode(200)
                .body(containsString("1 alerts acknowledged"));
        admin().get("/api/alerts/" + id)
                .then()
                .body("alert.state", equalTo("acknowledged"))
                .body("alert.acknowledgedBy", equalTo("link:" + name));
        given().get(link).then().statusCode(200).body(not(containsString("<form")));
        admin().get("/api/alert-messages").then().body("messages.state", hasItem("sent"));
    }

    @Test
    void silencesEndAndSayWhy() {
        String until = clock.now().plusSeconds(600).toString();
        admin().body(Map.of("queueId", queue, "untilAt", until))
                .post("/api/alert-silences")
                .then()
                .statusCode(400);
        String id = admin().body(Map.of("queueId", queue, "untilAt", until, "reason", "moving"))
                .post("/api/alert-silences")
                .then()
                .statusCode(201)
                .extract()
                .path("silenceId");
        admin().get("/api/alert-silences").then().body("silences.reason", hasItem("moving"));
        admin().delete("/api/alert-silences/" + id).then().statusCode(204);
        admin().delete("/api/alert-silences/" + id).then().statusCode(404);
    }

    @Test
    void aRosterIsReplacedAsAWhole() {
        given().header("Authorization", "Bearer " + secrets.get(Secrets.Secret.ADMIN_KEY))
                .contentType("text/csv")
                .body("person,duty,from,until,mobile\nLi,lead,2030-03-02T08:00,2030-03-02T16:00,13800000000\n")
                .put("/api/alert-roster")
                .then()
                .statusCode(200)
                .body("shifts", equalTo(1));
        given().header("Authorization", "Bearer " + secrets.get(Secrets.Secret.ADMIN_KEY))
                .contentType("text/csv")
                .body("person,duty,from,until,mobile\nLi,lead,2030-03-02T08:00,2030-03-02T07:00,1\n")
                .put("/api/alert-roster")
                .then()
                .statusCode(400)
                .body("detail", containsString("Line 2"));
        admin().get("/api/alert-roster").then().body("shifts.fromAt", contains("2030-03-02T00:00:00Z"));
    }

    @Test
    void theRosterIsReadForAPeriodAlsoForOneThatIsOver() {
        given().header("Authorization", "Bearer " + secrets.get(Secrets.Secret.ADMIN_KEY))
                .contentType("text/csv")
                .body("""
                        person,duty,from,until
                        Wang,lead,2020-03-01T22:00,2020-03-02T06:00
                        Li,lead,2020-03-03T08:00,2020-03-03T16:00
                        Zhao,lead,2020-03-04T00:00,2020-03-04T08:00
                        Chen,lead,2030-03-02T08:00,2030-03-02T16:00
                        """)
                .put("/api/alert-roster")
                .then()
                .statusCode(200);
        admin().get("/api/alert-roster").then().body("shifts.person", contains("Chen"));
        admin().queryParam("from", "2020-03-02")
                .queryParam("to", "2020-03-03")
                .get("/api/alert-roster")
                .then()
                .statusCode(200)
                .body("shifts.person", contains("Wang", "Li"));
        admin().queryParam("from", "2020-03-04")
                .get("/api/alert-roster")
                .then()
                .body("shifts.person", contains("Zhao", "Chen"));
        admin().queryParam("from", "tomorrow")
                .get("/api/alert-roster")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/from"));
        admin().queryParam("from", "2020-03-04")
                .queryParam("to", "2020-03-03")
                .get("/api/alert-roster")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/to"));
    }

    @Test
    void templatesAreCheckedBeforeTheyHold() {
        admin().body(Map.of("text", "{severity} {#if"))
                .put("/api/alert-templates/zh/line")
                .then()
                .statusCode(400);
        admin().body(Map.of("text", "{queue}: {what} #{ids}"))
                .put("/api/alert-templates/zh/line")
                .then()
                .statusCode(204);
        admin().get("/api/alert-templates/zh").then().body("templates.line", equalTo("{queue}: {what} #{ids}"));
        admin().body(Map.of()).put("/api/alert-templates/zh/line").then().statusCode(204);
        admin().get("/api/alert-templates/zh").then().body("templates.line", containsString("{severity}"));
    }

    private void refused(Map<String, Object> wanted, String pointer) {
        admin().body(wanted).post("/api/alert-channels").then().statusCode(400).body("pointer", equalTo(pointer));
    }

    private String channel(Map<String, Object> wanted) {
        return admin().body(wanted)
                .post("/api/alert-channels")
                .then()
                .statusCode(201)
                .extract()
                .path("channelId");
    }

    private String raise() {
        ContactKey contact = new ContactKey(5, "c-of-" + queue + "-" + NewEvents.newId());
        Instant now = clock.now();
        Signal signal = new Signal.TargetBreached(
                Cause.ofTarget(contact, "answer", 0, 0),
                Severity.CRITICAL,
                Subject.ofContact(contact, queue, false, false),
                "answer",
                now,
                Duration.ZERO,
                List.of());
        return pool.withTransaction(tx -> alerts.raise(tx, List.of(signal), now))
                .chain(() -> pool.preparedQuery("select alert_id from alert where cause = $1")
                        .execute(Tuple.of(signal.cause().key())))
                .map(rows -> Long.toString(rows.iterator().next().getLong(0)))
                .await()
                .atMost(LIMIT);
    }

    private RequestSpecification admin() {
        return Api.admin(secrets);
    }

    private String token(String audience) {
        return admin().body(Map.of("name", "test", "audience", audience))
                .post("/api/displays")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    private RequestSpecification display(String audience) {
        return given().header("Authorization", "Bearer " + token(audience)).contentType("application/json");
    }
}
