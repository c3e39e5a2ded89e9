package io.qingting.event.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.store.EventLogStore;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class RetentionIT {
    private static final Instant WEEK = Instant.parse("1971-01-04T00:00:00Z");
    private static final Instant WEEK_END = Instant.parse("1971-01-11T00:00:00Z");
    private static final String PARTITION = "event_log_1971w01";
    private static final int OFFERED = 1;
    private static final int CLOSED = 15;

    @Inject
    Pool pool;

    private int source;

    @BeforeEach
    void anOldWeek() {
        source = get(EventLogStore.sourceId(pool, "/connectors/" + NewEvents.newId(), WEEK));
        get(EventLogStore.ensurePartition(pool, WEEK));
        sql("truncate " + PARTITION);
        add(-1_000, "c", OFFERED, "1971-01-05T00:00:00Z");
    }

    @Test
    void aWeekIsDroppedWithItsIdentitiesOnceItEndedBeforeTheRetention() {
        add(-999, "c", CLOSED, "1971-01-05T01:00:00Z");

        assertThat(drop(WEEK_END.minusMillis(1), WEEK)).isEmpty();
        assertThat(drop(WEEK_END, WEEK)).contains(PARTITION);

        assertThat(number("select count(*) from event_identity where source_id = " + source))
                .isZero();
        assertThat(number("select count(*) from pg_class where relname = '" + PARTITION + "'"))
                .isZero();
    }

    @Test
    void anOpenContactHoldsItsWeekUntilItWasSilentForLong() {
        assertThat(drop(WEEK_END, WEEK)).isEmpty();
        assertThat(number("select count(*) from event_identity where source_id = " + source))
                .isEqualTo(1);

        assertThat(drop(WEEK_END, WEEK_END)).contains(PARTITION);
    }

    @Test
    void aPartitionOfAnyWeekIsMadeOnceHoweverOftenItIsAskedFor() {
        get(EventLogStore.ensurePartition(pool, WEEK_END.minusMillis(1)));
        get(EventLogStore.ensurePartition(pool, WEEK));

        assertThat(number("select count(*) from pg_class where relname = '" + PARTITION + "'"))
                .isEqualTo(1);
    }

    private Optional<String> drop(Instant before, Instant silentSince) {
        return get(EventLogStore.dropOldestWeek(pool, before, silentSince));
    }

    private void add(long position, String contactId, int type, String at) {
        String id = NewEvents.newId();
        sql("insert into event_identity values (" + source + ", '" + id + "', 1)");
        sql(
                "insert into event_log (position, recorded_at, occurred_at, source_id, type, imported, event_id, contact_id, data)"
                        + " values (" + position + ", '" + at + "', '" + at + "', " + source + ", " + type
                        + ", false, '" + id
                        + "', '" + contactId + "', '{}')");
    }

    private void sql(String statement) {
        get(pool.query(statement).execute());
    }

    private long number(String query) {
        return get(pool.query(query).execute()).iterator().next().getLong(0);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
