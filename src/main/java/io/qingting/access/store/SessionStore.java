package io.qingting.access.store;

import io.qingting.access.domain.Grant;
import io.qingting.access.domain.PersonLink;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements on what lets people in: sessions, and links that let them choose a password. */
public final class SessionStore {
    private SessionStore() {}

    /** Who is logged in by a session's token; empty where it has ended, or its person was disabled. */
    public static Uni<Optional<Grant>> find(SqlClient client, byte[] tokenHash, Instant now, Instant idleSince) {
        return client.preparedQuery("""
                        select person_id, login, roles, team_ids, agent_id
                        from person_session join person using (person_id)
                        where token_hash = $1 and expires_at > $2 and last_used_at > $3 and disabled_at is null
                        """)
                .execute(Tuple.of(Buffer.buffer(tokenHash), utc(now), utc(idleSince)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(grant(rows.iterator().next())));
    }

    /**
     * Who is logged in by the sessions of many tokens, by their hashes in hexadecimal; those that have ended are missing.
     *
     * @param unnotedBefore a session that was last used before is given as one whose use is still to be noted
     */
    public static Uni<OpenGrants> findAll(
            SqlClient client, Collection<String> hashes, Instant now, Instant idleSince, Instant unnotedBefore) {
        return client.preparedQuery("""
                        select h as hex, person_id, login, roles, team_ids, agent_id, last_used_at < $4 as unnoted
                        from unnest($1::text[]) as h
                        join person_session on token_hash = decode(h, 'hex') join person using (person_id)
                        where expires_at > $2 and last_used_at > $3 and disabled_at is null
                        """)
                .execute(Tuple.of(hashes.toArray(String[]::new), utc(now), utc(idleSince), utc(unnotedBefore)))
                .map(rows -> OpenGrants.of(rows, SessionStore::grant));
    }

    /** Notes the use of sessions by the hashes of their tokens in hexadecimal. */
    public static Uni<Void> touchAll(SqlClient client, Collection<String> hashes, Instant now) {
        if (hashes.isEmpty()) return Uni.createFrom().voidItem();
        return client.preparedQuery("""
                        update person_session set last_used_at = $2 from unnest($1::text[]) as h
                        where token_hash = decode(h, 'hex')
                        """)
                .execute(Tuple.of(hashes.toArray(String[]::new), utc(now)))
                .replaceWithVoid();
    }

    private static Grant grant(Row row) {
        return new Grant.LoggedIn(
                row.getLong("person_id"),
                row.getString("login"),
                PersonStore.roles(row),
                Set.of(row.getArrayOfStrings("team_ids")),
                row.getString("agent_id"));
    }

    /** Notes the use of a session, once a minute at most. */
    public static Uni<Void> touch(SqlClient client, byte[] tokenHash, Instant now) {
        return client.preparedQuery(
                        "update person_session set last_used_at = $2 where token_hash = $1 and last_used_at < $3")
                .execute(Tuple.of(Buffer.buffer(tokenHash), utc(now), utc(now.minusSeconds(60))))
                .replaceWithVoid();
    }

    public static Uni<Void> insert(SqlClient client, long personId, byte[] tokenHash, Instant now, Instant expiresAt) {
        return client.preparedQuery(
                        "insert into person_session (person_id, token_hash, created_at, last_used_at, expires_at)"
                                + " values ($1, $2, $3, $3, $4)")
                .execute(Tuple.of(personId, Buffer.buffer(tokenHash), utc(now), utc(expiresAt)))
                .replaceWithVoid();
    }

    /** Ends the sessions of a person that were used least lately, down to a number. */
    public static Uni<Void> keepNewest(SqlClient client, long personId, int most) {
        return client.preparedQuery("""
                        delete from person_session where session_id in (
                            select session_id from person_session where person_id = $1
                            order by last_used_at desc, session_id desc offset $2)
                        """).execute(Tuple.of(personId, most)).replaceWithVoid();
    }

    public static Uni<Void> delete(SqlClient client, byte[] tokenHash) {
        return client.preparedQuery("delete from person_session where token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(tokenHash)))
                .replaceWithVoid();
    }

    /** @return how many there were */
    public static Uni<Integer> deleteAll(SqlClient client, long personId) {
        return client.preparedQuery("delete from person_session where person_id = $1")
                .execute(Tuple.of(personId))
                .map(rows -> rows.rowCount());
    }

    /** Replaces the links of the person, or of the set-up where there is none: the newest alone works. */
    public static Uni<Void> insertLink(
            SqlClient client,
            PersonLink.Purpose purpose,
            @Nullable Long personId,
            byte[] tokenHash,
            Instant expiresAt) {
        return client.preparedQuery("delete from person_link where person_id is not distinct from $1")
                .execute(Tuple.of(personId))
                .chain(() -> client.preparedQuery("insert into person_link (token_hash, purpose, person_id, expires_at)"
                                + " values ($1, $2, $3, $4)")
                        .execute(Tuple.of(Buffer.buffer(tokenHash), purpose.wireName(), personId, utc(expiresAt))))
                .replaceWithVoid();
    }

    /** What a link is for; empty where it is unknown, used, expired, or its person disabled. */
    public static Uni<Optional<PersonLink>> findLink(SqlClient client, byte[] tokenHash, Instant now) {
        return client.preparedQuery("""
                        select purpose, person_id, login from person_link left join person using (person_id)
                        where token_hash = $1 and expires_at > $2 and disabled_at is null
                        """)
                .execute(Tuple.of(Buffer.buffer(tokenHash), utc(now)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(link(rows.iterator().next())));
    }

    private static PersonLink link(Row row) {
        return new PersonLink(
                PersonLink.Purpose.ofWireName(row.getString("purpose")).orElseThrow(),
                row.getLong("person_id"),
                row.getString("login"));
    }

    /** @return false where somebody was faster */
    public static Uni<Boolean> useLink(SqlClient transaction, byte[] tokenHash) {
        return transaction
                .preparedQuery("delete from person_link where token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(tokenHash)))
                .map(rows -> rows.rowCount() == 1);
    }

    public static Uni<Void> deleteLinks(SqlClient client, long personId) {
        return client.preparedQuery("delete from person_link where person_id = $1")
                .execute(Tuple.of(personId))
                .replaceWithVoid();
    }

    /** Deletes what time alone has ended. */
    public static Uni<Void> forgetOld(SqlClient client, Instant now, Instant idleSince) {
        return client.preparedQuery("delete from person_session where expires_at <= $1 or last_used_at <= $2")
                .execute(Tuple.of(utc(now), utc(idleSince)))
                .chain(() -> client.preparedQuery("delete from person_link where expires_at <= $1")
                        .execute(Tuple.of(utc(now))))
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
