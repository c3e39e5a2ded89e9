package io.qingting.alert.store;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The statements on channels: as configured, and who may send to one now. */
public final class ChannelStore {
    static final String COLUMNS = """
            c.channel_id, c.name, c.kind, c.language, c.markdown, c.host, c.keyword, c.mail_to, c.call_all, c.per_minute,
            c.backup_id, c.enabled, c.secrets, c.secret_tail, c.hold_until, c.fault, c.failures, c.recent, c.last_ok_at,
            c.last_error""";

    /** A channel that has something to do and that nobody works on; taken for as long as the lease lasts. */
    private static final String LEASE = """
            with free as (
                select channel_id from alert_channel c
                where enabled and fault is null and (lease_until is null or lease_until <= $1)
                    and (hold_until is null or hold_until <= $1) and channel_id <> all ($4::bigint[])
                    and (exists (select 1 from delivery d where d.channel_id = c.channel_id and d.state = 'pending')
                        or exists (select 1 from message m where m.channel_id = c.channel_id
                            and m.state in ('sending', 'retry') and (m.next_at is null or m.next_at <= $1)))
                order by channel_id limit 1 for no key update skip locked
            )
            update alert_channel c set lease = $2, lease_until = $3 from free where c.channel_id = free.channel_id
            returning\s""" + COLUMNS;

    private ChannelStore() {}

    /** @param waiting channels that are not looked at now */
    public static Uni<Optional<ChannelRow>> lease(
            SqlClient tx, UUID lease, Instant now, Instant until, List<Long> waiting) {
        return tx.preparedQuery(LEASE)
                .execute(Tuple.of(AlertStore.utc(now), lease, AlertStore.utc(until), waiting.toArray(Long[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ChannelStore::row)
                        .findFirst());
    }

    /** Gives a lease back; what another instance took meanwhile is left alone. */
    public static Uni<Void> release(SqlClient tx, long channelId, UUID lease) {
        return tx.preparedQuery(
                        "update alert_channel set lease = null, lease_until = null where channel_id = $1 and lease = $2")
                .execute(Tuple.of(channelId, lease))
                .replaceWithVoid();
    }

    /** Counts a post that is about to go, and forgets those of more than a minute ago. */
    public static Uni<Void> count(SqlClient tx, long channelId, Instant now, Instant since) {
        return tx.preparedQuery("""
                        update alert_channel set recent = array(
                            select at from unnest(recent) as at where at > $3 order by at) || $2::timestamptz
                        where channel_id = $1
                        """)
                .execute(Tuple.of(channelId, AlertStore.utc(now), AlertStore.utc(since)))
                .replaceWithVoid();
    }

    /** Notes a success. */
    public static Uni<Void> worked(SqlClient tx, long channelId, Instant now) {
        return tx.preparedQuery("""
                        update alert_channel set failures = 0, hold_until = null, fault = null, last_ok_at = $2,
                            last_error = null
                        where channel_id = $1
                        """)
                .execute(Tuple.of(channelId, AlertStore.utc(now)))
                .replaceWithVoid();
    }

    /** Notes that what was at fault is mended: it is tried again. */
    public static Uni<Void> mended(SqlClient tx, long channelId) {
        return tx.preparedQuery(
                        "update alert_channel set failures = 0, hold_until = null, fault = null, last_error = null"
                                + " where channel_id = $1")
                .execute(Tuple.of(channelId))
                .replaceWithVoid();
    }

    /** Notes a failure; the failures in a row with it. */
    public static Uni<Integer> failed(
            SqlClient tx, long channelId, String error, @Nullable Instant holdUntil, @Nullable String fault) {
        return tx.preparedQuery("""
                        update alert_channel set failures = failures + 1, hold_until = $2, fault = $3, last_error = $4
                        where channel_id = $1 returning failures
                        """)
                .execute(Tuple.of(channelId, holdUntil == null ? null : AlertStore.utc(holdUntil), fault, error))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Notes that the vendor wants no more for a while; the channel itself is well. */
    public static Uni<Void> hold(SqlClient tx, long channelId, String error, Instant until) {
        return tx.preparedQuery("update alert_channel set hold_until = $2, last_error = $3 where channel_id = $1")
                .execute(Tuple.of(channelId, AlertStore.utc(until), error))
                .replaceWithVoid();
    }

    /** Whether a channel may be sent to and is not broken. */
    public static Uni<Boolean> isWell(SqlClient tx, long channelId) {
        return tx.preparedQuery("""
                        select exists (select 1 from alert_channel
                            where channel_id = $1 and enabled and fault is null and failures < $2)
                        """)
                .execute(Tuple.of(channelId, ChannelRow.BROKEN_AFTER))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Channels that are in use and broken. */
    public static Uni<List<ChannelRow>> broken(SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + """
                         from alert_channel c where enabled and (fault is not null or failures >= $1) order by channel_id
                        """)
                .execute(Tuple.of(ChannelRow.BROKEN_AFTER))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ChannelStore::row)
                        .toList());
    }

    public static Uni<List<ChannelRow>> all(SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from alert_channel c order by channel_id")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ChannelStore::row)
                        .toList());
    }

    public static Uni<Optional<ChannelRow>> find(SqlClient client, long channelId) {
        return client.preparedQuery("select " + COLUMNS + " from alert_channel c where channel_id = $1")
                .execute(Tuple.of(channelId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ChannelStore::row)
                        .findFirst());
    }

    /** The id of a channel yet to be written: its secrets are sealed for it. */
    public static Uni<Long> nextId(SqlClient client) {
        return client.preparedQuery("select nextval(pg_get_serial_sequence('alert_channel', 'channel_id'))")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Inserts a channel, or replaces one with all its settings and begins anew with it: no fault, no hold. */
    public static Uni<Void> save(SqlClient tx, ChannelRow row, Instant now) {
        return tx.preparedQuery("""
                        insert into alert_channel (channel_id, name, kind, language, markdown, host, keyword, mail_to,
                            call_all, per_minute, backup_id, enabled, secrets, secret_tail, created_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                        on conflict (channel_id) do update set name = excluded.name, language = excluded.language,
                            markdown = excluded.markdown, host = excluded.host, keyword = excluded.keyword,
                            mail_to = excluded.mail_to, call_all = excluded.call_all, per_minute = excluded.per_minute,
                            backup_id = excluded.backup_id, enabled = excluded.enabled, secrets = excluded.secrets,
                            secret_tail = excluded.secret_tail, fault = null, failures = 0, hold_until = null,
                            last_error = null
                        """)
                .execute(Tuple.tuple()
                        .addLong(row.channelId())
                        .addString(row.name())
                        .addString(row.kind().wireName())
                        .addString(row.language())
                        .addBoolean(row.markdown())
                        .addString(row.host())
                        .addString(row.keyword())
                        .addArrayOfString(row.mailTo().toArray(String[]::new))
                        .addBoolean(row.callAll())
                        .addInteger(row.perMinute())
                        .addLong(row.backupId())
                        .addBoolean(row.enabled())
                        .addValue(Buffer.buffer(row.sealed()))
                        .addString(row.secretTail())
                        .addOffsetDateTime(AlertStore.utc(now)))
                .replaceWithVoid();
    }

    /** @return false where there is none of that id */
    public static Uni<Boolean> delete(SqlClient tx, long channelId) {
        return tx.preparedQuery("""
                        with routes as (
                            update alert_route set channels = array_remove(channels, $1) where $1 = any (channels)
                        )
                        delete from alert_channel where channel_id = $1
                        """).execute(Tuple.of(channelId)).map(rows -> rows.rowCount() == 1);
    }

    /** Replaces sealed bytes by others of the same secret. */
    public static Uni<Void> reseal(SqlClient client, long channelId, byte[] before, byte[] after) {
        return client.preparedQuery("update alert_channel set secrets = $3 where channel_id = $1 and secrets = $2")
                .execute(Tuple.of(channelId, Buffer.buffer(before), Buffer.buffer(after)))
                .replaceWithVoid();
    }

    private static ChannelRow row(Row row) {
        OffsetDateTime[] recent = row.getArrayOfOffsetDateTimes("recent");
        return new ChannelRow(
                row.getLong("channel_id"),
                row.getString("name"),
                ChannelKind.ofWireName(row.getString("kind")).orElseThrow(),
                row.getString("language"),
                row.getBoolean("markdown"),
                row.getString("host"),
                row.getString("keyword"),
                List.of(row.getArrayOfStrings("mail_to")),
                row.getBoolean("call_all"),
                row.getInteger("per_minute"),
                row.getLong("backup_id"),
                row.getBoolean("enabled"),
                row.getBuffer("secrets").getBytes(),
                row.getString("secret_tail"),
                AlertRows.maybe(row, "hold_until"),
                row.getString("fault"),
                row.getInteger("failures"),
                Arrays.stream(recent).map(OffsetDateTime::toInstant).toList(),
                AlertRows.maybe(row, "last_ok_at"),
                row.getString("last_error"));
    }
}
