package io.qingting.event.app;

import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.TailBatch;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Reads the log in order as it grows. Every row has a lower position than those that commit after it, so nothing is ever
 * skipped, and no open transaction of anybody holds a reader back. Woken by appends of this instance, else by polling.
 */
@ApplicationScoped
public class EventTail {
    private final Pool pool;
    private final LogSettings settings;
    private final TailWake wake;
    private final MachineClock clock;

    EventTail(Pool pool, LogSettings settings, TailWake wake, MachineClock clock) {
        this.pool = pool;
        this.settings = settings;
        this.wake = wake;
        this.clock = clock;
    }

    /**
     * All batches after a position, without end. Read on demand: a slow subscriber makes the next batch bigger, never a
     * queue. Items come one after the other on worker threads. Fails where the database is away (subscribe again from the
     * last position applied) and with {@link LogGapException} where the events asked for are no longer kept.
     *
     * @param pace shortest time from one read to the next where the reader has caught up: a read costs much the same for one
     *     event as for a hundred. After a quiet spell an event is read at once
     */
    public Multi<TailBatch> after(LogPosition position, Duration pace) {
        return Multi.createFrom().deferred(() -> {
            TailReader reader = new TailReader(pool, settings, wake, clock, position, pace);
            return Multi.createBy().repeating().uni(reader::next).indefinitely();
        });
    }

    /** The next batch after a position, as soon as there is one. */
    public Uni<TailBatch> next(LogPosition position) {
        return Uni.createFrom()
                .deferred(() -> new TailReader(pool, settings, wake, clock, position, Duration.ZERO).next());
    }
}
