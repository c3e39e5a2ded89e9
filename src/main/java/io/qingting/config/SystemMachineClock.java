package io.qingting.config;

import io.qingting.kernel.MachineClock;
import java.time.Instant;

/** The machine's own clock. */
final class SystemMachineClock implements MachineClock {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
