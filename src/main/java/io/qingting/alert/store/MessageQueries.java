package io.qingting.alert.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements by which operators look at messages. */
public final class MessageQueries {
    private MessageQueries() {}

    /**
     * A message as operators see it. Instants are the machine's time.
     *
     * @param state sending, retry, sent, merged or dead
     * @param nextAt of the next attempt; null: none planned
     */
    public record Sent(
            long messageId,
            long channelId,
            String channel,
            String state,
            String title,
            int alerts,
            int attempts,
            boolean repeated,
            Instant createdAt,
            @Nullable Instant nextAt,
            @Nullable Instant endedAt,
            @Nullable String error) {}

    public static Uni<List<Sent>> list(SqlClient client, @Nullable String state, long before, int limit) {
        return client.preparedQuery("""
                        select m.message_id, m.channel_id, c.name, m.state, m.title, m.alerts, m.attempts, m.repeated,
                            m.created_at, m.next_at, m.ended_at, m.error
                        from message m join alert_channel c using (channel_id)
                        where m.message_id < $1 and ($2::text is null or m.state = $2::text)
                        order by m.message_id desc limit $3
                        """)
                .execute(Tuple.of(before, state, limit))
                .map(rows -> DeliveryStore.list(
                        rows,
                        row -> new Sent(
                                row.getLong("message_id"),
                                row.getLong("channel_id"),
                                row.getString("name"),
                                row.getString("state"),
                                row.getString("title"),
                                row.getInteger("alerts"),
                                row.getInteger("attempts"),
                                row.getBoolean("repeated"),
                                AlertRows.instant(row, "created_at"),
                                AlertRows.maybe(row, "next_at"),
                                AlertRows.maybe(row, "ended_at"),
                                row.getString("error"))));
    }

    /** A dead letter sets out again; false where it is none. */
    public static Uni<Boolean> sendAgain(SqlClient tx, long messageId, Instant now) {
        return tx.preparedQuery("""
                        with again as (
                            update message set state = 'retry', repeated = true, first_at = $2, next_at = $2, ended_at = null,
                                attempts = attempts + 1
                            where message_id = $1 and state = 'dead' returning message_id
                        ), deliveries as (
                            update delivery d set state = 'assigned' from again where d.message_id = again.message_id
                        )
                        select count(*) from again
                        """)
                .execute(Tuple.of(messageId, AlertStore.utc(now)))
                .map(rows -> rows.iterator().next().getLong(0) == 1);
    }
}
