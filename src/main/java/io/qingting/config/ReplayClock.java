package io.qingting.config;

import io.qingting.kernel.MachineClock;
import io.qingting.scenario.app.ReplayTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The floor's time in a replay: starts at the log's first instant and runs {@code rate} times as fast as the machine's, or
 * only jumps (rate 0). Never goes back.
 */
public final class ReplayClock implements ReplayTime {
    private final MachineClock machine;
    private final double rate;
    private final long startMillis;
    private final long startNanos;
    private final AtomicLong latest;

    /** @param rate business seconds a real second; 0: it stands still but for {@link #advanceTo} */
    ReplayClock(MachineClock machine, Instant start, double rate) {
        if (rate < 0) throw new IllegalArgumentException("a replay's rate must not be negative: " + rate);
        this.machine = machine;
        this.rate = rate;
        this.startMillis = start.toEpochMilli();
        this.startNanos = machine.nanoTime();
        this.latest = new AtomicLong(startMillis);
    }

    @Override
    public Instant now() {
        if (rate == 0) return Instant.ofEpochMilli(latest.get());
        long due = startMillis + (long) ((machine.nanoTime() - startNanos) / 1e6 * rate);
        return Instant.ofEpochMilli(latest.accumulateAndGet(due, Math::max));
    }

    @Override
    public void advanceTo(long epochMillis) {
        latest.accumulateAndGet(epochMillis, Math::max);
    }

    @Override
    public double rate() {
        return rate;
    }

    @Override
    public boolean isReplay() {
        return true;
    }
}
