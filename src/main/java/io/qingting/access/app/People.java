package io.qingting.access.app;

import io.qingting.access.domain.Person;
import io.qingting.access.domain.PersonLink;
import io.qingting.access.domain.Role;
import io.qingting.access.domain.Token;
import io.qingting.access.store.PersonStore;
import io.qingting.access.store.SessionStore;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts: who may log in, and as what. Every change is in the audit trail, and none shuts out the last administrator. */
@ApplicationScoped
public class People {
    private static final int MOST = 20_000;

    private final Pool pool;
    private final MachineClock clock;
    private final Sessions sessions;
    private final Audit audit;

    People(Pool pool, MachineClock clock, Sessions sessions, Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** @param link the token lets the person choose a password; shown this once */
    public record Invited(Person person, Token link, Instant expiresAt) {}

    /** A person, a disabled one too; empty: nobody of that id. */
    public Uni<Optional<Person>> find(long personId) {
        return PersonStore.find(pool, personId);
    }

    /** A page of people, oldest first, disabled ones too. */
    public Uni<List<Person>> list(long after, int limit) {
        return PersonStore.list(pool, after, limit);
    }

    /** Those who oversee the floor and may log in, by name; at most {@code limit}. */
    public Uni<List<Person>> overseers(int limit) {
        return PersonStore.overseers(pool, limit);
    }

    /** Logins of those who lead a team and may log in. */
    public Uni<List<String>> supervisorsOf(SqlClient client, String teamId) {
        return PersonStore.supervisorsOf(client, teamId);
    }

    /** Adds a person and a link for the first password; fails with 409 where the login or the agent is another's. */
    public Uni<Invited> invite(String actor, Person.Profile profile) {
        return pool.withTransaction(tx -> refuseRivals(tx, profile, 0)
                .chain(() -> refuseTooMany(tx))
                .chain(() -> PersonStore.insert(tx, profile, clock.now()))
                // Somebody added the same between the look and the insert.
                .map(added -> added.orElseThrow(() -> taken("/login", "This login is taken. Choose another.")))
                .call(person -> audit.record(tx, actor, "person.invited", LogIn.subject(person), null, values(person)))
                .chain(person -> link(tx, PersonLink.Purpose.INVITATION, person)));
    }

    private static Uni<Void> refuseTooMany(SqlClient tx) {
        return tx.query("select count(*) from person")
                .execute()
                .invoke(rows -> {
                    if (rows.iterator().next().getLong(0) >= MOST)
                        throw new ProblemException(Problem.of(
                                409,
                                "too-many",
                                "Too many people",
                                "There are at most " + MOST + ". Nothing was changed."));
                })
                .replaceWithVoid();
    }

    private static Uni<Void> refuseRivals(SqlClient tx, Person.Profile profile, long personId) {
        return PersonStore.rival(tx, profile, personId)
                .invoke(rival -> rival.ifPresent(other -> {
                    if (other.profile().login().equals(profile.login()))
                        throw taken("/login", "This login is taken. Choose another.");
                    throw taken(
                            "/agentId",
                            "The person " + other.profile().login() + " is this agent already. Change that one first.");
                }))
                .replaceWithVoid();
    }

    private static ProblemException taken(String pointer, String detail) {
        return new ProblemException(
                Problem.of(409, "taken", "Taken by somebody else", detail).at(pointer));
    }

    /**
     * Replaces what is said about a person. Lesser rights hold within five seconds; somebody who may not log in any more is
     * logged out.
     *
     * @return empty where there is nobody of that id
     */
    public Uni<Optional<Person>> change(String actor, long personId, Person.Profile profile, boolean disabled) {
        return pool.withTransaction(tx -> PersonStore.lock(tx, personId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<Person>empty())
                        : change(tx, actor, found.get(), profile, disabled).map(Optional::of)));
    }

    private Uni<Person> change(SqlClient tx, String actor, Person before, Person.Profile profile, boolean disabled) {
        Instant disabledAt = !disabled ? null : before.disabledAt() == null ? clock.now() : before.disabledAt();
        // Who may not log in is nobody's rival as an agent.
        Uni<Void> allowed = refuseRivals(tx, disabled ? profile.withoutAgent() : profile, before.personId());
        boolean administrates = !disabled && profile.roles().contains(Role.ADMIN);
        return allowed.chain(() -> administrates ? Uni.createFrom().voidItem() : keepAnAdministrator(tx, before))
                .chain(() -> PersonStore.update(tx, before.personId(), profile, disabledAt))
                .map(Optional::orElseThrow)
                .call(after ->
                        audit.record(tx, actor, "person.changed", LogIn.subject(after), values(before), values(after)))
                .call(after -> disabledAt == null
                        ? Uni.createFrom().voidItem()
                        : sessions.endAll(tx, actor, after.personId())
                                .chain(() -> SessionStore.deleteLinks(tx, after.personId())));
    }

    private static Uni<Void> keepAnAdministrator(SqlClient tx, Person before) {
        boolean was = before.profile().roles().contains(Role.ADMIN) && before.disabledAt() == null;
        if (!was || !before.hasPassword()) return Uni.createFrom().voidItem();
        return PersonStore.lockAdministrators(tx)
                .chain(() -> PersonStore.hasAdministrator(tx, before.personId()))
                .invoke(others -> {
                    if (!others)
                        throw new ProblemException(Problem.of(
                                        409,
                                        "last-administrator",
                                        "The last administrator",
                                        "Nobody could administrate any more. Make somebody else an administrator first.")
                                .at("/roles"));
                })
                .replaceWithVoid();
    }

    /** A link for a new password; the old one works until it is used. Empty where nobody of that id may log in. */
    public Uni<Optional<Invited>> newLink(String actor, long personId) {
        return pool.withTransaction(tx -> PersonStore.lock(tx, personId).chain(found -> {
            Person person = found.orElse(null);
            if (person == null || person.disabledAt() != null)
                return Uni.createFrom().item(Optional.<Invited>empty());
            PersonLink.Purpose purpose =
                    person.hasPassword() ? PersonLink.Purpose.RESET : PersonLink.Purpose.INVITATION;
            return audit.record(tx, actor, "person.linkMade", LogIn.subject(person), null, null)
                    .chain(() -> link(tx, purpose, person))
                    .map(Optional::of);
        }));
    }

    private Uni<Invited> link(SqlClient tx, PersonLink.Purpose purpose, Person person) {
        Token token = Token.random(PasswordLinks.PREFIX);
        Instant expiresAt = clock.now().plus(purpose.validity());
        return SessionStore.insertLink(tx, purpose, person.personId(), token.hash(), expiresAt)
                .replaceWith(() -> new Invited(person, token, expiresAt));
    }

    static Map<String, Object> values(Person person) {
        Person.Profile profile = person.profile();
        return Map.of(
                "login", profile.login(),
                "name", profile.name(),
                "language", profile.language(),
                "roles", profile.roles().stream().map(Role::wireName).sorted().toList(),
                "teamIds", profile.teamIds().stream().sorted().toList(),
                "agentId", text(profile.agentId()),
                "disabled", person.disabledAt() != null);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
