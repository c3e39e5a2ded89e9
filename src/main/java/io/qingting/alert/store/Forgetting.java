package io.qingting.alert.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;

/** The statements by which the past is forgotten, a bounded number of rows at once. Instants are the machine's time. */
public final class Forgetting {
    /** Most rows that one call forgets. */
    public static final int BATCH = 2_000;

    /** What tells who knows of an open alert is kept: they have to hear when it is over. */
    private static final String MESSAGES = """
            with old as (
                select m.message_id from message m
                where (m.state in ('sent', 'merged') and m.ended_at < $1 or m.state = 'dead' and m.ended_at < $2)
                    and not exists (
                        select 1 from delivery d join notice n using (notice_id) join alert a using (alert_id)
                        where d.message_id = m.message_id and a.state in ('firing', 'acknowledged'))
                limit $3
            ), gone as (delete from delivery d using old where d.message_id = old.message_id)
            delete from message m using old where m.message_id = old.message_id
            """;

    private static final String ALERTS = """
            with old as (
                select alert_id from alert
                where state in ('resolved', 'takenBack') and raised_at < $1 and fired_at < $1 limit $2
            ), steps as (delete from alert_step s using old where s.alert_id = old.alert_id),
            letters as (
                delete from delivery d using notice n, old
                where d.notice_id = n.notice_id and n.alert_id = old.alert_id
            ),
            notices as (delete from notice n using old where n.alert_id = old.alert_id)
            delete from alert a using old where a.alert_id = old.alert_id
            """;

    private Forgetting() {}

    /**
     * Messages that ended long ago, with their deliveries; those of open alerts stay.
     *
     * @param sentBefore of those that were sent or dissolved
     * @param deadBefore of those that were given up
     * @return how many, at most {@link #BATCH}
     */
    public static Uni<Integer> messages(SqlClient client, Instant sentBefore, Instant deadBefore) {
        return client.preparedQuery(MESSAGES)
                .execute(Tuple.of(AlertStore.utc(sentBefore), AlertStore.utc(deadBefore), BATCH))
                .map(rows -> rows.rowCount());
    }

    /** Closed alerts with all that is known of them; how many, at most {@link #BATCH}. */
    public static Uni<Integer> alerts(SqlClient client, Instant before) {
        return client.preparedQuery(ALERTS)
                .execute(Tuple.of(AlertStore.utc(before), BATCH))
                .map(rows -> rows.rowCount());
    }

    /** Which periods digests told of; how many, at most {@link #BATCH}. */
    public static Uni<Integer> periods(SqlClient client, Instant before) {
        return client.preparedQuery("""
                        delete from alert_digest_told t using (
                            select digest_id, starts_at, ends_at from alert_digest_told where ends_at < $1 limit $2
                        ) as old
                        where t.digest_id = old.digest_id and t.starts_at = old.starts_at and t.ends_at = old.ends_at
                        """)
                .execute(Tuple.of(AlertStore.utc(before), BATCH))
                .map(rows -> rows.rowCount());
    }
}
