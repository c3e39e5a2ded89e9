package io.qingting.report.store;

import io.qingting.event.domain.LogPosition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.function.Function;

/** Several statements that see the same facts, cannot change any, and end after a stated time. */
public final class Snapshot {
    private Snapshot() {}

    /** Runs the reading in a transaction of its own; each of its statements fails after {@code limit}. */
    public static <T> Uni<T> read(Pool pool, Duration limit, Function<SqlConnection, Uni<T>> reading) {
        return pool.withTransaction(tx -> tx.query("set transaction isolation level repeatable read, read only")
                .execute()
                // Plans fit the range asked for: a plan for any range would read the whole table.
                .chain(() -> tx.preparedQuery("select set_config('statement_timeout', $1, true),"
                                + " set_config('plan_cache_mode', 'force_custom_plan', true),"
                                + " set_config('jit', 'off', true), set_config('work_mem', '32MB', true)")
                        .execute(Tuple.of(Long.toString(limit.toMillis()))))
                .chain(() -> reading.apply(tx)));
    }

    /** The facts hold every event up to this position. */
    static Uni<LogPosition> asOf(SqlClient transaction) {
        return transaction
                .query("select position, recorded_at from fact_position")
                .execute()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new LogPosition(
                            row.getLong(0), row.getOffsetDateTime(1).toInstant().toEpochMilli());
                });
    }
}
