package io.qingting.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long to wait before a message is tried again: 1, 2, 4 s, then minutes, each ±20 %, for 24 h in all. */
public final class Backoff {
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final long[] SECONDS = {1, 2, 4, 30, 60, 120, 300, 600, 1_200, 1_800};
    private static final double JITTER = 0.2;

    private Backoff() {}

    /**
     * When to try again; empty where it was tried for long enough.
     *
     * @param attempts that failed so far, from 1
     * @param firstAt of the first attempt
     * @param dice 0 … 1, spreads those that failed together
     */
    public static Optional<Instant> next(int attempts, Instant firstAt, Instant now, double dice) {
        long seconds = SECONDS[Math.min(attempts, SECONDS.length) - 1];
        double factor = 1 - JITTER + 2 * JITTER * dice;
        Instant next = now.plusMillis(Math.round(seconds * 1_000 * factor));
        return next.isAfter(firstAt.plus(LONGEST)) ? Optional.empty() : Optional.of(next);
    }
}
