package io.qingting.access.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail. */
public final class AuditStore {
    private AuditStore() {}

    /** One change. */
    public record Entry(
            long auditId,
            Instant at,
            String actor,
            String action,
            String subject,
            @Nullable JsonObject before,
            @Nullable JsonObject after) {}

    /**
     * What to look for; null: not asked.
     *
     * @param action the begin of an action
     * @param from inclusive
     * @param to exclusive
     * @param beforeId only older entries than this one
     */
    public record Search(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to,
            long beforeId) {}

    /** The newest first. */
    public static Uni<List<Entry>> search(SqlClient client, Search search, int limit) {
        return client.preparedQuery("""
                        select audit_id, at, actor, action, subject, before, after from audit_entry
                        where audit_id < $1
                          and ($2::text is null or actor = $2)
                          and ($3::text is null or starts_with(action, $3))
                          and ($4::text is null or subject = $4)
                          and ($5::timestamptz is null or at >= $5)
                          and ($6::timestamptz is null or at < $6)
                        order by audit_id desc limit $7
                        """)
                .execute(Tuple.tuple()
                        .addLong(search.beforeId())
                        .addString(search.actor())
                        .addString(search.action())
                        .addString(search.subject())
                        .addOffsetDateTime(utc(search.from()))
                        .addOffsetDateTime(utc(search.to()))
                        .addInteger(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AuditStore::entry)
                        .toList());
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getLong(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getJsonObject(5),
                row.getJsonObject(6));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
