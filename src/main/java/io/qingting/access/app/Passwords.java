package io.qingting.access.app;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords: Argon2id with 19 MiB and two passes, as OWASP's Password Storage Cheat Sheet has it. One at a
 * time, on a thread of its own, so that a rush of log-ins takes neither the memory nor the cores that the boards need; where
 * {@value #MOST_WAITING} wait already, the next is refused with 503.
 */
@ApplicationScoped
class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int LENGTH = 32;
    private static final int SALT = 16;
    private static final int MOST_WAITING = 100;
    private static final int RETRY_SECONDS = 5;

    private final Argon2Function function = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, LENGTH, Argon2.ID);
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("passwords").daemon().factory());
    private volatile @Nullable String nobodys;

    /** The text to keep: the hash with its salt and parameters. */
    Uni<String> hash(String password) {
        return run(
                () -> Password.hash(password).addRandomSalt(SALT).with(function).getResult());
    }

    /** Whether it is the password. Takes as long where there is nobody to check it for: {@code hash} null is never right. */
    Uni<Boolean> isRight(String password, @Nullable String hash) {
        if (hash != null) return check(password, hash);
        String made = nobodys;
        Uni<String> other = made != null
                ? Uni.createFrom().item(made)
                : hash("nobody has this one").invoke(first -> nobodys = first);
        return other.chain(it -> check(password, it)).replaceWith(false);
    }

    private Uni<Boolean> check(String password, String hash) {
        return run(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    private <T> Uni<T> run(Supplier<T> work) {
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(thread)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> new ProblemException(
                        Problem.of(
                                503,
                                "too-many-log-ins",
                                "Too many log-ins at once",
                                "Others are checked first. Try again in some seconds."),
                        RETRY_SECONDS));
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
