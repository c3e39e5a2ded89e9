package io.qingting.access.app;

import io.qingting.access.domain.Lockout;
import io.qingting.access.domain.Person;
import io.qingting.access.domain.Token;
import io.qingting.access.store.LockoutStore;
import io.qingting.access.store.PersonStore;
import io.qingting.access.store.PersonStore.Known;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets people in by login and password. Every attempt counts as failed before the password is looked at, so that many at once
 * gain nothing; the right password takes that back. What is refused never says whether the login exists.
 */
@ApplicationScoped
public class LogIn {
    private final Pool pool;
    private final MachineClock clock;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;

    LogIn(Pool pool, MachineClock clock, Passwords passwords, Sessions sessions, Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * @param address of the client's network
     * @return the new session; fails with 401 for a wrong login or password, with 429 while one has to wait
     */
    public Uni<Sessions.Opened> logIn(String login, String password, String address) {
        String small = login.strip().toLowerCase(Locale.ROOT);
        // PostgreSQL keeps microseconds.
        Instant now = clock.now().truncatedTo(ChronoUnit.MICROS);
        byte[] ofLogin = new Token("login:" + small).hash();
        byte[] ofAddress = new Token("address:" + address).hash();
        return pool.withTransaction(tx -> attempt(tx, ofLogin, Lockout.Kind.LOGIN, now)
                        .chain(ofName -> attempt(tx, ofAddress, Lockout.Kind.ADDRESS, now)
                                .map(ofPlace -> new Attempt(now, ofLogin, ofName, ofAddress, ofPlace))))
                .chain(attempt -> PersonStore.findByLogin(pool, small)
                        .chain(known -> check(small, password, known, attempt))
                        .onFailure(failure -> !isRefusal(failure))
                        .call(() -> attempt.takeBack(pool)));
    }

    /** What was put down before the password was looked at, and what stood there before. */
    private record Attempt(Instant at, byte[] ofLogin, Lockout login, byte[] ofAddress, Lockout address) {
        Uni<Void> takeBack(SqlClient client) {
            return LockoutStore.takeBack(client, ofLogin, at, login)
                    .chain(() -> LockoutStore.takeBack(client, ofAddress, at, address));
        }
    }

    private Uni<Sessions.Opened> check(String login, String password, Optional<Known> known, Attempt attempt) {
        @Nullable String hash = known.map(Known::passwordHash).orElse(null);
        return passwords
                .isRight(password, hash)
                .chain(right -> right && hash != null ? letIn(login, hash, attempt) : refuse(known));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.problem().status() == 401;
    }

    private Uni<Lockout> attempt(SqlClient tx, byte[] guarded, Lockout.Kind kind, Instant now) {
        return LockoutStore.lock(tx, guarded).chain(lockout -> {
            Instant openAt = lockout.openAt(kind);
            if (openAt.isAfter(now)) return Uni.createFrom().failure(locked(Duration.between(now, openAt)));
            return LockoutStore.put(tx, guarded, lockout.failedAt(kind, now)).replaceWith(lockout);
        });
    }

    private static ProblemException locked(Duration wait) {
        int seconds = (int) Math.min(Integer.MAX_VALUE, wait.plusMillis(999).toSeconds());
        return new ProblemException(
                Problem.of(
                        429,
                        "log-in-locked",
                        "Too many failed log-ins",
                        "Wait " + seconds + " s before the next attempt. An administrator can make a link for a new"
                                + " password."),
                seconds);
    }

    /** Unless the password or the right to come in was changed while it was checked. */
    private Uni<Sessions.Opened> letIn(String login, String hash, Attempt attempt) {
        return pool.withTransaction(tx -> PersonStore.lockByLogin(tx, login)
                .map(found ->
                        found.filter(known -> hash.equals(known.passwordHash())).orElseThrow(LogIn::refused))
                .call(() -> LockoutStore.forget(tx, attempt.ofLogin()))
                .call(() -> LockoutStore.takeBack(tx, attempt.ofAddress(), attempt.at(), attempt.address()))
                .chain(known -> sessions.open(tx, known.person())));
    }

    /** On record in either case, so that the answer does not tell by its time whether there is such a login. */
    private Uni<Sessions.Opened> refuse(Optional<Known> known) {
        String subject = known.map(Known::person).map(LogIn::subject).orElse("person:unknown");
        return audit.record(pool, "somebody", "person.logInFailed", subject, null, null)
                .chain(() -> Uni.createFrom().failure(refused()));
    }

    private static ProblemException refused() {
        return new ProblemException(Problem.of(
                401,
                "log-in-refused",
                "Login or password is wrong",
                "Check both. An administrator can make a link for a new password."));
    }

    static String subject(Person person) {
        return "person:" + person.personId();
    }
}
