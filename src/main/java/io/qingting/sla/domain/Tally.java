package io.qingting.sla.domain;

import java.util.HashMap;
import java.util.Map;

/**
 * What became of many targets, as seen at an instant, and what alerts they made. A target makes one alert, at its warning or,
 * where it does not warn before, at its deadline.
 */
public final class Tally {
    private static final long MINUTE = 60_000;

    private final long now;
    private final Map<Long, Integer> alertsByMinute = new HashMap<>();
    private long met;
    private long breached;
    private long cancelled;
    private long running;
    private long alerts;

    public Tally(long now) {
        this.now = now;
    }

    public void add(SlaTarget target) {
        if (target.isBreachedAt(now)) breached++;
        else {
            switch (target.state()) {
                case SlaTarget.State.Open open -> running++;
                case SlaTarget.State.Met kept -> met++;
                case SlaTarget.State.Cancelled gone -> cancelled++;
                case SlaTarget.State.Breached late ->
                    throw new IllegalStateException("breached in the future: " + target);
            }
        }
        long first = firstAlert(target);
        if (first == SlaTarget.NEVER) return;
        alerts++;
        alertsByMinute.merge(Math.floorDiv(first, MINUTE), 1, Integer::sum);
    }

    private long firstAlert(SlaTarget target) {
        long stopped = switch (target.state()) {
            case SlaTarget.State.Open open -> now;
            case SlaTarget.State.Met kept -> kept.at();
            case SlaTarget.State.Cancelled gone -> gone.at();
            case SlaTarget.State.Breached late -> late.at();
        };
        if (target.warnAt() < target.deadline() && target.warnAt() < stopped) return target.warnAt();
        return target.isBreachedAt(now) ? target.deadline() : SlaTarget.NEVER;
    }

    public long met() {
        return met;
    }

    public long breached() {
        return breached;
    }

    public long cancelled() {
        return cancelled;
    }

    public long running() {
        return running;
    }

    public long targets() {
        return met + breached + cancelled + running;
    }

    public long alerts() {
        return alerts;
    }

    /** The most alerts within a minute of the clock; 0 where there was none. */
    public long peakAlertsPerMinute() {
        return alertsByMinute.values().stream().mapToInt(n -> n).max().orElse(0);
    }

    /** The first minute with the most alerts, epoch milliseconds of its begin; {@link SlaTarget#NEVER}: there was none. */
    public long peakMinute() {
        long peak = peakAlertsPerMinute();
        return alertsByMinute.entrySet().stream()
                .filter(m -> m.getValue() == peak)
                .mapToLong(m -> m.getKey() * MINUTE)
                .min()
                .orElse(SlaTarget.NEVER);
    }
}
