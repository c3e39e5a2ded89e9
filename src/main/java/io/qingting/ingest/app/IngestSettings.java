package io.qingting.ingest.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of what comes in: {@code qingting.ingest.*}. */
@ConfigMapping(prefix = "qingting.ingest")
public interface IngestSettings {
    /** An event later than now by more than this is refused: its source's clock is wrong. */
    @WithDefault("5m")
    Duration maxFuture();

    /** An event older than this is refused, unless it is imported: its period is closed. */
    @WithDefault("35d")
    Duration oldestPeriod();

    /** Most events of one request; more: 413. */
    @WithDefault("1000")
    int batchItems();

    /** Bodies larger than this, in bytes, are parsed on a worker thread. The largest: quarkus.http.limits.max-body-size. */
    @WithDefault("32768")
    int offLoopBytes();

    /** Events a second that one source may send for long; more: 429. */
    @WithDefault("50000")
    int eventsPerSecond();

    /** Events that one source may send at once after a quiet time. */
    @WithDefault("100000")
    int burst();

    /** Most events that wait for the log; more: 503. */
    @WithDefault("20000")
    int queuedEvents();

    /** Most events of one append; requests are not split, so one of up to batch-items may come on top. */
    @WithDefault("1500")
    int appendEvents();

    /** Most appends at a time. */
    @WithDefault("2")
    int appendsInFlight();

    /** Fewer waiting events than this do not begin an append beside another one. */
    @WithDefault("500")
    int overlapEvents();

    /** Longest wait of a group for clients that were just answered. A request after a quiet spell waits for nobody. */
    @WithDefault("2ms")
    Duration gather();
}
