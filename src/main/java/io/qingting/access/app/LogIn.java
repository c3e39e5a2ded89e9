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
import java.util.Locale;
import java.util.Optional;

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
        byte[] ofLogin = new Token("login:" + small).hash();
        byte[] ofAddress = new Token("address:" + address).hash();
        return pool.withTransaction(tx -> attempt(tx, ofLogin, Lockout.Kind.LOGIN)
                        .chain(() -> attempt(tx, ofAddress, Lockout.Kind.ADDRESS)))
                .chain(() -> PersonStore.findByLogin(pool, small))
                .chain(known -> passwords
                        .isRight(password, known.map(Known::passwordHash).orElse(null))
                        .chain(right ->
                                right ? letIn(known.orElseThrow().person(), ofLogin, ofAddress) : refuse(known)));
    }

    private Uni<Void> attempt(SqlClient tx, byte[] guarded, Lockout.Kind kind) {
        Instant now = clock.now();
        return LockoutStore.lock(tx, guarded).chain(lockout -> {
            Instant openAt = lockout.openAt(kind);
            if (openAt.isAfter(now)) return Uni.createFrom().failure(locked(Duration.between(now, openAt)));
            return LockoutStore.put(tx, guarded, lockout.failedAt(now));
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

    private Uni<Sessions.Opened> letIn(Person person, byte[] ofLogin, byte[] ofAddress) {
        return pool.withTransaction(tx -> LockoutStore.forget(tx, ofLogin)
                .chain(() -> LockoutStore.takeBack(tx, ofAddress))
                .chain(() -> sessions.open(tx, person)));
    }

    private Uni<Sessions.Opened> refuse(Optional<Known> known) {
        Uni<Void> noted = known.isEmpty()
                ? Uni.createFrom().voidItem()
                : audit.record(
                        pool,
                        "somebody",
                        "person.logInFailed",
                        subject(known.get().person()),
                        null,
                        null);
        return noted.chain(() -> Uni.createFrom()
                .failure(new ProblemException(Problem.of(
                        401,
                        "log-in-refused",
                        "Login or password is wrong",
                        "Check both. An administrator can make a link for a new password."))));
    }

    static String subject(Person person) {
        return "person:" + person.personId();
    }
}
