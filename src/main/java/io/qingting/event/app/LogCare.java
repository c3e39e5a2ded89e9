package io.qingting.event.app;

import io.qingting.event.store.EventLogStore;
import io.qingting.kernel.BusinessClock;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Makes partitions ahead of time, drops those past their retention, and keeps the list of conflicts short. Repeatable, on any instance. */
@ApplicationScoped
class LogCare {
    private static final Logger LOG = Logger.getLogger(LogCare.class);

    private final Pool pool;
    private final BusinessClock clock;
    private final LogSettings settings;

    LogCare(Pool pool, BusinessClock clock, LogSettings settings) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(every = "1h", identity = "log-care", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return makePartitions()
                .chain(() -> EventLogStore.trimConflicts(pool, settings.conflictsKept()))
                .chain(this::dropOldWeek);
    }

    /** One week a run: there is never more than one new to drop, but after a change of the setting. */
    private Uni<Void> dropOldWeek() {
        Instant now = clock.now();
        return EventLogStore.dropOldestWeek(pool, now.minus(settings.retention()), now.minus(settings.longestSilence()))
                .invoke(dropped ->
                        dropped.ifPresent(week -> LOG.infof("%s is past its retention and was dropped", week)))
                .replaceWithVoid();
    }

    private Uni<Void> makePartitions() {
        Instant now = clock.now();
        return Multi.createFrom()
                .range(0, settings.weeksAhead() + 1)
                .onItem()
                .transformToUniAndConcatenate(
                        week -> EventLogStore.ensurePartition(pool, now.plus(Duration.ofDays(7L * week))))
                .toUni()
                .replaceWithVoid();
    }
}
