package io.qingting.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Which channels were told of an alert.
 *
 * @param lastAt machine's time at which the newest message that names it set out, by channel; given up ones do not count
 * @param waiting channels for which something about it waits or is on its way
 */
public record Told(Map<Long, Instant> lastAt, Set<Long> waiting) {
    public static final Told NOBODY = new Told(Map.of(), Set.of());

    public Told {
        lastAt = Map.copyOf(lastAt);
        waiting = Set.copyOf(waiting);
    }

    /** Whether a channel has heard nothing of it for so long; one that was never told counts from when it began to fire. */
    boolean isQuiet(long channelId, Duration length, Instant firedAt, Instant now) {
        Instant last = lastAt.getOrDefault(channelId, firedAt);
        return !waiting.contains(channelId) && !last.plus(length).isAfter(now);
    }
}
