package io.qingting.access.app;

import io.qingting.access.domain.PasswordRule;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links that let somebody choose a password, once: the first administrator's set-up, invitations, lost passwords. */
@ApplicationScoped
public class PasswordLinks {
    static final String PREFIX = "qtl_";

    private final Pool pool;
    private final MachineClock clock;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;

    PasswordLinks(Pool pool, MachineClock clock, Passwords passwords, Sessions sessions, Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * What somebody who opened a link says.
     *
     * @param login of the first administrator; not looked at where the link knows its person
     * @param name likewise
     * @param language likewise
     */
    public record Choice(
            String password,
            @Nullable String login,
            @Nullable String name,
            @Nullable String language) {}

    /** A new link that makes the first administrator, instead of any before; empty where there is an administrator. */
    public Uni<Optional<Token>> setUp() {
        return PersonStore.hasAdministrator(pool, 0).chain(has -> {
            if (has) return Uni.createFrom().item(Optional.<Token>empty());
            Token token = Token.random(PREFIX);
            Instant expiresAt = clock.now().plus(PersonLink.Purpose.SET_UP.validity());
            return pool.withTransaction(
                            tx -> SessionStore.insertLink(tx, PersonLink.Purpose.SET_UP, null, token.hash(), expiresAt))
                    .replaceWith(() -> Optional.of(token));
        });
    }

    /** What a link is for; fails with 404 where it does nothing any more. */
    public Uni<PersonLink> look(String link) {
        return SessionStore.findLink(pool, hash(link), clock.now())
                .map(found -> found.orElseThrow(PasswordLinks::useless));
    }

    private static byte[] hash(String link) {
        if (!Token.isPlausible(link)) throw useless();
        return new Token(link).hash();
    }

    private static ProblemException useless() {
        return new ProblemException(Problem.of(
                404,
                "link-used",
                "This link does nothing any more",
                "It was used, has expired, or a newer one was made. Ask an administrator for another."));
    }

    /** Sets the password, ends all sessions there were, and begins one. */
    public Uni<Sessions.Opened> take(String link, Choice choice) {
        byte[] hash = hash(link);
        return look(link)
                .invoke(found -> refuseBadPassword(found, choice))
                .chain(found -> passwords
                        .hash(choice.password())
                        .chain(password -> pool.withTransaction(tx -> SessionStore.useLink(tx, hash)
                                .invoke(first -> {
                                    if (!first) throw useless();
                                })
                                .chain(() -> person(tx, found, choice))
                                .call(person -> PersonStore.setPassword(tx, person.personId(), password))
                                .call(person -> sessions.endAll(tx, actor(person), person.personId()))
                                .call(person -> audit.record(
                                        tx, actor(person), "person.passwordChosen", LogIn.subject(person), null, null))
                                .chain(person -> sessions.open(tx, person)))));
    }

    private static void refuseBadPassword(PersonLink link, Choice choice) {
        String login = link.login() == null ? choice.login() : link.login();
        PasswordRule.fault(choice.password(), login == null ? "" : login, choice.name() == null ? "" : choice.name())
                .ifPresent(fault -> {
                    throw new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", fault)
                            .at("/password"));
                });
    }

    private Uni<Person> person(SqlClient tx, PersonLink link, Choice choice) {
        Long personId = link.personId();
        if (personId != null) {
            return PersonStore.lock(tx, personId)
                    .map(found ->
                            found.filter(person -> person.disabledAt() == null).orElseThrow(PasswordLinks::useless));
        }
        Person.Profile first = new Person.Profile(
                given(choice.login(), "/login"),
                given(choice.name(), "/name"),
                given(choice.language(), "/language"),
                Set.of(Role.ADMIN),
                Set.of(),
                null);
        // With the lock of the others, so that two links taken at once make one administrator.
        return PersonStore.lockAdministrators(tx)
                .chain(() -> PersonStore.hasAdministrator(tx, 0))
                .invoke(has -> {
                    if (has) throw useless();
                })
                .chain(() -> PersonStore.insert(tx, first, clock.now()))
                .map(added -> added.orElseThrow(() -> new ProblemException(
                        Problem.of(409, "taken", "Taken by somebody else", "This login is taken. Choose another.")
                                .at("/login"))))
                .call(person -> audit.record(
                        tx, actor(person), "person.setUp", LogIn.subject(person), null, People.values(person)));
    }

    private static String given(@Nullable String value, String pointer) {
        if (value != null) return value;
        throw new ProblemException(
                Problem.of(400, "invalid-value", "A value is not allowed", "The first administrator needs one.")
                        .at(pointer));
    }

    private static String actor(Person person) {
        return "person:" + person.profile().login();
    }
}
