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

    /** All failures are forgotten this long after the last one. */
    public static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final Duration FIRST = Duration.ofSeconds(5);

    /** Whose failures are counted, and how many are free. */
    public enum Kind {
        /** One login name: the free ones cover a forgotten password. */
        LOGIN(5, FORGOTTEN),
        /** One network address: a whole floor may stand behind it, and mistypes day after day. */
        ADDRESS(50, LONGEST);

        private final int free;
        private final Duration forgotten;

        /** @param forgotten failures count no more so long after the last one */
        Kind(int free, Duration forgotten) {
            this.free = free;
            this.forgotten = forgotten;
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

    /** After another failure. A time without any, as long as the kind says, forgets those before. */
    public Lockout failedAt(Kind kind, Instant now) {
        boolean isOld = now.isAfter(lastAt.plus(kind.forgotten));
        return new Lockout(isOld ? 1 : failures + 1, now);
    }
}
