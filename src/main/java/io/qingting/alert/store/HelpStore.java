package io.qingting.alert.store;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.Cause;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements on agents' calls for help. */
public final class HelpStore {
    private HelpStore() {}

    /** Nobody else raises or ends alerts of this cause by this way until the transaction ends. */
    public static Uni<Void> lock(SqlClient transaction, Cause cause) {
        return transaction
                .preparedQuery("select pg_advisory_xact_lock(hashtextextended($1::text, 0))")
                .execute(Tuple.of(cause.key()))
                .replaceWithVoid();
    }

    /** The open alert of a cause; empty: there is none. */
    public static Uni<Optional<Alert>> open(SqlClient client, Cause cause) {
        return client.preparedQuery("select " + AlertRows.COLUMNS
                        + " from alert a where a.cause = $1 and a.state in ('firing', 'acknowledged')")
                .execute(Tuple.of(cause.key()))
                .map(rows -> DeliveryStore.list(rows, AlertRows::alert).stream().findFirst());
    }

    /** When alerts of a cause were raised since an instant, the machine's time, the newest first; at most {@code limit}. */
    public static Uni<List<Instant>> raisedSince(SqlClient client, Cause cause, Instant since, int limit) {
        return client.preparedQuery(
                        "select fired_at from alert where cause = $1 and fired_at >= $2 order by alert_id desc limit $3")
                .execute(Tuple.of(cause.key(), AlertStore.utc(since), limit))
                .map(rows -> DeliveryStore.list(rows, row -> AlertRows.instant(row, "fired_at")));
    }
}
