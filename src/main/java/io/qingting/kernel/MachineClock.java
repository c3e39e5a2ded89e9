package io.qingting.kernel;

import java.time.Instant;

/** The machine's time: schedulers, tokens, retries, rate limits, heartbeats, staleness. Safe for all threads. */
public interface MachineClock {
    Instant now();

    default long nowMillis() {
        return now().toEpochMilli();
    }

    /** Nanoseconds of a monotonic clock, for measuring lengths of time only. */
    long nanoTime();
}
