package io.qingting.access.app;

import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Lockout;
import io.qingting.access.domain.Person;
import io.qingting.access.domain.Token;
import io.qingting.access.store.LockoutStore;
import io.qingting.access.store.OpenGrants;
import io.qingting.access.store.PersonStore;
import io.qingting.access.store.SessionStore;
import io.qingting.kernel.MachineClock;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Opens and ends the sessions of people who log in. A session is a random token in a cookie; its SHA-256 is kept. */
@ApplicationScoped
public class Sessions {
    /** What a session's token begins with. */
    public static final String PREFIX = "qtp_";

    private static final Duration QUERY_LIMIT = Duration.ofSeconds(30);

    private final Pool pool;
    private final MachineClock clock;
    private final SessionSettings settings;
    private final Audit audit;

    Sessions(Pool pool, MachineClock clock, SessionSettings settings, Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
        this.audit = audit;
    }

    /** A session that began now. */
    public record Opened(Token token, Person person, Duration longest) {}

    /** Begins a session, always under a new token: one from before the log-in is worth nothing after it. */
    Uni<Opened> open(SqlClient tx, Person person) {
        Token token = Token.random(PREFIX);
        Instant now = clock.now();
        return SessionStore.insert(tx, person.personId(), token.hash(), now, now.plus(settings.longest()))
                .chain(() -> SessionStore.keepNewest(tx, person.personId(), settings.mostEach()))
                .chain(() -> PersonStore.noteLogIn(tx, person.personId(), now))
                .chain(() -> audit.record(
                        tx, "person:" + person.profile().login(), "person.loggedIn", LogIn.subject(person), null, null))
                .replaceWith(() -> new Opened(token, person, settings.longest()));
    }

    /** Who is logged in by a token; noted as a use of the session. */
    Uni<Optional<Grant>> find(Token token) {
        Instant now = clock.now();
        byte[] hash = token.hash();
        return SessionStore.find(pool, hash, now, now.minus(settings.idle()))
                .call(found -> found.isEmpty() ? Uni.createFrom().voidItem() : SessionStore.touch(pool, hash, now));
    }

    /** Who is logged in by tokens, by their hashes in hexadecimal; noted as a use of each session, once a minute at most. */
    Uni<Map<String, Grant>> findAll(Collection<String> hashes, Instant unnotedBefore) {
        if (hashes.isEmpty()) return Uni.createFrom().item(Map.of());
        Instant now = clock.now();
        return SessionStore.findAll(pool, hashes, now, now.minus(settings.idle()), unnotedBefore)
                .call(found -> SessionStore.touchAll(pool, found.unnoted(), now))
                .map(OpenGrants::grants);
    }

    /** Ends the session of a token. */
    public Uni<Void> end(Grant.LoggedIn person, Token token) {
        return pool.withTransaction(tx -> SessionStore.delete(tx, token.hash())
                .chain(() -> audit.record(
                        tx, person.actor(), "person.loggedOut", "person:" + person.personId(), null, null)));
    }

    /** Ends all sessions of a person, this one too; their open sockets close within 5 s. */
    public Uni<Void> endAll(Grant.LoggedIn person) {
        return pool.withTransaction(tx -> endAll(tx, person.actor(), person.personId()));
    }

    Uni<Void> endAll(SqlClient tx, String actor, long personId) {
        return SessionStore.deleteAll(tx, personId)
                .chain(ended -> ended == 0
                        ? Uni.createFrom().voidItem()
                        : audit.record(
                                tx,
                                actor,
                                "person.loggedOutEverywhere",
                                "person:" + personId,
                                Map.of("sessions", ended),
                                null));
    }

    /** Deletes what time has ended. */
    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        Instant now = clock.now();
        return SessionStore.forgetOld(pool, now, now.minus(settings.idle()))
                .chain(() -> LockoutStore.forgetBefore(pool, now.minus(Lockout.FORGOTTEN)))
                .ifNoItem()
                .after(QUERY_LIMIT)
                .fail();
    }
}
