package io.qingting.sla.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.sla.domain.BreachCounts;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class BreachStoreIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SOURCE = 987_654;
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");

    @Inject
    Pool pool;

    private final String queue = "queue-" + NewEvents.newId();
    private int made;

    @AfterEach
    void leaveNothing() {
        pool.query("delete from sla_target where source_id = " + SOURCE)
                .execute()
                .await()
                .atMost(LIMIT);
    }

    @Test
    void aContactWithBrokenPromisesCountsOnceInItsQueueAndOnceInAll() {
        long before = counts(50_000).total();
        target("a", "answer", queue, NOW.minusSeconds(5), "open", true);
        target("a", "firstResponse", queue, NOW.minusSeconds(3), "open", true);
        target("b", "answer", queue, NOW.minusSeconds(4), "open", true);
        target("c", "complaintFollowUp", null, NOW.minusSeconds(4), "open", true);
        // None of these: it was answered, too late; it is not called yet; it still runs; it is no contact's.
        target("d", "answer", queue, NOW.minusSeconds(5), "breached", true);
        target("e", "answer", queue, NOW.minusSeconds(5), "open", false);
        target("f", "answer", queue, NOW.plusSeconds(5), "open", false);
        target("g", "improvementMeasure", queue, NOW.minusSeconds(5), "open", true);

        BreachCounts counts = counts(50_000);

        assertThat(counts.queues()).containsEntry(queue, 2L);
        assertThat(counts.total() - before).isEqualTo(3);
    }

    @Test
    void ofMoreThanCanBeLookedAtTheLatestBrokenCount() {
        target("old", "answer", queue, NOW.minusSeconds(9), "open", true);
        target("new", "answer", queue, NOW, "open", true);

        assertThat(counts(1).total()).isEqualTo(1);
    }

    private BreachCounts counts(int most) {
        return BreachStore.counts(pool, NOW, most).await().atMost(LIMIT);
    }

    private void target(
            String contact, String kind, @Nullable String inQueue, Instant deadline, String state, boolean raised) {
        pool.preparedQuery("""
                        insert into sla_target (source_id, contact_id, kind, cycle, ordinal, policy_id, rules_version, channel,
                            queue_id, started_at, deadline, provisional, state, alerts, warned, raised)
                        values ($1, $2, $3, 0, $4, 'p', 1, 'voice', $5, $6, $7, false, $8, true, false, $9)
                        """)
                .execute(Tuple.tuple()
                        .addInteger(SOURCE)
                        .addString(contact)
                        .addString(kind)
                        .addInteger(made++)
                        .addString(inQueue)
                        .addOffsetDateTime(deadline.minusSeconds(30).atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(deadline.atOffset(ZoneOffset.UTC))
                        .addString(state)
                        .addBoolean(raised))
                .await()
                .atMost(LIMIT);
    }
}
