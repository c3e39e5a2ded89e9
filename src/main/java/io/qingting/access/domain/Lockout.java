package io.qingting.access.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How long somebody waits after failed log-ins. A few mistakes cost nothing; then each one doubles the wait up to a quarter of
 * an hour, so that guessing is hopeless and a person whose name is misused gets in again the same day.
 *
 * @param failures in a row, 0 or more
 * @param lastAt of the last one
 */
public record Lockout(int failures, Instant lastAt) {
    /** No wait is longer. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    /** Failures are forgotten this long after the last one. */
    public static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final Duration FIRST = Duration.ofSeconds(5);

    /** Whose failures are counted, and how many are free. */
    public enum Kind {
        /** One login name: the free ones cover a forgotten password. */
        LOGIN(5),
        /** One network address: a whole floor may stand behind it. */
        ADDRESS(50);

        private final int free;

        Kind(int free) {
            this.free = free;
        }
    }

    /** The next attempt is looked at from then on; in the past where there is nothing to wait for. */
    public Instant openAt(Kind kind) {
        return lastAt.plus(waitAfter(kind));
    }

    private Duration waitAfter(Kind kind) {
        int counted = failures - kind.free;
        if (counted < 0) return Duration.ZERO;
        // Doubled so often, it is the longest in any case.
        if (counted > 20) return LONGEST;
        Duration wait = FIRST.multipliedBy(1L << counted);
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** After another failure. A day without any forgets those before. */
    public Lockout failedAt(Instant now) {
        boolean isOld = now.isAfter(lastAt.plus(FORGOTTEN));
        return new Lockout(isOld ? 1 : failures + 1, now);
    }
}
