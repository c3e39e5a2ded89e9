package io.qingting.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.qingting.fixture.Api;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.OwnFloor;
import io.qingting.fixture.Persons;
import io.qingting.fixture.Persons.LoggedIn;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class OwnWorkIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Inject
    FactLag facts;

    @TestHTTPResource("/ws/board")
    URI board;

    private OwnFloor floor;
    private LoggedIn agent;

    @BeforeEach
    void anAgentOfItsOwn() {
        floor = new OwnFloor(Api.newSource(secrets, true));
        agent = new Persons(secrets).agent(floor.agent);
    }

    @Test
    void aWaitingCustomerIsShownWithTheDeadline() {
        Instant taken = clock.now();
        String contact = "c-" + NewEvents.newId();
        floor.taken(contact, taken);

        await().atMost(SOON)
                .until(() ->
                        read("contacts").<String>getList("contacts.contactId").equals(List.of(contact)));

        JsonPath found = read("contacts");
        assertThat(found.getBoolean("contacts[0].awaitsFirstReply")).isTrue();
        assertThat(Instant.parse(found.getString("contacts[0].waitingSinceAt"))).isEqualTo(millis(taken));
        // The limit of the score, or the promise of 30 s where it holds at this hour: both end at the same instant.
        assertThat(Instant.parse(found.getString("contacts[0].dueAt"))).isEqualTo(millis(taken.plusSeconds(30)));
    }

    @Test
    void aTeamOfOneHasNoMedianAndTheAgentsOwnFrameTellsNoSingleRating() throws Exception {
        floor.served("c-" + NewEvents.newId(), clock.now().minusSeconds(30), 5, 2);
        try (BoardViewer own = BoardViewer.open(board, agent.cookie().getValue(), "agent:" + floor.agent);
                BoardViewer overseer =
                        BoardViewer.open(board, secrets.get(Secrets.Secret.ADMIN_KEY), "agent:" + floor.agent)) {
            await().atMost(SOON)
                    .until(() ->
                            overseer.newest().at("/windows/today/csat/count").asInt() == 1);
            await().atMost(SOON).until(() -> own.newest().at("/score/ratings").asInt() == 1);

            assertThat(own.newest().at("/windows/today").has("csat")).isFalse();
            assertThat(own.newest().at("/windows/today").has("csatRate")).isFalse();
            assertThat(own.newest().at("/score/components/0/name").asText()).isEqualTo("csat");
            assertThat(own.newest().at("/score/components/0/n").asInt()).isEqualTo(1);
            assertThat(own.newest().at("/score/components/0").has("value")).isFalse();
            assertThat(own.newest().at("/score/components/0").has("team")).isFalse();
            assertThat(own.newest().at("/queues/0/queueId").asText()).isEqualTo(floor.queue);
        }
        agent.request()
                .get("/api/me/work/comparison")
                .then()
                .statusCode(200)
                .body("teamId", equalTo(floor.team))
                .body("answered.people", equalTo(1))
                .body("answered.value", nullValue());
    }

    @Test
    void ratingsAreShownFromTheNextDayOnAndFiveAtATime() {
        LocalDate today = LocalDate.ofInstant(clock.now(), ZoneId.of("Asia/Shanghai"));
        Instant lastMonth = today.withDayOfMonth(1)
                .minusDays(3)
                .atTime(10, 0)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
        for (int i = 0; i < 7; i++)
            floor.served("c-" + NewEvents.newId(), lastMonth.plus(Duration.ofDays(i / 3)), 10, 1 + i % 5);
        floor.served("c-" + NewEvents.newId(), clock.now().minusSeconds(30), 10, 5);
        awaitFacts();

        JsonPath found = read("ratings");
        assertThat(found.getList("groups")).hasSize(1);
        assertThat(found.getLong("groups[0].csat.count")).isEqualTo(6);
        assertThat(found.getDouble("groups[0].csat.sum")).isEqualTo(1 + 2 + 3 + 4 + 5 + 1);
        assertThat(found.getLong("leftOut")).isEqualTo(1);
        assertThat(found.getLong("waiting")).isZero();
    }

    @Test
    void theMonthHoldsTheOwnDaysAndHowManyCustomersCameBack() {
        Instant tenDaysAgo = clock.now().minus(Duration.ofDays(10));
        for (int i = 0; i < 3; i++) floor.served("c-" + NewEvents.newId(), tenDaysAgo.plusSeconds(i), 10, 4);
        awaitFacts();

        JsonPath found = read("month");
        assertThat(found.getList("days")).hasSize(1);
        assertThat(found.getDouble("days[0].repliesPerLeg.sum")).isEqualTo(3);
        assertThat(found.getLong("days[0].repliesPerLeg.count")).isEqualTo(3);
        assertThat(found.getDouble("days[0].handleSeconds.sum")).isEqualTo(33);
        assertThat(found.getLong("reopenRate.hits")).isZero();
        assertThat(found.getLong("reopenRate.total")).isEqualTo(3);
        // Once for each page, from the latest on.
        JsonPath first = read("served?limit=2");
        JsonPath rest = read("served?limit=2&before=" + first.getString("next"));
        assertThat(first.getList("contacts")).hasSize(2);
        assertThat(rest.getList("contacts")).hasSize(1);
        assertThat(rest.getString("next")).isNull();
    }

    private JsonPath read(String what) {
        return agent.request()
                .get("/api/me/work/" + what)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void awaitFacts() {
        await().atMost(SOON).until(() -> facts.now().await().atMost(SOON).events() == 0);
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
