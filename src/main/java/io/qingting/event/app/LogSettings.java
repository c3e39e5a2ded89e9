package io.qingting.event.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the event log: {@code qingting.log.*}. */
@ConfigMapping(prefix = "qingting.log")
public interface LogSettings {
    /** Longest wait of an append for another one; then it fails as temporarily impossible, and nothing was done. */
    @WithDefault("2s")
    Duration lockTimeout();

    /** Longest time until the answer to an append or a read; then its outcome is unknown and it may be repeated. */
    @WithDefault("15s")
    Duration answerTimeout();

    /** How often a reader looks for new events where nothing wakes it, such as for those that another instance appended. */
    @WithDefault("100ms")
    Duration pollInterval();

    /** Most events of one read of the tail. */
    @WithDefault("2000")
    int readBatch();

    /** Events are kept at least this long from their receipt; whole weeks are dropped after it. */
    @WithDefault("45d")
    Duration retention();

    /** A contact that was never closed holds its week no longer than this after its last event. */
    @WithDefault("60d")
    Duration longestSilence();

    /** The newest conflicts that stay on record. */
    @WithDefault("10000")
    int conflictsKept();

    /** How many weeks ahead partitions are made. */
    @WithDefault("2")
    int weeksAhead();
}
