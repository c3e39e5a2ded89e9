package io.qingting.history.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * At most one instance does something at a time: the one that holds a session-level advisory lock, on a connection it uses
 * for nothing else. The database gives the lock to another when that connection ends, however it ends. The lock alone is no
 * proof for a process that was frozen in between, so what is done under it must be fenced.
 */
final class Leadership {
    /** Ends the session of a machine that is gone within about 11 s rather than 2 h. */
    private static final String NOTICE_DEAD_PEERS = "select set_config('tcp_keepalives_idle', '5', false),"
            + " set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false)";

    private final Pool pool;
    private final long lock;
    private final FactSettings settings;

    /** @param lock number of the lock, the same on all instances */
    Leadership(Pool pool, long lock, FactSettings settings) {
        this.pool = pool;
        this.lock = lock;
        this.settings = settings;
    }

    /**
     * Waits for the lock, however long, then runs the work until it ends or fails. Fails where the lock is lost; gives the
     * lock back in every case, also where the subscription is cancelled.
     */
    Uni<Void> whileLeading(Supplier<Uni<Void>> work) {
        return pool.getConnection().chain(connection -> whileLeading(connection, work));
    }

    private Uni<Void> whileLeading(SqlConnection connection, Supplier<Uni<Void>> work) {
        AtomicBoolean over = new AtomicBoolean();
        Uni<Void> led = acquire(connection, over).chain(() -> guarded(work.get(), connection));
        return led.onTermination().call(() -> {
            // Whoever cancels may come between two attempts: none may follow the giving back.
            over.set(true);
            return release(connection);
        });
    }

    private Uni<Void> guarded(Uni<Void> work, SqlConnection connection) {
        return Uni.combine().any().of(work, guard(connection));
    }

    private Uni<Void> acquire(SqlConnection connection, AtomicBoolean over) {
        return connection
                .query(NOTICE_DEAD_PEERS)
                .execute()
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> attempt(connection, over))
                        .withDelay(settings.leaderRetry())
                        .whilst(leads -> !leads)
                        .filter(leads -> leads)
                        .toUni())
                .replaceWithVoid();
    }

    private Uni<Boolean> attempt(SqlConnection connection, AtomicBoolean over) {
        if (over.get()) return Uni.createFrom().nothing();
        return connection
                .preparedQuery("select pg_try_advisory_lock($1)")
                .execute(Tuple.of(lock))
                .ifNoItem()
                .after(settings.heartbeatTimeout())
                .fail()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Never ends; fails as soon as the lock's connection does not answer. */
    private Uni<Void> guard(SqlConnection connection) {
        return Multi.createBy()
                .repeating()
                .uni(() -> connection
                        .query("select 1")
                        .execute()
                        .ifNoItem()
                        .after(settings.heartbeatTimeout())
                        .fail())
                .withDelay(settings.heartbeat())
                .indefinitely()
                .onItem()
                .ignoreAsUni();
    }

    /** A connection that is lost has lost its lock already. */
    private Uni<Void> release(SqlConnection connection) {
        return connection
                .query("select pg_advisory_unlock_all()")
                .execute()
                .ifNoItem()
                .after(settings.heartbeatTimeout())
                .fail()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull()
                .eventually(connection::close);
    }
}
