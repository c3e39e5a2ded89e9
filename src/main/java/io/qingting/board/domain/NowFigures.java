package io.qingting.board.domain;

import io.qingting.kernel.Mean;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is going on in a queue, a channel or the site (METRICS.md, "Queue, now").
 *
 * @param queueLength open entries of voice and chat, without unconfirmed ones
 * @param longestWaitSinceAt the earliest begin of those; null: nobody waits
 * @param meanCurrentWaitSeconds Σ(now − begin) and queue length
 * @param backlog open entries of the other channels
 * @param agents null: nobody is known
 */
public record NowFigures(
        long queueLength,
        @Nullable Instant longestWaitSinceAt,
        Mean meanCurrentWaitSeconds,
        SinceCount backlog,
        SinceCount waitingFirstReply,
        SinceCount waitingReply,
        long inService,
        long waitingVips,
        long unconfirmed,
        @Nullable PresenceCounts agents) {}
