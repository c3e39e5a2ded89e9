package io.qingting.sla.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The watch over what falls due: {@code qingting.sla.*}. */
@ConfigMapping(prefix = "qingting.sla")
public interface SlaSettings {
    /** False: this instance never sweeps; another must. */
    @WithDefault("true")
    boolean watch();

    /** Time from one sweep to the next. */
    @WithDefault("250ms")
    Duration sweepEvery();

    /** How soon it looks again where the leader is a moment behind the log. */
    @WithDefault("50ms")
    Duration lookAgainAfter();

    /** Targets that one transaction signals; what is more follows at once in the next. */
    @WithDefault("500")
    int claim();

    /** Longest answer of the database to one step of a sweep; then the step has failed and the next sweep repeats it. */
    @WithDefault("10s")
    Duration callLimit();

    /**
     * A promise whose deadline lies further back than this when it is told of is history, as if it were imported: it settles its
     * clock and alerts nobody. So a connector that was away brings its alerts, and one that begins with a month's past does not.
     */
    @WithDefault("24h")
    Duration historyAfter();

    /** By the floor's clock: a leader that is behind the log for longer is itself an alert. */
    @WithDefault("10s")
    Duration lagLimit();
}
