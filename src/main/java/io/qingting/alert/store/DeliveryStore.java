package io.qingting.alert.store;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.Message;
import io.qingting.alert.domain.MessagePlan.Pending;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Routing;
import io.qingting.alert.domain.Told;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The statements by which notices become deliveries and deliveries become messages. */
public final class DeliveryStore {
    private static final String NEW_NOTICES =
            "select n.notice_id, n.kind as notice_kind, n.duty, n.at as noticed_at, " + AlertRows.COLUMNS + """
             from notice n join alert a using (alert_id)
            where n.state = 'new' order by n.notice_id limit $1 for update of n skip locked
            """;

    private static final String ROUTED = """
            with decided as (
                select * from jsonb_to_recordset($1::jsonb) as d (notice_id bigint, state text, held_by text)
            )
            update notice n set state = d.state, held_by = d.held_by from decided d where n.notice_id = d.notice_id
            """;

    /**
     * A broken channel's place is taken by its backup, where that one works; after its hold it is tried again with what comes
     * next.
     */
    private static final String DELIVER = """
            insert into delivery (notice_id, channel_id, duty, state)
            select distinct on (w.notice_id, coalesce(b.channel_id, c.channel_id))
                w.notice_id, coalesce(b.channel_id, c.channel_id), w.duty, 'pending'
            from jsonb_to_recordset($1::jsonb) as w (notice_id bigint, channel_id bigint, duty text)
            join alert_channel c on c.channel_id = w.channel_id
            left join alert_channel b on b.channel_id = c.backup_id
                and b.enabled and b.fault is null
                and (c.fault is not null or not c.enabled or (c.failures >= $2 and c.hold_until > $3))
            where c.enabled or b.channel_id is not null
            order by w.notice_id, coalesce(b.channel_id, c.channel_id)
            on conflict (notice_id, channel_id) do nothing
            """;

    private static final String TOLD = """
            select n.alert_id, d.channel_id, max(m.created_at) as last_at,
                bool_or(d.state in ('pending', 'assigned')) as waits
            from notice n join delivery d using (notice_id) left join message m using (message_id)
            where n.alert_id = any ($1) and d.state in ('pending', 'assigned', 'sent')
            group by n.alert_id, d.channel_id
            """;

    private static final String PENDING =
            "select d.delivery_id, d.duty as called, n.notice_id, n.kind as notice_kind, n.duty, n.at as noticed_at, "
                    + AlertRows.COLUMNS + """
             from delivery d join notice n using (notice_id) join alert a using (alert_id)
            where d.channel_id = $1 and d.state = 'pending' order by d.delivery_id limit $2
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

    /** Whether there is anything to do at all, in one look. */
    public static Uni<Boolean> isAnythingNew(SqlClient client) {
        return client.preparedQuery("select exists (select 1 from notice where state = 'new')")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Notices that nobody decided on yet, oldest first, for this transaction alone. */
    public static Uni<List<Notice>> newNotices(SqlClient tx, int limit) {
        return tx.preparedQuery(NEW_NOTICES).execute(Tuple.of(limit)).map(rows -> list(rows, DeliveryStore::notice));
    }

    /** Open critical alerts on figures of queues. */
    public static Uni<List<Routing.Trouble>> troubles(SqlClient tx) {
        return tx.preparedQuery("""
                        select alert_id, queue_id from alert
                        where state in ('firing', 'acknowledged') and kind = 'figureOff' and severity = 2
                            and queue_id is not null and not console_only
                        """)
                .execute()
                .map(rows -> list(rows, row -> new Routing.Trouble(row.getLong(0), row.getString(1))));
    }

    /** Who was told of each alert, and for whom something about it waits. */
    public static Uni<Map<Long, Told>> told(SqlClient tx, List<Long> alertIds) {
        if (alertIds.isEmpty()) return Uni.createFrom().item(Map.of());
        return tx.preparedQuery(TOLD)
                .execute(Tuple.of((Object) alertIds.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Map<Long, Instant>> lastAt = new HashMap<>();
                    Map<Long, Set<Long>> waiting = new HashMap<>();
                    for (Row row : rows) {
                        long alertId = row.getLong("alert_id");
                        long channelId = row.getLong("channel_id");
                        Instant last = AlertRows.maybe(row, "last_at");
                        if (last != null)
                            lastAt.computeIfAbsent(alertId, id -> new HashMap<>())
                                    .put(channelId, last);
                        if (row.getBoolean("waits"))
                            waiting.computeIfAbsent(alertId, id -> new HashSet<>())
                                    .add(channelId);
                    }
                    return alertIds.stream()
                            .distinct()
                            .collect(Collectors.toMap(
                                    id -> id,
                                    id -> new Told(
                                            lastAt.getOrDefault(id, Map.of()), waiting.getOrDefault(id, Set.of()))));
                });
    }

    /** Writes down what was decided on each notice. */
    public static Uni<Void> decided(
            SqlClient tx, Map<Notice, Routing.Decision> decisions, int brokenAfter, Instant now) {
        JsonArray states = new JsonArray();
        JsonArray ways = new JsonArray();
        decisions.forEach((notice, decision) -> {
            JsonObject state = new JsonObject().put("notice_id", notice.noticeId());
            switch (decision) {
                case Routing.Decision.Tell tell -> {
                    state.put("state", "routed");
                    tell.ways()
                            .forEach(way -> ways.add(new JsonObject()
                                    .put("notice_id", notice.noticeId())
                                    .put("channel_id", way.channelId())
                                    .put("duty", way.duty())));
                }
                case Routing.Decision.Hold hold -> state.put("state", "held").put("held_by", hold.by());
                case Routing.Decision.Drop drop -> state.put("state", "dropped").put("held_by", drop.why());
            }
            states.add(state);
        });
        return tx.preparedQuery(ROUTED)
                .execute(Tuple.of(states))
                .chain(() -> tx.preparedQuery(DELIVER).execute(Tuple.of(ways, brokenAfter, AlertStore.utc(now))))
                .replaceWithVoid();
    }

    /** What waits for a channel, oldest first. */
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
                        update delivery d set
                            channel_id = case when known.yes then d.channel_id else $2 end,
                            state = case when known.yes then 'dropped' else 'pending' end
                        from (select w.delivery_id, exists (
                                select 1 from delivery o where o.notice_id = w.notice_id and o.channel_id = $2
                            ) as yes from delivery w where w.channel_id = $1 and w.state = 'pending') as known
                        where d.delivery_id = known.delivery_id
                        """).execute(Tuple.of(channelId, backupId)))
                .replaceWithVoid();
    }

    private static Notice notice(Row row) {
        return new Notice(
                row.getLong("notice_id"),
                NoticeKind.ofWireName(row.getString("notice_kind")),
                row.getString("duty"),
                AlertRows.instant(row, "noticed_at"),
                AlertRows.alert(row));
    }

    private static Pending pending(Row row) {
        return new Pending(row.getLong("delivery_id"), row.getString("called"), notice(row));
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
