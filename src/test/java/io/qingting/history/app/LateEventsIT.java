package io.qingting.history.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.app.Alerts;
import io.qingting.event.app.EventHistory;
import io.qingting.event.app.EventLog;
import io.qingting.event.app.EventTail;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.sla.app.ShippedTargets;
import io.qingting.sla.app.SlaBooks;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connector tells that was away for longer than a day, with the settings as they are shipped. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class LateEventsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    EventLog log;

    @Inject
    EventTail tail;

    @Inject
    EventHistory history;

    @Inject
    SlaBooks books;

    @Inject
    Alerts alerts;

    @Inject
    Pool pool;

    @Inject
    FactSettings settings;

    @Inject
    BusinessClock clock;

    @Inject
    FactWriter running;

    private int source;
    private FactTerm leader;

    @BeforeEach
    void aLeaderWithTheSettingsAsShipped() {
        running.stop();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> number("select count(*) from pg_locks where locktype = 'advisory' and objid = "
                                + FactWriter.LOCK)
                        == 0);
        source = get(log.sourceId("/connectors/" + newId()));
        leader = get(FactTerm.begin(pool, history, ShippedTargets.of(pool, books, alerts, clock), settings, clock));
        follow();
    }

    @AfterEach
    void theApplicationWritesAgain() {
        running.start();
    }

    @Test
    void afterAWeekendsOutageOfAConnectorPromisesThatCouldStillBeKeptAlertedNobody() {
        told(List.of(
                aCase("suggestion", EventType.SUGGESTION_RECEIVED, 30, false),
                aCase("complaint", EventType.COMPLAINT_OPENED, 30, false),
                aCase("long", EventType.COMPLAINT_OPENED, 60, false),
                aCase("imported", EventType.SUGGESTION_RECEIVED, 30, true),
                measure("measure", 30, -1),
                measure("done-with", 60, 30)));

        assertThat(watched())
                .isEqualTo(Map.of(
                        "suggestion", true,
                        "complaint", true,
                        "long", false,
                        "imported", false,
                        "measure", true,
                        "done-with", false));
        assertThat(number("""
                        select (extract(epoch from d.due_at - t.started_at) / 3600)::bigint
                        from sla_due d join sla_target t using (target_id)
                        where t.contact_id = 'complaint' and t.kind = 'complaintFollowUp' and t.source_id = """ + source))
                .as("due since its warning; it is broken for six hours, and that is what the next sweep calls")
                .isEqualTo(16);

        told(List.of(aCase("long", EventType.COMPLAINT_FOLLOWED_UP, 0, false)));
        assertThat(watched()).as("what was history ends as history").containsEntry("long", false);
    }

    private void told(List<NewEvent> events) {
        get(log.append(events));
        follow();
    }

    private void follow() {
        while (leader.position().log().position() < get(log.head()).position())
            get(leader.apply(get(tail.next(leader.position().log()))));
    }

    private NewEvent aCase(String contact, EventType type, long hoursAgo, boolean imported) {
        String field = type.wireName().substring(0, type.wireName().indexOf('.'));
        return event(contact, type, hoursAgo, imported, "{\"channel\":\"form\",\"" + field + "\":{\"id\":\"k1\"}}");
    }

    private NewEvent measure(String id, long hoursAgo, long dueHoursAgo) {
        String due = clock.now().minus(HOUR.multipliedBy(dueHoursAgo)).toString();
        return event(
                null,
                EventType.MEASURE_CREATED,
                hoursAgo,
                false,
                "{\"measure\":{\"id\":\"" + id + "\",\"dueAt\":\"" + due + "\"}}");
    }

    private NewEvent event(
            @org.jspecify.annotations.Nullable String contact,
            EventType type,
            long hoursAgo,
            boolean imported,
            String data) {
        long at = clock.now().minus(HOUR.multipliedBy(hoursAgo)).toEpochMilli();
        return new NewEvent(source, newId(), type, at, null, contact, null, imported, data);
    }

    /** Whether it is seen to that each promise alerts; of a complaint that of its follow-up, which is in calendar time. */
    private Map<String, Boolean> watched() {
        Map<String, Boolean> watched = new TreeMap<>();
        for (Row row : get(pool.preparedQuery("""
                        select contact_id, alerts from sla_target
                        where source_id = $1 and kind in ('complaintFollowUp', 'suggestionAnswer', 'improvementMeasure')
                        """).execute(Tuple.of(source)))) {
            watched.put(row.getString(0), row.getBoolean(1));
        }
        return watched;
    }

    private long number(String sql) {
        return get(pool.query(sql).execute()).iterator().next().getLong(0);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
