package io.qingting.ingest.web;

import static io.qingting.fixture.NewEvents.newId;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.qingting.event.app.EventHistory;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.Event;
import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.Json;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class IngestIT {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Inject
    EventLog log;

    @Inject
    EventHistory history;

    @Inject
    Pool pool;

    private TestSource source;

    @BeforeEach
    void aSource() {
        source = Api.newSource(secrets, false);
    }

    @Test
    void everyEventOfABatchGetsItsOutcome() {
        Map<String, Object> first = source.offered("e1", "c1", clock.now());
        source.post(List.of(first)).statusCode(200).body("accepted", equalTo(1));

        source.post(List.of(
                        first,
                        source.offered("e2", "c2", clock.now()),
                        source.offered("e1", "other", clock.now()),
                        source.event("e3", "contact.vanished", clock.now(), Map.of()),
                        source.event("e4", "contact.offered", clock.now(), Map.of("channel", "voice"))))
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("duplicate", equalTo(1))
                .body("conflict", equalTo(1))
                .body("refused", equalTo(2))
                .body("events[0].outcome", equalTo("duplicate"))
                .body("events[1].outcome", equalTo("accepted"))
                .body("events[1].position", matchesPattern("\\d+"))
                .body("events[2].outcome", equalTo("conflict"))
                .body("events[3].outcome", equalTo("refused"))
                .body("events[3].reason", containsString("contact.vanished"))
                .body("events[3].pointer", equalTo("/type"))
                .body("events[4].id", equalTo("e4"))
                .body("events[4].pointer", equalTo("/data/contactId"));
    }

    @Test
    void anEmptyBatchIsFine() {
        source.postBatch("[]").statusCode(200).body("accepted", equalTo(0)).body("events.size()", equalTo(0));
    }

    @Test
    void aSingleRefusedEventIsAProblem() {
        source.postOne(source.event("e1", "contact.offered", clock.now(), Map.of("contactId", "c", "channel", "fax")))
                .statusCode(400)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/invalid-value"))
                .body("pointer", equalTo("/data/channel"))
                .body("detail", containsString("voice"));
    }

    @Test
    void binaryModeTakesPercentEncodedAttributesFromHeaders() {
        source.request()
                .header("ce-specversion", "1.0")
                .header("ce-id", "Euro%20%E2%82%AC%20%F0%9F%98%80")
                .header("ce-source", source.source())
                .header("ce-type", "contact.offered")
                .header("CE-Time", clock.now().toString())
                .contentType("application/json")
                .body("{\"contactId\":\"b1\",\"channel\":\"chat\"}")
                .post("/api/events")
                .then()
                .statusCode(200)
                .body("events[0].id", equalTo("Euro € 😀"));

        assertThat(events("b1")).extracting(Event::id).containsExactly("Euro € 😀");
    }

    @Test
    void malformedBodiesAreRefusedWholeAndChangeNothing() {
        Map<String, Object> good = source.offered("m1", "m1", clock.now());
        String json = Json.write(good);
        for (String body : List.of("", "{", "{}", "[" + json + ",", "[" + json + "] x", "[" + json + ",nul]", "\0")) {
            source.postBatch(body).statusCode(400).contentType(PROBLEM).body("type", equalTo("/problems/malformed"));
        }
        assertThat(events("m1")).isEmpty();
    }

    @Test
    void oneBadMemberRefusesOnlyItself() {
        String good = Json.write(source.offered("g1", "g1", clock.now()));
        String twice = good.replace("\"id\":\"g1\"", "\"id\":\"g2\",\"id\":\"g3\"");
        String deep = good.replace("g1", "g4")
                .replace("\"channel\"", "\"attrs\":" + "[".repeat(500) + "]".repeat(500) + ",\"channel\"");
        String huge = good.replace("g1", "g5").replace("\"channel\"", "\"cycle\":1e999,\"channel\"");

        source.postBatch("[1," + twice + "," + deep + "," + huge + ",\"text\",null," + good + "]")
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("refused", equalTo(6))
                .body("events[1].pointer", equalTo("/id"))
                .body("events[3].pointer", equalTo("/data/cycle"))
                .body("events[6].outcome", equalTo("accepted"));
    }

    @Test
    void unknownFieldsAreLeftOutAndNamed() {
        Map<String, Object> data = Map.of("contactId", "u1", "channel", "chat", "queueID", "sales");

        source.postOne(source.event("u1", "contact.offered", clock.now(), data))
                .statusCode(200)
                .body("events[0].ignored[0]", equalTo("/data/queueID"));
    }

    @Test
    void formatsThatAreNotUnderstoodAre415() {
        for (String type : List.of(
                "text/plain",
                "application/json",
                "application/cloudevents+avro",
                "application/cloudevents+json; charset=utf-16")) {
            source.request()
                    .contentType(type)
                    .body("{}".getBytes(StandardCharsets.UTF_8))
                    .post("/api/events")
                    .then()
                    .statusCode(415)
                    .contentType(PROBLEM);
        }
        source.request()
                .header("Content-Encoding", "gzip")
                .contentType("application/cloudevents-batch+json")
                .body("[]")
                .post("/api/events")
                .then()
                .statusCode(415);
    }

    @Test
    void tooManyEventsAndTooLargeBodiesAre413() {
        String event = Json.write(source.offered("x", "x", clock.now()));
        source.postBatch("[" + (event + ",").repeat(1000) + event + "]")
                .statusCode(413)
                .contentType(PROBLEM)
                .body("type", equalTo("/problems/too-many-events"));
        source.postBatch(" ".repeat(2 * 1024 * 1024 + 1)).statusCode(413).contentType(PROBLEM);
        assertThat(events("x")).isEmpty();
    }

    @Test
    void aBodyThatDoesNotSayHowLargeItIsGetsTheSameWordsWhenItIsTooLarge() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            String head = "POST /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + source.key()
                    + "\r\nContent-Type: application/cloudevents-batch+json\r\nTransfer-Encoding: chunked\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i <= 2 * 1024 * 1024 / 0x10000; i++) {
                socket.getOutputStream().write(chunk);
            }
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("}") < 0)
                answer.append((char) socket.getInputStream().read());
            assertThat(answer.toString())
                    .startsWith("HTTP/1.1 413")
                    .containsIgnoringCase("content-type: " + PROBLEM)
                    .contains("/problems/too-large", "2097152 bytes");
        }
    }

    @Test
    void anAnswerThatGotLostAfterTheCommitIsADuplicateWhenRepeated() throws Exception {
        Map<String, Object> event = source.offered("lost", "lost", clock.now());
        byte[] body = Json.write(List.of(event)).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            String head = "POST /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + source.key()
                    + "\r\nContent-Type: application/cloudevents-batch+json\r\nContent-Length: " + body.length
                    + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            // Nobody reads the answer: the sender is gone once the event is in the log.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> events("lost").size() == 1);
        }

        source.post(List.of(event))
                .statusCode(200)
                .body("duplicate", equalTo(1))
                .body("accepted", equalTo(0));
        assertThat(events("lost")).hasSize(1);
    }

    @Test
    void theSourceOfAnEventIsTheKeysOwn() {
        TestSource other = Api.newSource(secrets, false);

        other.postOne(source.offered("f1", "f1", clock.now()))
                .statusCode(400)
                .body("pointer", equalTo("/source"))
                .body("type", equalTo("/problems/foreign-source"));
    }

    @Test
    void eventsOfTheFutureAndOfClosedPeriodsAreRefused() {
        Instant now = clock.now();
        source.post(List.of(
                        source.offered("t1", "t1", now.plusSeconds(290)),
                        source.offered("t2", "t2", now.plusSeconds(400)),
                        source.offered("t3", "t3", now.minus(Duration.ofDays(34))),
                        source.offered("t4", "t4", now.minus(Duration.ofDays(36)))))
                .statusCode(200)
                .body("events.outcome", equalTo(List.of("accepted", "refused", "accepted", "refused")))
                .body("events[1].pointer", equalTo("/time"))
                .body("events[3].reason", containsString("Qingting-Import"));
    }

    @Test
    void whatAConnectorBringsAfterAWeekendsOutageIsNoImport() {
        String friday = newId();
        source.post(List.of(source.offered(friday, friday, clock.now().minus(Duration.ofHours(60)))))
                .statusCode(200)
                .body("accepted", equalTo(1));

        assertThat(text("select imported from event_log where contact_id = '" + friday + "'"))
                .isEqualTo("false");
    }

    @Test
    void anImportTakesAnyPastPeriodAndIsMarkedAndNeedsItsRight() {
        Instant longAgo = Instant.parse("1999-01-01T00:00:00Z");
        source.request()
                .header("Qingting-Import", "true")
                .contentType("application/cloudevents-batch+json")
                .body("[]")
                .post("/api/events")
                .then()
                .statusCode(403);
        TestSource importer = Api.newSource(secrets, true);

        importer.request()
                .header("Qingting-Import", "true")
                .contentType("application/cloudevents-batch+json")
                .body(Json.write(List.of(importer.offered("i1", "i1", longAgo))))
                .post("/api/events")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));

        assertThat(text("select imported from event_log where event_id = 'i1' and contact_id = 'i1'"))
                .isEqualTo("true");
    }

    @Test
    void aCustomersIdIsReplacedBeforeAnythingIsStored() {
        String customer = "13800000000-" + newId();
        Map<String, Object> data =
                Map.of("contactId", "k1", "channel", "chat", "customer", Map.of("key", customer, "segment", "vip"));
        source.post(List.of(
                        source.event("k1", "contact.offered", clock.now(), data),
                        source.event("k2", "contact.enqueued", clock.now(), data)))
                .body("accepted", equalTo(2));

        List<Event> events = events("k1");
        assertThat(events)
                .extracting(Event::customerKey)
                .doesNotContain(customer)
                .doesNotContainNull();
        assertThat(events.getFirst().customerKey()).isEqualTo(events.getLast().customerKey());
        assertThat(text("select count(*) from event_log l where l::text like '%" + customer + "%'"))
                .isEqualTo("0");
    }

    @Test
    void manyRequestsAtOnceEachGetTheirOwnOutcomes() {
        List<CompletableFuture<Integer>> posts = IntStream.range(0, 64)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    List<Map<String, Object>> batch = new ArrayList<>();
                    for (int i = 0; i < 5; i++) batch.add(source.offered("p" + n + "-" + i, "p" + n, clock.now()));
                    List<String> ids =
                            source.post(batch).statusCode(200).extract().path("events.id");
                    assertThat(ids)
                            .isEqualTo(batch.stream().map(e -> e.get("id")).toList());
                    return ids.size();
                }))
                .toList();

        int sum = posts.stream().mapToInt(CompletableFuture::join).sum();

        assertThat(sum).isEqualTo(320);
        assertThat(events("p7")).hasSize(5);
    }

    @Test
    void theHandshakeOfWebhooksIsAnswered() {
        source.request()
                .header("WebHook-Request-Origin", "eventemitter.example.com")
                .options("/api/events")
                .then()
                .statusCode(200)
                .header("WebHook-Allowed-Origin", "eventemitter.example.com");
        source.request().get("/api/events").then().statusCode(405).contentType(PROBLEM);
        given().body("[]").post("/api/events").then().statusCode(401);
        Api.admin(secrets).body("[]").post("/api/events").then().statusCode(403);
    }

    @Test
    void whatComesInIsCounted() {
        source.post(
                List.of(source.offered("n1", "n1", clock.now()), source.event("n2", "no.type", clock.now(), Map.of())));

        Api.admin(secrets)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("qingting_ingest_events_total{outcome=\"accepted\"}"))
                .body(containsString("qingting_ingest_refused_total{reason=\"unknown-type\"}"))
                .body(not(containsString("n1")));
    }

    private List<Event> events(String contactId) {
        int id = log.sourceId(source.source()).await().atMost(Duration.ofSeconds(10));
        ContactKey contact = new ContactKey(id, contactId);
        return history.of(List.of(contact), Long.MAX_VALUE)
                .await()
                .atMost(Duration.ofSeconds(10))
                .getOrDefault(contact, List.of());
    }

    private String text(String sql) {
        return String.valueOf(pool.query(sql)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getValue(0));
    }
}
