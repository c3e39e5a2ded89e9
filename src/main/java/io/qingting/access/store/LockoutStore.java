package io.qingting.access.store;

import io.qingting.access.domain.Lockout;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/** The statements on failed log-ins, by the SHA-256 of what is guarded. */
public final class LockoutStore {
    private LockoutStore() {}

    /** What failed so far, kept from other attempts until the transaction ends; no failure where nothing is known. */
    public static Uni<Lockout> lock(SqlClient transaction, byte[] guarded) {
        return transaction
                .preparedQuery("insert into log_in_lockout (guarded, failures, last_at) values ($1, 0, '-infinity')"
                        + " on conflict (guarded) do update set failures = log_in_lockout.failures"
                        + " returning failures, case when failures > 0 then last_at end")
                .execute(Tuple.of(Buffer.buffer(guarded)))
                .map(rows -> rows.iterator().next())
                .map(row -> row.getOffsetDateTime(1) == null
                        ? new Lockout(0, Instant.EPOCH)
                        : new Lockout(
                                row.getInteger(0), row.getOffsetDateTime(1).toInstant()));
    }

    public static Uni<Void> put(SqlClient transaction, byte[] guarded, Lockout lockout) {
        return transaction
                .preparedQuery("update log_in_lockout set failures = $2, last_at = $3 where guarded = $1")
                .execute(Tuple.of(
                        Buffer.buffer(guarded),
                        lockout.failures(),
                        lockout.lastAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    public static Uni<Void> forget(SqlClient transaction, byte[] guarded) {
        return transaction
                .preparedQuery("delete from log_in_lockout where guarded = $1")
                .execute(Tuple.of(Buffer.buffer(guarded)))
                .replaceWithVoid();
    }

    /**
     * The attempt was none: one failure less, and the last one is the one before it, unless another came since.
     *
     * @param attemptAt when it was put down
     * @param before what stood there then
     */
    public static Uni<Void> takeBack(SqlClient client, byte[] guarded, Instant attemptAt, Lockout before) {
        return client.preparedQuery("update log_in_lockout set failures = greatest(failures - 1, 0),"
                        + " last_at = case when last_at = $2 then $3 else last_at end where guarded = $1")
                .execute(Tuple.of(
                        Buffer.buffer(guarded),
                        attemptAt.atOffset(ZoneOffset.UTC),
                        before.lastAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Deletes failures nobody repeated. */
    public static Uni<Void> forgetBefore(SqlClient client, Instant instant) {
        return client.preparedQuery("delete from log_in_lockout where last_at < $1")
                .execute(Tuple.of(instant.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
