package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators see of events that could not be used and of contacts that fell silent, and how these are closed. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class DataQualityIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    private TestSource source;
    private String queue;
    private Instant now;

    @BeforeEach
    void aSource() {
        source = Api.newSource(secrets, false);
        queue = "queue-" + NewEvents.newId();
        now = Instant.ofEpochMilli(clock.nowMillis());
    }

    private void enqueued(String contact, Instant at) {
        Map<String, Object> data = Map.of("contactId", contact, "channel", "voice", "queueId", queue);
        source.post(List.of(source.event(NewEvents.newId(), "contact.enqueued", at, data)))
                .statusCode(200)
                .body("accepted", equalTo(1));
    }

    private JsonPath unconfirmed(String query) {
        return Api.admin(secrets)
                .get("/api/board/unconfirmed" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** All pages, of this test's source only. */
    private List<String> silent() {
        List<String> found = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = unconfirmed("?limit=500" + (next.isEmpty() ? "" : "&after=" + next));
            List<Map<String, Object>> contacts = page.getList("contacts");
            for (Map<String, Object> contact : contacts) {
                if (source.source().equals(contact.get("source"))) found.add((String) contact.get("contactId"));
            }
            next = page.getString("next");
        }
        return found;
    }

    @Test
    void anEventThatContradictsItsContactIsListedWithTheReason() {
        String contact = NewEvents.newId();
        Map<String, Object> data = Map.of("contactId", contact, "channel", "voice", "queueId", queue);
        source.post(List.of(source.event("gone-" + contact, "contact.abandoned", now, data)))
                .statusCode(200);

        String path = "anomalies.find { it.eventId == 'gone-" + contact + "' }";
        await().atMost(SOON)
                .untilAsserted(() -> Api.admin(secrets)
                        .get("/api/board/anomalies")
                        .then()
                        .body(path + ".reason", equalTo("abandons a queue it did not wait in"))
                        .body(path + ".source", equalTo(source.source()))
                        .body(path + ".contactId", equalTo(contact)));
    }

    @Test
    void contactsWithoutAnEventForTwoHoursAreListedTheLongestSilentFirst() {
        for (int i = 1; i <= 5; i++) enqueued("c" + i, now.minus(Duration.ofHours(2 + i)));
        enqueued("waits", now.minusSeconds(60));

        await().atMost(SOON).untilAsserted(() -> assertThat(silent()).containsExactly("c5", "c4", "c3", "c2", "c1"));
    }

    @Test
    void theListComesPageByPage() {
        for (int i = 1; i <= 3; i++) enqueued("p" + i, now.minus(Duration.ofHours(2 + i)));
        await().atMost(SOON).untilAsserted(() -> assertThat(silent()).hasSize(3));

        JsonPath first = unconfirmed("?limit=2");
        JsonPath second = unconfirmed("?limit=1&after=" + first.getString("next"));

        assertThat(first.getList("contacts")).hasSize(2);
        assertThat(first.getInt("total")).isGreaterThanOrEqualTo(3);
        assertThat(second.getList("contacts")).hasSize(1).doesNotContainAnyElementsOf(first.getList("contacts"));
        Api.admin(secrets).get("/api/board/unconfirmed?after=nonsense").then().statusCode(400);
    }

    @Test
    void aSilentContactIsClosedByAnAuditedActionOnce() {
        enqueued("silent", now.minus(Duration.ofHours(3)));
        await().atMost(SOON).untilAsserted(() -> assertThat(silent()).containsExactly("silent"));
        Map<String, String> close =
                Map.of("source", source.source(), "contactId", "silent", "note", "gone, says the exchange");

        Api.admin(secrets)
                .body(Map.of("source", source.source(), "contactId", "silent", "note", " "))
                .post("/api/board/unconfirmed/close")
                .then()
                .statusCode(400)
                .body("pointer", equalTo("/note"));
        Api.admin(secrets)
                .body(close)
                .post("/api/board/unconfirmed/close")
                .then()
                .statusCode(204);

        await().atMost(SOON).untilAsserted(() -> assertThat(silent()).isEmpty());
        Api.admin(secrets)
                .body(close)
                .post("/api/board/unconfirmed/close")
                .then()
                .statusCode(404);
        String entry = "entries.find { it.after?.note == 'gone, says the exchange' && it.subject.endsWith(':silent') }";
        Api.admin(secrets)
                .get("/api/audit?action=contact.closed&limit=500")
                .then()
                .statusCode(200)
                .body("entries.action", hasItem("contact.closed"))
                .body(
                        entry + ".before.lastEventAt",
                        equalTo(now.minus(Duration.ofHours(3)).toString()))
                .body(entry + ".actor", notNullValue());
        Api.admin(secrets).get("/api/board/anomalies").then().body("anomalies.contactId", not(hasItem("silent")));
    }

    @Test
    void nobodyButAnAdministratorClosesAContact() {
        source.request()
                .contentType("application/json")
                .body(Map.of("source", source.source(), "contactId", "c", "note", "x"))
                .post("/api/board/unconfirmed/close")
                .then()
                .statusCode(403);
        source.request().get("/api/board/unconfirmed").then().statusCode(403);
        source.request().get("/api/board/anomalies").then().statusCode(403);
    }
}
