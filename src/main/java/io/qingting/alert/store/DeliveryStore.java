package io.qingting.alert.store;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.Message;
import io.qingting.alert.domain.MessagePlan.Pending;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The statements by which deliveries become messages, and by which these end. */
public final class DeliveryStore {
    /** What was refused goes first, in ever smaller parts, until what is not taken is alone. */
    private static final String PENDING = """
            with part as (
                select most from delivery where channel_id = $1 and state = 'pending' and most is not null
                order by most limit 1
            )
            select d.delivery_id, d.duty as called, n.notice_id, n.kind as notice_kind, n.duty, n.at as noticed_at,
            """ + AlertRows.COLUMNS + """
             from delivery d join notice n using (notice_id) join alert a using (alert_id) left join part on true
            where d.channel_id = $1 and d.state = 'pending' and (part.most is null or d.most = part.most)
            order by d.delivery_id limit least($2, coalesce((select most from part), $2))
            """;

    private static final String INSERT_MESSAGE = """
            insert into message (message_id, channel_id, state, title, body, calls, call_all, data, alerts, parts,
                created_at, first_at)
            values ($1, $2, 'sending', $3, $4, $5::jsonb, $6, $7, $8, $9, $10, $10)
            """;

    /** A message whose time has come again, or that an instance took and never reported on. */
    private static final String DUE_MESSAGE = """
            with due as (
                select message_id, state from message
                where channel_id = $1 and state in ('sending', 'retry') and (next_at is null or next_at <= $2)
                order by message_id limit 1 for update
            )
            update message m set
                repeated = m.repeated or due.state = 'sending', state = 'sending', attempts = m.attempts + 1, next_at = null
            from due where m.message_id = due.message_id returning m.*
            """;

    private DeliveryStore() {}

    /** What waits for a channel and may go in one message, oldest first. */
    public static Uni<List<Pending>> pending(SqlClient tx, long channelId, int limit) {
        return tx.preparedQuery(PENDING)
                .execute(Tuple.of(channelId, limit))
                .map(rows -> list(rows, DeliveryStore::pending));
    }

    /** Locks alerts in the order in which those who end them do, and reads them as they are now. */
    public static Uni<List<Alert>> lockAlerts(SqlClient tx, List<Long> alertIds) {
        return tx.preparedQuery("select " + AlertRows.COLUMNS
                        + " from alert a where a.alert_id = any ($1) order by a.cause, a.alert_id for no key update")
                .execute(Tuple.of((Object) alertIds.toArray(Long[]::new)))
                .map(rows -> list(rows, AlertRows::alert));
    }

    /** What turned out to be pointless is not told. */
    public static Uni<Void> drop(SqlClient tx, List<Long> deliveryIds) {
        if (deliveryIds.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery(
                        "update delivery set state = 'dropped' where delivery_id = any ($1) and state = 'pending'")
                .execute(Tuple.of((Object) deliveryIds.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    public static Uni<Long> nextMessageId(SqlClient tx) {
        return tx.preparedQuery("select nextval(pg_get_serial_sequence('message', 'message_id'))")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Writes a new message, puts its deliveries into it and notes on its alerts that they are told of. */
    public static Uni<Void> insert(
            SqlClient tx, Message message, List<Long> deliveryIds, List<Long> alertIds, Instant now) {
        return tx.preparedQuery(INSERT_MESSAGE)
                .execute(Tuple.tuple()
                        .addLong(message.messageId())
                        .addLong(message.channelId())
                        .addString(message.title())
                        .addString(message.body())
                        .addValue(new JsonArray(message.calls()))
                        .addBoolean(message.callAll())
                        .addString(message.data())
                        .addInteger(message.alerts())
                        .addInteger(message.parts())
                        .addOffsetDateTime(AlertStore.utc(now)))
                .chain(() -> tx.preparedQuery(
                                "update delivery set state = 'assigned', message_id = $2 where delivery_id = any ($1)")
                        .execute(Tuple.of(deliveryIds.toArray(Long[]::new), message.messageId())))
                .chain(() -> tx.preparedQuery("update alert set told_at = $2 where alert_id = any ($1)")
                        .execute(Tuple.of(alertIds.toArray(Long[]::new), AlertStore.utc(now))))
                .replaceWithVoid();
    }

    /** The channel's oldest message whose time has come, now under way again. */
    public static Uni<Optional<Message>> takeDue(SqlClient tx, long channelId, Instant now) {
        return tx.preparedQuery(DUE_MESSAGE)
                .execute(Tuple.of(channelId, AlertStore.utc(now)))
                .map(rows -> list(rows, DeliveryStore::message).stream().findFirst());
    }

    /** Whether the channel has a message whose time has come. */
    public static Uni<Boolean> hasDue(SqlClient tx, long channelId, Instant now) {
        return tx.preparedQuery("""
                        select exists (select 1 from message where channel_id = $1 and state in ('sending', 'retry')
                            and (next_at is null or next_at <= $2))
                        """)
                .execute(Tuple.of(channelId, AlertStore.utc(now)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Notes an accepted part; with the last one the message is sent. False where this attempt is not the newest. */
    public static Uni<Boolean> accepted(SqlClient tx, Message message, Instant now) {
        boolean last = message.sentParts() + 1 >= message.parts();
        return tx.preparedQuery("""
                        with done as (
                            update message set sent_parts = sent_parts + 1, state = $3, next_at = $4, ended_at = $5,
                                error = null
                            where message_id = $1 and attempts = $2 and state = 'sending' returning message_id
                        ), delivered as (
                            update delivery d set state = 'sent' from done
                            where d.message_id = done.message_id and $3 = 'sent'
                        )
                        select count(*) from done
                        """)
                .execute(Tuple.tuple()
                        .addLong(message.messageId())
                        .addInteger(message.attempts())
                        .addString(last ? "sent" : "retry")
                        .addOffsetDateTime(last ? null : AlertStore.utc(now))
                        .addOffsetDateTime(last ? AlertStore.utc(now) : null))
                .map(rows -> rows.iterator().next().getLong(0) == 1);
    }

    /** The message waits for its next attempt. */
    public static Uni<Void> retry(
            SqlClient tx, Message message, String error, Instant nextAt, boolean repeated, boolean plain) {
        return tx.preparedQuery("""
                        update message set state = 'retry', next_at = $3, error = $4, repeated = repeated or $5,
                            plain = plain or $6
                        where message_id = $1 and attempts = $2 and state = 'sending'
                        """)
                .execute(Tuple.of(
                        message.messageId(), message.attempts(), AlertStore.utc(nextAt), error, repeated, plain))
                .replaceWithVoid();
    }

    /** The message is given up; an operator may send it again. */
    public static Uni<Void> dead(SqlClient tx, Message message, String error, Instant now) {
        return tx.preparedQuery("""
                        with dead as (
                            update message set state = 'dead', ended_at = $3, error = $4
                            where message_id = $1 and attempts = $2 and state = 'sending' returning message_id
                        )
                        update delivery d set state = 'dead' from dead where d.message_id = dead.message_id
                        """)
                .execute(Tuple.of(message.messageId(), message.attempts(), AlertStore.utc(now), error))
                .replaceWithVoid();
    }

    /** The message is dissolved: what it named waits again, to be told in a later one. */
    public static Uni<Void> merge(SqlClient tx, Message message, String error, Instant now) {
        return tx.preparedQuery("""
                        with merged as (
                            update message set state = 'merged', ended_at = $3, error = $4
                            where message_id = $1 and attempts = $2 and state = 'sending' returning message_id
                        )
                        update delivery d set state = 'pending', message_id = null from merged
                        where d.message_id = merged.message_id
                        """)
                .execute(Tuple.of(message.messageId(), message.attempts(), AlertStore.utc(now), error))
                .replaceWithVoid();
    }

    /** The message is dissolved: what it named waits again, to be told in messages of half as many. */
    public static Uni<Void> halve(SqlClient tx, Message message, String error, Instant now) {
        return tx.preparedQuery("""
                        with merged as (
                            update message set state = 'merged', ended_at = $3, error = $4
                            where message_id = $1 and attempts = $2 and state = 'sending' returning message_id
                        )
                        update delivery d set state = 'pending', message_id = null, most = $5 from merged
                        where d.message_id = merged.message_id
                        """)
                .execute(Tuple.of(
                        message.messageId(),
                        message.attempts(),
                        AlertStore.utc(now),
                        error,
                        (message.alerts() + 1) / 2))
                .replaceWithVoid();
    }

    /**
     * What waits for a broken channel goes to another that works, but for what that one has already. A message that names no
     * alert goes as it is.
     */
    public static Uni<Void> moveTo(SqlClient tx, long channelId, long backupId, Instant now) {
        return tx.preparedQuery(
                        "select channel_id from alert_channel where channel_id = $1 and enabled and fault is null")
                .execute(Tuple.of(backupId))
                .chain(works ->
                        works.size() == 0 ? Uni.createFrom().voidItem() : moveWaiting(tx, channelId, backupId, now));
    }

    private static Uni<Void> moveWaiting(SqlClient tx, long channelId, long backupId, Instant now) {
        return tx.preparedQuery(
                        "update message set channel_id = $2 where channel_id = $1 and state = 'retry' and alerts = 0")
                .execute(Tuple.of(channelId, backupId))
                .chain(() -> tx.preparedQuery("""
                        with merged as (
                            update message set state = 'merged', ended_at = $2, error = 'another channel took its place'
                            where channel_id = $1 and state = 'retry' returning message_id
                        )
                        update delivery d set state = 'pending', message_id = null from merged
                        where d.message_id = merged.message_id
                        """).execute(Tuple.of(channelId, AlertStore.utc(now))))
                .chain(() -> tx.preparedQuery("""
                        update delivery d set most = null,
                            channel_id = case when known.yes then d.channel_id else $2 end,
                            state = case when known.yes then 'dropped' else 'pending' end
                        from (select w.delivery_id, exists (
                                select 1 from delivery o where o.notice_id = w.notice_id and o.channel_id = $2
                            ) as yes from delivery w where w.channel_id = $1 and w.state = 'pending') as known
                        where d.delivery_id = known.delivery_id
                        """).execute(Tuple.of(channelId, backupId)))
                .replaceWithVoid();
    }

    private static Pending pending(Row row) {
        return new Pending(row.getLong("delivery_id"), row.getString("called"), NoticeStore.notice(row));
    }

    static Message message(Row row) {
        return new Message(
                row.getLong("message_id"),
                row.getLong("channel_id"),
                row.getString("title"),
                row.getString("body"),
                row.getJsonArray("calls").encode(),
                row.getBoolean("call_all"),
                row.getString("data"),
                row.getInteger("alerts"),
                row.getInteger("parts"),
                row.getInteger("sent_parts"),
                row.getInteger("attempts"),
                row.getBoolean("repeated"),
                row.getBoolean("plain"),
                AlertRows.instant(row, "first_at"));
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> value) {
        return StreamSupport.stream(rows.spliterator(), false).map(value).toList();
    }
}
