package io.qingting.history.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.app.EventHistory;
import io.qingting.event.app.EventLog;
import io.qingting.event.app.EventTail;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.TestClock;
import io.qingting.sla.app.SlaTargets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contacts that were open before there were targets. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class OpenPromisesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long START = Instant.parse("2026-03-03T02:00:00Z").toEpochMilli();

    @Inject
    EventLog log;

    @Inject
    EventTail tail;

    @Inject
    EventHistory history;

    @Inject
    SlaTargets targets;

    @Inject
    Pool pool;

    @Inject
    FactSettings settings;

    @Inject
    FactWriter running;

    /** The upgrade comes before any deadline of the floor below. */
    private final TestClock clock = new TestClock(START + 10_000);

    private int source;

    @BeforeEach
    void anUpgradedFloor() {
        running.stop();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> number("select count(*) from pg_locks where locktype = 'advisory' and objid = "
                                + FactWriter.LOCK)
                        == 0);
        source = get(log.sourceId("/connectors/" + newId()));
        get(log.append(List.of(
                event("open", EventType.CONTACT_ENQUEUED, 0, false),
                event("imported", EventType.CONTACT_ENQUEUED, 0, true),
                event("answered", EventType.CONTACT_ENQUEUED, 0, false),
                event("answered", EventType.CONTACT_ACCEPTED, 5_000, false))));
        FactTerm term = begin();
        while (term.position().log().position() < get(log.head()).position())
            get(term.apply(get(tail.next(term.position().log()))));
        get(pool.query("delete from sla_due where target_id in (select target_id from sla_target where source_id = "
                        + source + ")")
                .execute());
        get(pool.query("delete from sla_target where source_id = " + source).execute());
        get(pool.query("update sla_open_pass set done = false, began_at = null, contact_id = '', source_id = " + source)
                .execute());
    }

    @AfterEach
    void theApplicationWritesAgain() {
        running.start();
    }

    @Test
    void theyGetTheirTargetsOnceWithoutAnotherEventAndHistoryStaysSilent() {
        get(begin().catchUpOpenPromises());

        assertThat(found()).isEqualTo(Map.of("open", "open true", "imported", "open false"));
        assertThat(number("select count(*) from sla_due join sla_target using (target_id) where source_id = " + source))
                .isEqualTo(1);
        assertThat(number("select count(*) from sla_open_pass where done")).isEqualTo(1);

        get(pool.query("delete from sla_target where source_id = " + source).execute());
        get(begin().catchUpOpenPromises());
        assertThat(found()).isEmpty();
    }

    @Test
    void whatHadFallenDueBeforeTheUpgradeRaisedItsOldBreachesAtItsStart() {
        clock.set(START + 31_000);

        get(begin().catchUpOpenPromises());

        assertThat(found()).isEqualTo(Map.of("open", "open false", "imported", "open false"));
        assertThat(number("select count(*) from sla_due join sla_target using (target_id) where source_id = " + source))
                .isZero();
    }

    @Test
    void whatFallsDueWhileThePassIsUnderWayIsNoneOfThem() {
        get(pool.query("update sla_open_pass set began_at = to_timestamp(" + (START + 20_000) / 1000 + ")")
                .execute());
        clock.set(START + 31_000);

        get(begin().catchUpOpenPromises());

        assertThat(found()).containsEntry("open", "open true");
    }

    @Test
    void itGoesOnWhereAnEarlierLeaderEnded() {
        get(pool.query("update sla_open_pass set contact_id = 'imported'").execute());

        get(begin().catchUpOpenPromises());

        assertThat(found()).containsOnlyKeys("open");
    }

    private FactTerm begin() {
        return get(FactTerm.begin(pool, history, targets, settings, clock));
    }

    private NewEvent event(String contact, EventType type, long after, boolean imported) {
        return new NewEvent(
                source,
                newId(),
                type,
                START + after,
                null,
                contact,
                null,
                imported,
                "{\"channel\":\"voice\",\"queueId\":\"sales\"}");
    }

    private Map<String, String> found() {
        Map<String, String> found = new TreeMap<>();
        for (Row row : get(pool.preparedQuery("select contact_id, state, alerts from sla_target where source_id = $1")
                .execute(Tuple.of(source)))) {
            found.put(row.getString(0), row.getString(1) + " " + row.getBoolean(2));
        }
        return found;
    }

    private long number(String sql) {
        return get(pool.query(sql).execute()).iterator().next().getLong(0);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
