package io.qingting.config;

import io.qingting.kernel.BusinessClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Real time as the floor's time. Where the machine's clock is set back it stands still until the time is reached again. */
final class SystemBusinessClock implements BusinessClock {
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(nowMillis());
    }

    @Override
    public long nowMillis() {
        return latest.accumulateAndGet(System.currentTimeMillis(), Math::max);
    }

    @Override
    public double rate() {
        return 1;
    }

    @Override
    public boolean isReplay() {
        return false;
    }
}
