package io.qingting.sla.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.app.EventLog;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.BankJanuary;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A real call centre's month, imported, by the rules that the product ships with: answer within 30 s, open all day. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class BankClockIT {
    private static final int BATCH = 2_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Inject
    EventLog log;

    @Inject
    FactLag lag;

    @Inject
    Pool pool;

    @Test
    void theImportedMonthIsSettledAsCountedByHandAndAlertsNobody() throws IOException {
        int source = get(log.sourceId("/connectors/" + newId()));
        List<NewEvent> events = BankJanuary.events(source);
        for (int from = 0; from < events.size(); from += BATCH) {
            get(log.append(events.subList(from, Math.min(events.size(), from + BATCH))));
        }
        Awaitility.await().atMost(LIMIT).until(() -> get(lag.now()).events() == 0);

        Map<String, Long> counts = new TreeMap<>();
        for (Row row : get(pool.preparedQuery("""
                        select t.state || ' ' || f.outcome, count(*) from sla_target t
                        join contact_fact f on f.source_id = t.source_id and f.contact_id = t.contact_id
                            and f.cycle = t.cycle and f.kind = 'ENTRY' and f.ordinal = t.ordinal
                        where t.source_id = $1 and t.kind = 'answer' group by 1
                        """).execute(Tuple.of(source)))) {
            counts.put(row.getString(0), row.getLong(1));
        }

        assertThat(counts)
                .isEqualTo(Map.of(
                        "met ANSWERED", 17_987L,
                        "breached ANSWERED", 9_073L,
                        "breached ABANDONED", 1_741L,
                        "cancelled ABANDONED", 1_360L));
        assertThat(get(pool.preparedQuery(
                                        "select count(*) from sla_due join sla_target using (target_id) where source_id = $1")
                                .execute(Tuple.of(source)))
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
