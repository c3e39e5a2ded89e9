package io.qingting.history.app;

import io.qingting.history.store.AgentFactStore;
import io.qingting.history.store.FactStore;
import io.qingting.kernel.BusinessClock;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Once a day takes single agents out of facts whose receipt is long past; queue figures stay as they are. Repeatable, and
 * harmless on several instances at a time.
 */
@ApplicationScoped
class AgentDetailClearing {
    private static final Logger LOG = Logger.getLogger(AgentDetailClearing.class);

    private final Pool pool;
    private final BusinessClock clock;
    private final FactSettings settings;

    AgentDetailClearing(Pool pool, BusinessClock clock, FactSettings settings) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(
            every = "24h",
            delayed = "10m",
            identity = "agent-detail-clearing",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return clear().invoke(rows -> {
                    if (rows > 0) LOG.infof("Took single agents out of old facts: %d rows", rows);
                })
                .replaceWithVoid();
    }

    /** How many facts were changed. */
    Uni<Long> clear() {
        Instant before = clock.now().minus(settings.agentDetail());
        int batch = settings.clearingBatch();
        return repeat(() -> FactStore.clearAgents(pool, before, batch), batch)
                .chain(contacts -> repeat(() -> AgentFactStore.clear(pool, before, batch), batch)
                        .map(agents -> contacts + agents));
    }

    private static Uni<Long> repeat(Supplier<Uni<Integer>> part, int batch) {
        return Multi.createBy()
                .repeating()
                .uni(() -> part.get())
                .whilst(rows -> rows == batch)
                .collect()
                .in(() -> new long[1], (sum, rows) -> sum[0] += rows)
                .map(sum -> sum[0]);
    }
}
