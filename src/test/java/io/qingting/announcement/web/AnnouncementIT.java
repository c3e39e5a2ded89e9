package io.qingting.announcement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.fixture.Api;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.Persons;
import io.qingting.fixture.Persons.LoggedIn;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class AnnouncementIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Secrets secrets;

    @Inject
    Pool pool;

    @TestHTTPResource("/ws/board")
    URI board;

    private Persons persons;
    private String own;

    @BeforeEach
    void aTeamOfItsOwn() {
        persons = new Persons(secrets);
        own = "team-" + NewEvents.newId();
    }

    @AfterEach
    void nothingIsAnnouncedToOtherTests() {
        pool.query("delete from announcement").execute().await().atMost(SOON);
    }

    @Test
    void anAnnouncementReachesAWallAtOnceAndGoesWhenItIsEnded() throws Exception {
        String token = Api.admin(secrets)
                .body(Map.of("name", own, "audience", "floor"))
                .post("/api/displays")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        try (BoardViewer wall = BoardViewer.open(board, token, "announcements")) {
            await().atMost(SOON).until(() -> wall.frames() > 0);
            assertThat(texts(wall.newest())).isEmpty();

            String id = make(Api.admin(secrets), Map.of("textZh", "今晚八点系统升级", "toWalls", true));
            make(Api.admin(secrets), Map.of("textZh", "只给坐席", "toAgents", true));

            await().atMost(SOON).until(() -> texts(wall.newest()).equals(List.of("今晚八点系统升级")));

            Api.admin(secrets).delete("/api/announcements/" + id).then().statusCode(204);
            await().atMost(SOON).until(() -> texts(wall.newest()).isEmpty());
            Api.admin(secrets).delete("/api/announcements/" + id).then().statusCode(404);
            assertThat(audited("announcement:" + id)).containsExactly("announcement.made", "announcement.ended");
        }
    }

    @Test
    void aSupervisorTellsThePeopleOfOwnTeamsAndNobodyElse() {
        LoggedIn supervisor = persons.supervisor(own);
        LoggedIn other = persons.supervisor("team-" + NewEvents.newId());
        for (Map<String, Object> wanted : List.<Map<String, Object>>of(
                Map.of("textZh", "全场", "toAgents", true),
                Map.of("textZh", "大屏", "toWalls", true, "teamIds", List.of(own)),
                Map.of("textZh", "别组", "toAgents", true, "teamIds", List.of(own, "team-x"))))
            supervisor
                    .request()
                    .body(lasting(wanted))
                    .post("/api/announcements")
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("/problems/not-own-teams"));

        String id = make(supervisor.request(), Map.of("textZh", "本组早会", "toAgents", true, "teamIds", List.of(own)));

        assertThat(listed(supervisor)).containsExactly(id);
        assertThat(listed(other)).doesNotContain(id);
        other.request().delete("/api/announcements/" + id).then().statusCode(404);
        supervisor.request().delete("/api/announcements/" + id).then().statusCode(204);
    }

    @Test
    void anAnnouncementHasATextAnAudienceAndAnEndWithinThirtyDays() {
        refused(Map.of("toWalls", true), "/textZh");
        refused(Map.of("textZh", "长".repeat(121), "toWalls", true), "/textZh");
        refused(Map.of("textEn", "two\nlines", "toWalls", true), "/textEn");
        refused(Map.of("textZh", "无人"), "/toAgents");
        refused(Map.of("textZh", "太久", "toWalls", true, "untilAt", in(Duration.ofDays(31))), "/untilAt");
        refused(Map.of("textZh", "已过", "toWalls", true, "untilAt", in(Duration.ofMinutes(-1))), "/untilAt");
        Api.admin(secrets)
                .body(Map.of("textZh", "无期", "toWalls", true))
                .post("/api/announcements")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/untilAt"));
    }

    @Test
    void aSupervisorHasFiveOpenAtMost() {
        LoggedIn supervisor = persons.supervisor(own);
        Map<String, Object> wanted = Map.of("textZh", "通知", "toAgents", true, "teamIds", List.of(own));
        for (int i = 0; i < 5; i++) make(supervisor.request(), wanted);

        supervisor
                .request()
                .body(lasting(wanted))
                .post("/api/announcements")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/too-many-announcements"));
    }

    private void refused(Map<String, Object> wanted, String pointer) {
        Api.admin(secrets)
                .body(lasting(wanted))
                .post("/api/announcements")
                .then()
                .statusCode(400)
                .body("pointer", equalTo(pointer));
    }

    private static String make(RequestSpecification by, Map<String, Object> wanted) {
        return by.body(lasting(wanted))
                .post("/api/announcements")
                .then()
                .statusCode(201)
                .extract()
                .path("announcementId");
    }

    /** For an hour, unless it says otherwise. */
    private static Map<String, Object> lasting(Map<String, Object> wanted) {
        Map<String, Object> all = new TreeMap<>(Map.of("untilAt", in(Duration.ofHours(1))));
        all.putAll(wanted);
        return all;
    }

    private static String in(Duration length) {
        return Instant.now().plus(length).toString();
    }

    private static List<String> listed(LoggedIn person) {
        return person.request()
                .get("/api/announcements")
                .then()
                .statusCode(200)
                .extract()
                .path("announcements.announcementId");
    }

    private static List<String> texts(JsonNode frame) {
        List<String> texts = new ArrayList<>();
        frame.path("announcements")
                .forEach(each -> texts.add(each.path("textZh").asText()));
        return texts;
    }

    private List<String> audited(String subject) {
        return Api.admin(secrets)
                .queryParam("subject", subject)
                .get("/api/audit")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("entries.action")
                .reversed();
    }
}
