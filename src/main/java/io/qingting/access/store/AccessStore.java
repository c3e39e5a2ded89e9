package io.qingting.access.store;

import io.qingting.access.domain.Audience;
import io.qingting.access.domain.DisplayKey;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.SourceKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The statements on keys and displays. Every method takes the client to run on: the pool, or a transaction's connection. */
public final class AccessStore {
    private static final String FIND = """
            select 'source' as kind, key_id as id, name, source_id, may_import, null as audience
              from source_key where key_hash = $1 and revoked_at is null
            union all
            select 'display', display_id, name, null, null, audience
              from display where token_hash = $1 and revoked_at is null
            union all
            select 'admin', key_id, name, null, null, null
              from admin_key where key_hash = $1 and revoked_at is null
            """;
    private static final String FIND_ALL = """
            with w as (select h as hex, decode(h, 'hex') as hash from unnest($1::text[]) as h)
            select w.hex, 'source' as kind, key_id as id, name, source_id, may_import, null as audience,
                   coalesce(last_used_at < $2, true) as unnoted
              from w join source_key on key_hash = w.hash where revoked_at is null
            union all
            select w.hex, 'display', display_id, name, null, null, audience, coalesce(last_used_at < $2, true)
              from w join display on token_hash = w.hash where revoked_at is null
            union all
            select w.hex, 'admin', key_id, name, null, null, null, coalesce(last_used_at < $2, true)
              from w join admin_key on key_hash = w.hash where revoked_at is null
            """;
    private static final String TOUCH_ALL = """
            with w as (select decode(h, 'hex') as hash from unnest($1::text[]) as h),
                 s as (update source_key set last_used_at = $2 from w where key_hash = w.hash),
                 d as (update display set last_used_at = $2 from w where token_hash = w.hash)
            update admin_key set last_used_at = $2 from w where key_hash = w.hash
            """;
    private static final String TOUCH = """
            with s as (update source_key set last_used_at = $2 where key_hash = $1 and coalesce(last_used_at < $3, true)),
                 d as (update display set last_used_at = $2 where token_hash = $1 and coalesce(last_used_at < $3, true))
            update admin_key set last_used_at = $2 where key_hash = $1 and coalesce(last_used_at < $3, true)
            """;

    private AccessStore() {}

    /** What the token of a hash allows now; empty where it is unknown or revoked. */
    public static Uni<Optional<Grant>> find(SqlClient client, byte[] hash) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(buffer(hash)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(grant(rows.iterator().next())));
    }

    /**
     * What the tokens of many hashes allow now, by their hashes in hexadecimal; unknown and revoked ones are missing.
     *
     * @param unnotedBefore a token that was last used before is given as one whose use is still to be noted
     */
    public static Uni<OpenGrants> findAll(SqlClient client, Collection<String> hashes, Instant unnotedBefore) {
        return client.preparedQuery(FIND_ALL)
                .execute(Tuple.of(hashes.toArray(String[]::new), utc(unnotedBefore)))
                .map(rows -> OpenGrants.of(rows, AccessStore::grant));
    }

    /** Notes the use of tokens by their hashes in hexadecimal. */
    public static Uni<Void> touchAll(SqlClient client, Collection<String> hashes, Instant now) {
        if (hashes.isEmpty()) return Uni.createFrom().voidItem();
        return client.preparedQuery(TOUCH_ALL)
                .execute(Tuple.of(hashes.toArray(String[]::new), utc(now)))
                .replaceWithVoid();
    }

    private static Grant grant(Row row) {
        return switch (row.getString("kind")) {
            case "source" ->
                new Grant.Source(
                        row.getLong("id"),
                        row.getInteger("source_id"),
                        row.getString("name"),
                        row.getBoolean("may_import"));
            case "display" -> new Grant.Display(row.getLong("id"), row.getString("name"), audience(row));
            default -> new Grant.Admin(row.getLong("id"), row.getString("name"));
        };
    }

    private static Audience audience(Row row) {
        return Audience.ofWireName(row.getString("audience")).orElse(Audience.FLOOR);
    }

    /** Notes the use of a token, once a minute at most. */
    public static Uni<Void> touch(SqlClient client, byte[] hash, Instant now) {
        return client.preparedQuery(TOUCH)
                .execute(Tuple.of(buffer(hash), utc(now), utc(now.minusSeconds(60))))
                .replaceWithVoid();
    }

    /** Adds a key; its source gets a number at its first key. */
    public static Uni<Long> insertSourceKey(
            SqlClient client, String name, byte[] hash, boolean mayImport, Instant now) {
        return id(client.preparedQuery("""
                        with source as (
                            insert into event_source (name, created_at) values ('/connectors/' || $1, $4)
                            on conflict (name) do update set name = excluded.name returning source_id
                        )
                        insert into source_key (source_id, name, key_hash, may_import, created_at)
                        select source_id, $1, $2, $3, $4 from source returning key_id
                        """).execute(Tuple.of(name, buffer(hash), mayImport, utc(now))));
    }

    public static Uni<Long> insertDisplay(SqlClient client, String name, byte[] hash, Audience audience, Instant now) {
        return id(client.preparedQuery("insert into display (name, token_hash, audience, created_at)"
                        + " values ($1, $2, $3, $4) returning display_id")
                .execute(Tuple.of(name, buffer(hash), audience.wireName(), utc(now))));
    }

    /** Adds an administrator's key, unless it is there, revoked or not. */
    public static Uni<Void> insertAdminKey(SqlClient client, String name, byte[] hash, Instant now) {
        return client.preparedQuery("insert into admin_key (name, key_hash, created_at) values ($1, $2, $3)"
                        + " on conflict (key_hash) do nothing")
                .execute(Tuple.of(name, buffer(hash), utc(now)))
                .replaceWithVoid();
    }

    public static Uni<Boolean> hasAdminKey(SqlClient client) {
        return client.preparedQuery("select exists (select 1 from admin_key where revoked_at is null)")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Whether an administrator's key is valid. */
    public static Uni<Boolean> isAdminKey(SqlClient client, long keyId) {
        return client.preparedQuery("select exists (select 1 from admin_key where key_id = $1 and revoked_at is null)")
                .execute(Tuple.of(keyId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** @return the name of what was revoked; empty where there is no valid one of that id */
    public static Uni<Optional<String>> revokeSourceKey(SqlClient client, long keyId, Instant now) {
        return name(client.preparedQuery(
                        "update source_key set revoked_at = $2 where key_id = $1 and revoked_at is null returning name")
                .execute(Tuple.of(keyId, utc(now))));
    }

    /** @return the name of what was revoked; empty where there is no valid one of that id */
    public static Uni<Optional<String>> revokeDisplay(SqlClient client, long displayId, Instant now) {
        return name(client.preparedQuery(
                        "update display set revoked_at = $2 where display_id = $1 and revoked_at is null returning name")
                .execute(Tuple.of(displayId, utc(now))));
    }

    /** The keys after one, oldest first. */
    public static Uni<List<SourceKey>> sourceKeys(SqlClient client, long after, int limit) {
        return client.preparedQuery(
                        "select key_id, name, may_import, created_at, last_used_at, revoked_at from source_key"
                                + " where key_id > $1 order by key_id limit $2")
                .execute(Tuple.of(after, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new SourceKey(
                                row.getLong(0),
                                row.getString(1),
                                row.getBoolean(2),
                                row.getOffsetDateTime(3).toInstant(),
                                instant(row.getOffsetDateTime(4)),
                                instant(row.getOffsetDateTime(5))))
                        .toList());
    }

    /** Names of the sources with a valid key. */
    public static Uni<Set<String>> sourcesWithKey(SqlClient client) {
        return client.preparedQuery("select distinct s.name from source_key k join event_source s using (source_id)"
                        + " where k.revoked_at is null")
                .execute()
                .map(rows -> {
                    Set<String> names = new HashSet<>();
                    for (Row row : rows) names.add(row.getString(0));
                    return names;
                });
    }

    /** The displays after one, oldest first. */
    public static Uni<List<DisplayKey>> displays(SqlClient client, long after, int limit) {
        return client.preparedQuery(
                        "select display_id, name, audience, created_at, last_used_at, revoked_at from display"
                                + " where display_id > $1 order by display_id limit $2")
                .execute(Tuple.of(after, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new DisplayKey(
                                row.getLong(0),
                                row.getString(1),
                                audience(row),
                                row.getOffsetDateTime(3).toInstant(),
                                instant(row.getOffsetDateTime(4)),
                                instant(row.getOffsetDateTime(5))))
                        .toList());
    }

    private static Uni<Long> id(Uni<RowSet<Row>> rows) {
        return rows.map(it -> it.iterator().next().getLong(0));
    }

    private static Uni<Optional<String>> name(Uni<RowSet<Row>> rows) {
        return rows.map(it -> it.size() == 0
                ? Optional.empty()
                : Optional.of(it.iterator().next().getString(0)));
    }

    private static Buffer buffer(byte[] bytes) {
        return Buffer.buffer(bytes);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
