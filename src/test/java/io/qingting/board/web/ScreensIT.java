package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.qingting.access.app.Keys;
import io.qingting.access.domain.Audience;
import io.qingting.fixture.Api;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which walls are connected by a display's token, what they show, and what they are told to do. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class ScreensIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Secrets secrets;

    @Inject
    Keys keys;

    @TestHTTPResource("/ws/board")
    URI board;

    private long display;
    private String token = "";

    @BeforeEach
    void aDisplay() {
        Keys.Issued issued = keys.issueDisplay("test", "screens-" + NewEvents.newId(), Audience.FLOOR)
                .await()
                .atMost(LIMIT);
        display = issued.id();
        token = issued.token().text();
    }

    private BoardViewer wall(String view) throws Exception {
        BoardViewer wall = BoardViewer.open(board, token, "site");
        wall.say("{\"type\":\"showing\",\"view\":\"" + view + "\"}");
        return wall;
    }

    private List<Map<String, Object>> screens() {
        JsonPath page = Api.admin(secrets)
                .queryParam("after", display - 1)
                .queryParam("limit", 1)
                .get("/api/displays")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return page.getList("displays[0].screens");
    }

    private void awaitScreens(int n) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(screens()).hasSize(n));
    }

    @Test
    void eachScreenOfATokenIsListedWithWhatItShows() throws Exception {
        try (BoardViewer first = wall("/wall?window=today&lang=zh");
                BoardViewer second = wall("/wall?queues=a%2Cb&lang=en")) {
            awaitScreens(2);
            assertThat(screens())
                    .extracting(screen -> screen.get("view"))
                    .containsExactlyInAnyOrder("/wall?window=today&lang=zh", "/wall?queues=a%2Cb&lang=en");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(screens())
                            .allSatisfy(screen -> assertThat(screen)
                                    .containsKeys("connectedAt", "instance")
                                    .extractingByKey("lastFrameAt")
                                    .isNotNull()));

            // When: it shows something else. Then: the list follows.
            second.say("{\"type\":\"showing\",\"view\":\"/wall?window=5m\"}");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(screens())
                            .extracting(screen -> screen.get("view"))
                            .contains("/wall?window=5m"));
            assertThat(first.closeCode()).isZero();
        }
        awaitScreens(0);
    }

    @Test
    void aScreenIsSentAnotherViewAndAllAreLetLoadAnew() throws Exception {
        try (BoardViewer first = wall("/wall?lang=zh");
                BoardViewer second = wall("/wall?lang=en")) {
            awaitScreens(2);
            Object id = screens().stream()
                    .filter(screen -> "/wall?lang=en".equals(screen.get("view")))
                    .findFirst()
                    .orElseThrow()
                    .get("screenId");

            command(Map.of("screenId", String.valueOf(id), "action", "show", "view", "/wall?window=60m"))
                    .statusCode(200)
                    .body("screens", equalTo(1));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(
                                    second.newestWord("show").path("view").asText())
                            .isEqualTo("/wall?window=60m"));
            assertThat(first.newestWord("show").isMissingNode()).isTrue();

            command(Map.of("action", "reload")).statusCode(200).body("screens", equalTo(2));
            await().atMost(LIMIT)
                    .until(() -> !first.newestWord("reload").isMissingNode()
                            && !second.newestWord("reload").isMissingNode());
            Api.admin(secrets)
                    .queryParam("subject", "display:" + display)
                    .queryParam("action", "display.")
                    .get("/api/audit")
                    .then()
                    .body("entries.action", equalTo(List.of("display.reloaded", "display.viewSent", "display.issued")))
                    .body("entries[1].after.view", equalTo("/wall?window=60m"));
        }
    }

    private io.restassured.response.ValidatableResponse command(Map<String, ?> body) {
        return Api.admin(secrets)
                .body(body)
                .post("/api/displays/" + display + "/commands")
                .then();
    }

    @Test
    void noScreenIsSentAnywhereElse() throws Exception {
        command(Map.of("action", "reload")).statusCode(409).body("type", equalTo("/problems/not-connected"));
        try (BoardViewer wall = wall("/wall")) {
            awaitScreens(1);
            for (String view : List.of("/console", "//evil.example/wall", "/wall#token=x", "/wallet", "/wall?a=\"")) {
                command(Map.of("action", "show", "view", view)).statusCode(400).body("pointer", equalTo("/view"));
            }
            command(Map.of("action", "dance")).statusCode(400).body("pointer", equalTo("/action"));
            assertThat(wall.closeCode()).isZero();
        }
    }

    @Test
    void wordThatLeadsOutOfTheWallEndsTheSocket() throws Exception {
        try (BoardViewer wall = wall("/console")) {
            await().atMost(LIMIT).until(() -> wall.closeCode() == 4400);
        }
        assertThat(screens()).isEmpty();
    }

    @Test
    void aRevokedDisplayIsGoneWithItsScreens() throws Exception {
        try (BoardViewer wall = wall("/wall")) {
            awaitScreens(1);
            Api.admin(secrets).delete("/api/displays/" + display).then().statusCode(204);
            await().atMost(Duration.ofSeconds(6)).until(() -> wall.closeCode() == 4401);
            awaitScreens(0);
        }
    }

    @Test
    void somebodyWhoLooksInWithoutADisplayIsNoScreen() throws Exception {
        try (BoardViewer admin = BoardViewer.open(board, secrets.get(Secrets.Secret.ADMIN_KEY), "site")) {
            admin.say("{\"type\":\"showing\",\"view\":\"/wall\"}");
            await().atMost(LIMIT).until(() -> admin.frames() > 0);
            Api.admin(secrets)
                    .get("/api/displays")
                    .then()
                    .body("displays.id", notNullValue())
                    .body("displays.findAll { it.id == '" + display + "' }.screens.flatten()", hasSize(0));
            assertThat(admin.closeCode()).isZero();
        }
    }
}
