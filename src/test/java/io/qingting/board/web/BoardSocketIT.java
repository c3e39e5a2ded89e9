package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class BoardSocketIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @TestHTTPResource("/ws/board")
    URI board;

    private TestSource source;
    private String queue;

    @BeforeEach
    void aSourceAndAQueueOfItsOwn() {
        source = Api.newSource(secrets, false);
        queue = "queue-" + NewEvents.newId();
    }

    @Test
    void aPostedEventReachesTheViewersOfItsQueue() throws Exception {
        try (BoardViewer viewer = BoardViewer.open(board, display("floor").token(), "queue:" + queue)) {
            await().atMost(SOON).until(() -> viewer.frames() > 0);
            assertThat(viewer.newest().at("/now/queueLength").asInt()).isZero();

            enqueue("c1");

            await().atMost(SOON)
                    .until(() -> viewer.newest().at("/now/queueLength").asInt() == 1);
            JsonNode frame = viewer.newest();
            assertThat(frame.path("topic").asText()).isEqualTo("queue:" + queue);
            assertThat(frame.path("n").asLong()).isGreaterThan(1);
            assertThat(frame.at("/windows/today/offered").asInt()).isEqualTo(1);
            assertThat(frame.path("position").asText()).isNotEmpty();
            assertThat(frame.path("metricsVersion").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aLateJoinerSeesTheStateAtOnceAlthoughNothingHappens() throws Exception {
        enqueue("c1");
        String token = display("floor").token();
        try (BoardViewer first = BoardViewer.open(board, token, "queue:" + queue)) {
            await().atMost(SOON)
                    .until(() -> first.newest().at("/now/queueLength").asInt() == 1);
            try (BoardViewer late = BoardViewer.open(board, token, "queue:" + queue)) {
                await().atMost(SOON)
                        .until(() -> late.newest().at("/now/queueLength").asInt() == 1);
                assertThat(late.newest().path("epoch")).isEqualTo(first.newest().path("epoch"));
            }
        }
    }

    @Test
    void aQuietServerBeats() throws Exception {
        try (BoardViewer viewer = BoardViewer.open(board, display("floor").token(), "queue:" + queue)) {
            await().atMost(SOON).until(() -> !viewer.newestWord("heartbeat").isMissingNode());
            assertThat(viewer.newestWord("heartbeat").path("state").asText()).isEqualTo("live");
        }
    }

    @Test
    void aDisplayOfTheFloorSeesNoSinglePerson() throws Exception {
        String agent = "agent-" + NewEvents.newId();
        source.post(List.of(source.event(
                        NewEvents.newId(),
                        "agent.presence.changed",
                        clock.now(),
                        Map.of("agentId", agent, "presence", Map.of("state", "available")))))
                .statusCode(200);

        try (BoardViewer floor = BoardViewer.open(board, display("floor").token(), "agent:" + agent)) {
            await().atMost(SOON).until(() -> !floor.newestWord("subscribed").isMissingNode());
            floor.say("{\"type\":\"subscribe\",\"topics\":[\"agents\"]}");
            await().atMost(SOON).until(() -> floor.newest().path("agents").size() > 0);
            assertThat(floor.newest().toString()).doesNotContain(agent, "agentId", "score");
        }
        try (BoardViewer room = BoardViewer.open(board, display("supervisors").token(), "agents")) {
            await().atMost(SOON).until(() -> room.newest().toString().contains(agent));
        }
    }

    @Test
    void theSocketOfARevokedTokenEndsWithinFiveSeconds() throws Exception {
        Display display = display("floor");
        try (BoardViewer viewer = BoardViewer.open(board, display.token(), "site")) {
            await().atMost(SOON).until(() -> viewer.frames() > 0);

            Api.admin(secrets).delete("/api/displays/" + display.id()).then().statusCode(204);

            await().atMost(Duration.ofSeconds(5)).until(() -> viewer.closeCode() == CloseCode.REVOKED.code());
        }
    }

    @Test
    void whatIsNoMessageOfTheProtocolEndsTheSocket() throws Exception {
        try (BoardViewer viewer = BoardViewer.open(board, display("floor").token(), "site")) {
            viewer.say("{\"type\":\"shout\"}");
            await().atMost(SOON).until(() -> viewer.closeCode() == CloseCode.BAD_MESSAGE.code());
        }
    }

    @Test
    void whoSaysTooMuchIsToldSoAndMayComeBack() throws Exception {
        String token = display("floor").token();
        try (BoardViewer quiet = BoardViewer.open(board, token, "queue:" + queue);
                BoardViewer talkative = BoardViewer.open(board, token, "queue:" + queue)) {
            await().atMost(SOON).until(() -> quiet.frames() > 0 && talkative.frames() > 0);
            String message = "{\"type\":\"subscribe\",\"topics\":[\"queue:" + queue + "\"]}";

            await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
                if (talkative.closeCode() == 0) talkative.trySay(message, true);
                return talkative.closeCode() != 0;
            });

            assertThat(talkative.closeCode()).isEqualTo(CloseCode.TOO_TALKATIVE.code());
            assertThat(quiet.closeCode()).isZero();
            enqueue("c1");
            await().atMost(SOON)
                    .until(() -> quiet.newest().at("/now/queueLength").asInt() == 1);
            try (BoardViewer again = BoardViewer.open(board, token, "queue:" + queue)) {
                await().atMost(SOON).until(() -> again.frames() > 0);
            }
        }
    }

    @Test
    void aMessageMightBeOfAnyLengthWholeOrInParts() throws Exception {
        String token = display("floor").token();
        try (BoardViewer whole = BoardViewer.open(board, token, "queue:" + queue);
                BoardViewer inParts = BoardViewer.open(board, token, "queue:" + queue)) {
            whole.trySay("{\"type\":\"subscribe\",\"topics\":[\"" + "x".repeat(9_000) + "\"]}", true);
            for (int i = 0; i < 3; i++) inParts.trySay("x".repeat(3_000), false);

            await().atMost(SOON).until(() -> whole.closeCode() == CloseCode.TOO_LONG.code());
            await().atMost(SOON).until(() -> inParts.closeCode() == CloseCode.TOO_LONG.code());
        }
    }

    @Test
    void aMessageMayComeInParts() throws Exception {
        try (BoardViewer viewer = BoardViewer.open(board, display("floor").token(), "weather")) {
            viewer.trySay("{\"type\":\"subscribe\",\"topics\":[\"que", false);
            viewer.trySay("ue:" + queue + "\"]}", true);
            await().atMost(SOON).until(() -> viewer.frames() > 0);
        }
    }

    @Test
    void anUnknownTopicIsRefusedByName() throws Exception {
        try (BoardViewer viewer = BoardViewer.open(board, display("floor").token(), "weather")) {
            await().atMost(SOON).until(() -> !viewer.newestWord("subscribed").isMissingNode());
            assertThat(viewer.newestWord("subscribed").path("topics")).isEmpty();
        }
    }

    @Test
    void foreignOriginsAndStrangersAreRefused() {
        assertRefused("Origin", "https://evil.example", display("floor").token(), 403);
        assertRefused("X-Nothing", "x", "qtd_this_is_no_valid_token", 401);
    }

    private void assertRefused(String header, String value, String token, int status) {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .header(header, value)
                        .buildAsync(
                                URI.create(board.toString().replaceFirst("^http", "ws")), new WebSocket.Listener() {})
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void theDescriptionThatIsServedNamesEveryCloseCodeAndWhetherToComeBack() {
        String description = Api.admin(secrets)
                .get("/api/asyncapi.yaml")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        for (CloseCode code : CloseCode.values()) {
            assertThat(description)
                    .containsPattern("\\| " + code.code() + " \\|[^|]*\\| " + (code.comeBack() ? "yes" : "no"));
        }
    }

    private record Display(String id, String token) {}

    private Display display(String audience) {
        ValidatableResponse answer = Api.admin(secrets)
                .body(Map.of("name", "test", "audience", audience))
                .post("/api/displays")
                .then()
                .statusCode(201);
        return new Display(answer.extract().path("id"), answer.extract().path("token"));
    }

    private void enqueue(String contact) {
        source.post(List.of(source.event(
                        NewEvents.newId(),
                        "contact.enqueued",
                        clock.now(),
                        Map.of("contactId", contact, "channel", "voice", "queueId", queue))))
                .statusCode(200);
    }
}
