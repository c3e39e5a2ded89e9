package io.qingting.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What a source sees at the limits of rate and queue, with limits so low that a test can reach them. */
@QuarkusTest
@TestProfile(TightLimitsIT.Tight.class)
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class TightLimitsIT {
    public static final class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "qingting.ingest.events-per-second", "10",
                    "qingting.ingest.burst", "50",
                    "qingting.ingest.queued-events", "2",
                    "qingting.ingest.appends-in-flight", "1",
                    "qingting.log.lock-timeout", "60s",
                    "qingting.log.answer-timeout", "90s");
        }
    }

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Test
    void whoSendsTooMuchIsToldWhenToComeBackAndNobodyElseIs() {
        TestSource greedy = Api.newSource(secrets, false);
        TestSource modest = Api.newSource(secrets, false);
        greedy.postBatch("[" + "1,".repeat(999) + "1]").statusCode(200).body("refused", equalTo(1000));

        String retryAfter = greedy.post(List.of(greedy.offered("g1", "g1", clock.now())))
                .statusCode(429)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/too-many-requests"))
                .extract()
                .header("Retry-After");

        // 950 events too many at 10 a second, less what a slow machine has let pass.
        assertThat(Integer.parseInt(retryAfter)).isBetween(1, 95);
        modest.post(List.of(modest.offered("m1", "m1", clock.now())))
                .statusCode(200)
                .body("accepted", equalTo(1));
    }

    @Test
    void whereTooMuchWaitsForTheLogARequestIsRefusedWholeAndMayBeRepeated() throws Exception {
        TestSource source = Api.newSource(secrets, false);
        List<CompletableFuture<ExtractableResponse<Response>>> posts = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(4);
                Connection other = connect();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("select * from event_log_head for update");
            for (int i = 0; i < 4; i++) {
                String id = "q" + i;
                posts.add(CompletableFuture.supplyAsync(
                        () -> source.post(List.of(source.offered(id, id, clock.now())))
                                .extract(),
                        senders));
            }
            // One is on its way, two wait, and there is no room for a fourth.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> posts.stream().anyMatch(CompletableFuture::isDone));
            other.rollback();
        }

        List<ExtractableResponse<Response>> answers =
                posts.stream().map(CompletableFuture::join).toList();
        List<ExtractableResponse<Response>> refused =
                answers.stream().filter(a -> a.statusCode() == 503).toList();
        assertThat(refused).hasSize(1);
        assertThat(refused.getFirst().header("Retry-After")).isEqualTo("1");
        assertThat(refused.getFirst().<String>path("type")).isEqualTo("/problems/overloaded");
        assertThat(answers).filteredOn(a -> a.statusCode() == 200).hasSize(3);
        List<Map<String, Object>> again = new ArrayList<>();
        for (int i = 0; i < 4; i++) again.add(source.offered("q" + i, "q" + i, clock.now()));
        assertThat(source.post(again).statusCode(200).extract().<List<String>>path("events.outcome"))
                .filteredOn("accepted"::equals)
                .hasSize(1);
    }

    private static Connection connect() throws Exception {
        return DriverManager.getConnection(setting("jdbc.url"), setting("username"), setting("password"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue("quarkus.datasource." + name, String.class);
    }
}
