package io.qingting.access.store;

import io.qingting.access.domain.Person;
import io.qingting.access.domain.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The statements on people. Every method takes the client to run on: the pool, or a transaction's connection. */
public final class PersonStore {
    private static final String COLUMNS =
            "person_id, login, name, language, roles, team_ids, agent_id, created_at, last_login_at, disabled_at,"
                    + " password_hash is not null as has_password";

    /** Key of the advisory lock that keeps one administrator at least. */
    private static final long ADMINISTRATORS = 7230440;

    private PersonStore() {}

    /** A person with what a password is checked against; null: none was chosen yet. */
    public record Known(Person person, @Nullable String passwordHash) {}

    /** Adds a person; empty where the login or the agent is another's. */
    public static Uni<Optional<Person>> insert(SqlClient client, Person.Profile profile, Instant now) {
        return one(
                client.preparedQuery("insert into person (login, name, language, roles, team_ids, agent_id, created_at)"
                                + " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning " + COLUMNS)
                        .execute(values(profile).addOffsetDateTime(utc(now))));
    }

    /**
     * Replaces what is said about a person; empty where there is none of that id.
     *
     * @param disabledAt null: may log in
     */
    public static Uni<Optional<Person>> update(
            SqlClient client, long personId, Person.Profile profile, @Nullable Instant disabledAt) {
        return one(client.preparedQuery(
                        "update person set login = $1, name = $2, language = $3, roles = $4, team_ids = $5, agent_id = $6,"
                                + " disabled_at = $7 where person_id = $8 returning " + COLUMNS)
                .execute(values(profile)
                        .addValue(disabledAt == null ? null : utc(disabledAt))
                        .addLong(personId)));
    }

    private static Tuple values(Person.Profile profile) {
        return Tuple.tuple()
                .addString(profile.login())
                .addString(profile.name())
                .addString(profile.language())
                .addArrayOfString(
                        profile.roles().stream().map(Role::wireName).sorted().toArray(String[]::new))
                .addArrayOfString(profile.teamIds().stream().sorted().toArray(String[]::new))
                .addString(profile.agentId());
    }

    /** Somebody else who has this login, or is this agent and may log in; empty: nobody. */
    public static Uni<Optional<Person>> rival(SqlClient client, Person.Profile profile, long personId) {
        return one(client.preparedQuery("select " + COLUMNS + " from person where person_id <> $3"
                        + " and (login = $1 or agent_id = $2 and disabled_at is null) limit 1")
                .execute(Tuple.of(profile.login(), profile.agentId(), personId)));
    }

    public static Uni<Optional<Person>> find(SqlClient client, long personId) {
        return one(client.preparedQuery("select " + COLUMNS + " from person where person_id = $1")
                .execute(Tuple.of(personId)));
    }

    /** Likewise, and nobody else changes the person until the transaction ends. */
    public static Uni<Optional<Person>> lock(SqlClient transaction, long personId) {
        return one(transaction
                .preparedQuery("select " + COLUMNS + " from person where person_id = $1 for update")
                .execute(Tuple.of(personId)));
    }

    /** The person of a login who may log in. */
    public static Uni<Optional<Known>> findByLogin(SqlClient client, String login) {
        return client.preparedQuery(
                        "select " + COLUMNS + ", password_hash from person where login = $1 and disabled_at is null")
                .execute(Tuple.of(login))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(known(rows.iterator().next())));
    }

    /** Likewise, and nobody else changes the person until the transaction ends. */
    public static Uni<Optional<Known>> lockByLogin(SqlClient transaction, String login) {
        return transaction
                .preparedQuery("select " + COLUMNS
                        + ", password_hash from person where login = $1 and disabled_at is null for update")
                .execute(Tuple.of(login))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(known(rows.iterator().next())));
    }

    /** The people after one, oldest first. */
    public static Uni<List<Person>> list(SqlClient client, long after, int limit) {
        return client.preparedQuery(
                        "select " + COLUMNS + " from person where person_id > $1 order by person_id limit $2")
                .execute(Tuple.of(after, limit))
                .map(PersonStore::people);
    }

    private static List<Person> people(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PersonStore::person)
                .toList();
    }

    /** Administrators, supervisors and quality leads who may log in, by name. */
    public static Uni<List<Person>> overseers(SqlClient client, int limit) {
        return client.preparedQuery("select " + COLUMNS
                        + " from person where roles && array['admin', 'supervisor', 'quality'] and disabled_at is null"
                        + " order by name, login limit $1")
                .execute(Tuple.of(limit))
                .map(PersonStore::people);
    }

    /** Whether anybody but one can still administrate. {@code exceptId} 0: excepts nobody. */
    public static Uni<Boolean> hasAdministrator(SqlClient client, long exceptId) {
        return client.preparedQuery("select exists (select 1 from person where 'admin' = any (roles)"
                        + " and disabled_at is null and password_hash is not null and person_id <> $1)")
                .execute(Tuple.of(exceptId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Nobody else makes or removes an administrator until the transaction ends. */
    public static Uni<Void> lockAdministrators(SqlClient transaction) {
        return transaction
                .query("select pg_advisory_xact_lock(" + ADMINISTRATORS + ")")
                .execute()
                .replaceWithVoid();
    }

    public static Uni<Void> setPassword(SqlClient client, long personId, String hash) {
        return client.preparedQuery("update person set password_hash = $2 where person_id = $1")
                .execute(Tuple.of(personId, hash))
                .replaceWithVoid();
    }

    public static Uni<Void> noteLogIn(SqlClient client, long personId, Instant now) {
        return client.preparedQuery("update person set last_login_at = $2 where person_id = $1")
                .execute(Tuple.of(personId, utc(now)))
                .replaceWithVoid();
    }

    /** Logins of those who lead a team and may log in. */
    public static Uni<List<String>> supervisorsOf(SqlClient client, String teamId) {
        return client.preparedQuery("select login from person where 'supervisor' = any (roles) and $1 = any (team_ids)"
                        + " and disabled_at is null order by login")
                .execute(Tuple.of(teamId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    private static Uni<Optional<Person>> one(Uni<RowSet<Row>> rows) {
        return rows.map(it -> it.size() == 0
                ? Optional.empty()
                : Optional.of(person(it.iterator().next())));
    }

    private static Known known(Row row) {
        return new Known(person(row), row.getString("password_hash"));
    }

    private static Person person(Row row) {
        return new Person(
                row.getLong("person_id"),
                new Person.Profile(
                        row.getString("login"),
                        row.getString("name"),
                        row.getString("language"),
                        roles(row),
                        Set.of(row.getArrayOfStrings("team_ids")),
                        row.getString("agent_id")),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("last_login_at")),
                instant(row.getOffsetDateTime("disabled_at")),
                row.getBoolean("has_password"));
    }

    static Set<Role> roles(Row row) {
        return Arrays.stream(row.getArrayOfStrings("roles"))
                .flatMap(name -> Role.ofWireName(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
