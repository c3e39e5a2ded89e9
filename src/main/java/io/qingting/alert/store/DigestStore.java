package io.qingting.alert.store;

import io.qingting.alert.domain.AlertCounts;
import io.qingting.alert.domain.Digest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The statements on digests: as configured, and which periods each told. */
public final class DigestStore {
    /** A warning that became a breach was raised before its deadline, by this at most. */
    private static final Duration LONGEST_WARNING = Duration.ofDays(7);

    private static final String COUNTS = """
            select count(*) filter (where state in ('firing', 'acknowledged')) as open,
                count(*) filter (where state in ('firing', 'acknowledged') and severity = 2) as critical,
                count(*) filter (where kind = 'targetBreached' and state <> 'takenBack' and since >= $1 and since < $2)
                    as breaches
            from alert
            where (state in ('firing', 'acknowledged') or (raised_at >= $3 and since >= $1 and since < $2))
                and (cardinality($4::text[]) = 0 or queue_id = any ($4::text[]))
            """;

    private DigestStore() {}

    public static Uni<List<Digest>> all(SqlClient client) {
        return client.preparedQuery("select * from alert_digest order by digest_id")
                .execute()
                .map(rows -> DeliveryStore.list(rows, DigestStore::digest));
    }

    private static Digest digest(Row row) {
        return new Digest(
                row.getLong("digest_id"),
                row.getLong("channel_id"),
                Digest.Every.ofWireName(row.getString("every")).orElseThrow(),
                List.of(row.getArrayOfStrings("queues")),
                AlertRows.instant(row, "created_at"));
    }

    /** Inserts a digest (id 0) or replaces one, from now on; its id, or 0 where there is none of that id. */
    public static Uni<Long> save(SqlClient tx, Digest digest) {
        Tuple values = Tuple.tuple()
                .addLong(digest.channelId())
                .addString(digest.every().wireName())
                .addArrayOfString(digest.queues().toArray(String[]::new))
                .addOffsetDateTime(AlertStore.utc(digest.createdAt()));
        if (digest.digestId() != 0) values.addLong(digest.digestId());
        String statement = digest.digestId() == 0 ? """
                insert into alert_digest (channel_id, every, queues, created_at) values ($1, $2, $3, $4) returning digest_id
                """ : """
                update alert_digest set channel_id = $1, every = $2, queues = $3, created_at = $4
                where digest_id = $5 returning digest_id
                """;
        return tx.preparedQuery(statement)
                .execute(values)
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    public static Uni<Boolean> delete(SqlClient tx, long digestId) {
        return tx.preparedQuery("delete from alert_digest where digest_id = $1")
                .execute(Tuple.of(digestId))
                .map(rows -> rows.rowCount() == 1);
    }

    public static Uni<Boolean> isTold(SqlClient client, long digestId, Digest.Span span) {
        return client.preparedQuery("select exists (select 1 from alert_digest_told"
                        + " where digest_id = $1 and starts_at = $2 and ends_at = $3)")
                .execute(Tuple.of(digestId, AlertStore.utc(span.from()), AlertStore.utc(span.until())))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Notes that a message tells of a period; false where one does already. */
    public static Uni<Boolean> claim(SqlClient tx, long digestId, Digest.Span span, long messageId) {
        return tx.preparedQuery("insert into alert_digest_told (digest_id, starts_at, ends_at, message_id)"
                        + " values ($1, $2, $3, $4) on conflict do nothing")
                .execute(Tuple.of(digestId, AlertStore.utc(span.from()), AlertStore.utc(span.until()), messageId))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Puts a message that names no alert into the outbox: it sets out at once. */
    public static Uni<Void> insert(
            SqlClient tx, long messageId, long channelId, String title, String body, Instant now) {
        return tx.preparedQuery("""
                        insert into message (message_id, channel_id, state, title, body, calls, call_all, data, alerts, parts,
                            attempts, created_at, first_at, next_at)
                        values ($1, $2, 'retry', $3, $4, '[]', false, '[]', 0, 1, 0, $5, $5, $5)
                        """)
                .execute(Tuple.of(messageId, channelId, title, body, AlertStore.utc(now)))
                .replaceWithVoid();
    }

    /** @param queues ids; empty: the whole site */
    public static Uni<AlertCounts> counts(SqlClient tx, Instant from, Instant until, List<String> queues) {
        return tx.preparedQuery(COUNTS)
                .execute(Tuple.of(
                        AlertStore.utc(from),
                        AlertStore.utc(until),
                        AlertStore.utc(from.minus(LONGEST_WARNING)),
                        queues.toArray(String[]::new)))
                .map(rows -> rows.iterator().next())
                .map(row -> new AlertCounts(row.getLong("open"), row.getLong("critical"), row.getLong("breaches")));
    }
}
