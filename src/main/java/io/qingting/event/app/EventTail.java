package io.qingting.event.app;

import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.TailBatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reads the log in order as it grows. Every row has a lower position than those that commit after it, so nothing is ever
 * skipped, and no open transaction of anybody holds a reader back. Woken by appends of this instance, else by polling.
 */
@ApplicationScoped
public class EventTail {
    private final Pool pool;
    private final LogSettings settings;
    private final TailWake wake;

    EventTail(Pool pool, LogSettings settings, TailWake wake) {
        this.pool = pool;
        this.settings = settings;
        this.wake = wake;
    }

    /**
     * All batches after a position, without end. Read on demand: a slow subscriber makes the next batch bigger, never a
     * queue. Items come one after the other on worker threads. Fails where the database is away (subscribe again from the
     * last position applied) and with {@link LogGapException} where the events asked for are no longer kept.
     */
    public Multi<TailBatch> after(LogPosition position) {
        return Multi.createFrom().deferred(() -> {
            TailReader reader = new TailReader(pool, settings, wake, position);
            return Multi.createBy().repeating().uni(reader::next).indefinitely();
        });
    }

    /** The next batch after a position, as soon as there is one. */
    public Uni<TailBatch> next(LogPosition position) {
        return Uni.createFrom().deferred(() -> new TailReader(pool, settings, wake, position).next());
    }
}
