package io.qingting.board.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One queue in the site's list: now, and the main figures of the window asked for.
 *
 * @param onDuty agents neither offline nor unknown; null: no presence feed
 */
public record QueueLine(
        String queueId,
        @Nullable String name,
        long queueLength,
        @Nullable Instant longestWaitSinceAt,
        long waitingFirstReply,
        long waitingReply,
        long waitingVips,
        long backlog,
        long unconfirmed,
        long inService,
        int available,
        @Nullable Integer onDuty,
        long offered,
        long answered,
        long abandoned,
        @Nullable Ratio serviceLevel,
        Ratio abandonmentRate,
        @Nullable Mean asaSeconds) {}
