package io.qingting.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.qingting.event.app.EventLog;
import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What a source sees while the database does not answer. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class DatabaseAwayIT {
    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Inject
    EventLog log;

    @Test
    void whileTheDatabaseIsAwayPostsAreToRetryAndARepeatCountsOnce() throws SQLException {
        TestSource source = Api.newSource(secrets, false);
        List<Map<String, Object>> batch = List.of(source.offered("a1", "a1", clock.now()));
        source.post(batch).statusCode(200).body("accepted", equalTo(1));
        List<Map<String, Object>> next = List.of(source.offered("a2", "a2", clock.now()));

        try (Connection admin = connect("/postgres");
                Statement sql = admin.createStatement()) {
            sql.execute("alter database qingting allow_connections false");
            try {
                sql.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'qingting'");

                String retryAfter = source.post(next)
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .body("type", equalTo("/problems/unavailable"))
                        .extract()
                        .header("Retry-After");
                assertThat(Integer.parseInt(retryAfter)).isPositive();
            } finally {
                sql.execute("alter database qingting allow_connections true");
            }
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> source.post(next).extract().statusCode() == 200);
        source.post(next).statusCode(200).body("duplicate", equalTo(1));
    }

    @Test
    void whileAnotherWriterHoldsTheLogPostsAreToRetryAndNothingIsHalfDone() throws SQLException {
        TestSource source = Api.newSource(secrets, false);
        long before = log.head().await().atMost(Duration.ofSeconds(10)).position();

        try (Connection other = connect("/qingting");
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("select * from event_log_head for update");
            source.post(List.of(source.offered("h1", "h1", clock.now())))
                    .statusCode(503)
                    .header("Retry-After", "1");
            other.rollback();
        }

        assertThat(log.head().await().atMost(Duration.ofSeconds(10)).position()).isEqualTo(before);
        source.post(List.of(source.offered("h1", "h1", clock.now())))
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("events[0].position", equalTo(Long.toString(before + 1)));
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                setting("jdbc.url").replace("/qingting", database), setting("username"), setting("password"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue("quarkus.datasource." + name, String.class);
    }
}
