package io.qingting.site.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.qingting.access.app.Keys;
import io.qingting.access.domain.Audience;
import io.qingting.fixture.Api;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An administrator sets the site up. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SettingsIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Secrets secrets;

    @Inject
    Keys keys;

    @Inject
    SiteConfiguration configuration;

    @TestHTTPResource("/ws/board")
    URI board;

    private Site before = Site.unconfigured("", java.time.ZoneOffset.UTC);

    @BeforeEach
    void theSiteAsItIs() {
        before = configuration.current();
    }

    @AfterEach
    void theSiteBefore() {
        configuration
                .save(before.inVersion(configuration.current().version() + 1))
                .await()
                .atMost(LIMIT);
    }

    private Map<String, Object> settings() {
        return new HashMap<>(Api.admin(secrets)
                .get("/api/site/settings")
                .then()
                .statusCode(200)
                .extract()
                .<Map<String, Object>>path("$"));
    }

    private ValidatableResponse put(Map<String, Object> settings) {
        return Api.admin(secrets).body(settings).put("/api/site/settings").then();
    }

    @Test
    void aChangeIsInForceAtOnceVersionedAndAudited() {
        Map<String, Object> wanted = settings();
        int version = Math.toIntExact(configuration.current().version());
        String name = "客服中心 " + NewEvents.newId();
        wanted.put("name", name);
        wanted.put("nameEn", "Service centre");
        wanted.put("dayStartHour", 6);
        wanted.put(
                "contactLinks",
                List.of(Map.of("source", "/connectors/desk", "template", "https://desk.example.com/{contactId}")));

        put(wanted)
                .statusCode(200)
                .body("configVersion", equalTo(version + 1))
                .body("nameEn", equalTo("Service centre"));

        Api.admin(secrets)
                .get("/api/site")
                .then()
                .body("name", equalTo(name))
                .body("configVersion", equalTo(version + 1))
                .body("dayStartHour", equalTo(6))
                .body("contactLinks[0].template", equalTo("https://desk.example.com/{contactId}"));
        assertThat(configuration.current().settings().contactLinks().of("/connectors/desk", "7"))
                .contains("https://desk.example.com/7");
        Api.admin(secrets)
                .queryParam("action", "site.changed")
                .queryParam("limit", 1)
                .get("/api/audit")
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].after.name", equalTo(name))
                .body("entries[0].after.dayStartHour", equalTo(6))
                .body("entries[0].before.name", equalTo(before.name()));
    }

    @Test
    void nothingChangedIsNoVersion() {
        Map<String, Object> same = settings();
        put(same).statusCode(200).body("configVersion", equalTo(same.get("configVersion")));
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsNotOverwritten() {
        Map<String, Object> stale = settings();
        Map<String, Object> first = settings();
        first.put("name", "first");
        put(first).statusCode(200);
        stale.put("name", "second");

        put(stale).statusCode(409).body("type", equalTo("/problems/changed-meanwhile"));

        assertThat(configuration.current().name()).isEqualTo("first");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> settings, String name) {
        return (Map<String, Object>) Objects.requireNonNull(settings.get(name));
    }

    @Test
    void aValueThatCannotBeMeantIsRefusedAtItsField() {
        refused("/name", settings -> settings.put("name", " "));
        refused("/zone", settings -> settings.put("zone", "Mars/Olympus"));
        refused("/dayStartHour", settings -> settings.put("dayStartHour", 24));
        refused("/workingHours/to", settings -> settings.put("workingHours", Map.of("from", "08:00", "to", "25:00")));
        refused("/limits/silentVoiceHours", settings -> part(settings, "limits").put("silentVoiceHours", 0));
        refused("/score/csat", settings -> part(settings, "score").replaceAll((name, weight) -> 0));
        refused(
                "/targets/longestWaitSeconds/critical",
                settings -> part(settings, "targets").put("longestWaitSeconds", Map.of("warn", 60, "critical", 30)));
        refused("/channels/0/code", settings -> settings.put("channels", List.of(Map.of("code", "fax"))));
        refused("/agentsShownAs", settings -> settings.put("agentsShownAs", "loud"));
        refused(
                "/contactLinks/0/template",
                settings -> settings.put(
                        "contactLinks", List.of(Map.of("source", "*", "template", "http://desk/{contactId}"))));
        refused(
                "/contactLinks/0/source",
                settings -> settings.put(
                        "contactLinks", List.of(Map.of("source", "desk", "template", "https://desk.de/{contactId}"))));
    }

    @Test
    void aNumberThatIsLeftOutIsAskedForAndNeverTakenForZero() {
        refused(
                "/limits/shortAbandonSeconds",
                settings -> part(settings, "limits").remove("shortAbandonSeconds"));
        refused("/score/quality", settings -> part(settings, "score").remove("quality"));
        refused("/score/pull", settings -> part(settings, "score").put("pull", null));
        refused(
                "/targets/serviceLevel/warn",
                settings -> part(part(settings, "targets"), "serviceLevel").remove("warn"));
        refused(
                "/targets/responseSeconds",
                settings -> part(settings, "targets").remove("responseSeconds"));
        refused("/limits", settings -> settings.remove("limits"));
    }

    private void refused(String pointer, java.util.function.Consumer<Map<String, Object>> fault) {
        Map<String, Object> wrong = settings();
        fault.accept(wrong);
        put(wrong)
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-value"))
                .body("pointer", equalTo(pointer));
    }

    @Test
    void aDisplayIsNotToldWhereContactsAreFound() {
        Map<String, Object> wanted = settings();
        List<Map<String, Object>> segments = new ArrayList<>();
        segments.add(Map.of("code", "vip", "name", "金卡", "inUse", true));
        wanted.put("segments", segments);
        wanted.put("contactLinks", List.of(Map.of("source", "*", "template", "https://desk.de/{contactId}")));
        put(wanted).statusCode(200);

        io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + displayToken())
                .get("/api/site")
                .then()
                .statusCode(200)
                .body("contactLinks", hasSize(0))
                .body("segments.name", hasItem("金卡"))
                .body("channels", hasSize(7));
    }

    @Test
    void aWallLearnsOfANewVersionOnAQuietFloor() throws Exception {
        try (BoardViewer wall = BoardViewer.open(board, displayToken(), "site")) {
            await().atMost(LIMIT)
                    .until(() -> wall.newest().path("configVersion").asLong() > 0);
            Map<String, Object> wanted = settings();
            wanted.put("name", "quiet " + NewEvents.newId());
            int version = put(wanted).statusCode(200).extract().path("configVersion");

            await().atMost(LIMIT)
                    .until(() -> wall.newest().path("configVersion").asLong() == version);
        }
    }

    @Test
    void aChangeThatChangesFiguresMakesTheBoardAnew() throws Exception {
        try (BoardViewer wall = BoardViewer.open(board, displayToken(), "site")) {
            await().atMost(LIMIT).until(() -> !wall.newest().isMissingNode());
            String epoch = wall.newest().path("epoch").asText();
            Map<String, Object> wanted = settings();
            wanted.put(
                    "score",
                    Map.of(
                            "csat",
                            50,
                            "firstResponse",
                            50,
                            "response",
                            0,
                            "firstContactResolution",
                            0,
                            "quality",
                            0,
                            "pull",
                            10));
            int version = put(wanted).statusCode(200).extract().path("configVersion");

            await().atMost(LIMIT)
                    .until(() -> wall.newest().path("configVersion").asLong() == version
                            && !wall.newest().path("epoch").asText().equals(epoch));
        }
    }

    private String displayToken() {
        return keys.issueDisplay("test", "settings-" + NewEvents.newId(), Audience.FLOOR)
                .await()
                .atMost(LIMIT)
                .token()
                .text();
    }
}
