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
 * @param remindedAt machine's time of the newest reminder meant for a channel, by channel, whatever became of it: given up,
 *     or taken by the backup of a broken one
 */
public record Told(Map<Long, Instant> lastAt, Set<Long> waiting, Map<Long, Instant> remindedAt) {
    public static final Told NOBODY = new Told(Map.of(), Set.of(), Map.of());

    public Told {
        lastAt = Map.copyOf(lastAt);
        waiting = Set.copyOf(waiting);
        remindedAt = Map.copyOf(remindedAt);
    }

    /**
     * Whether a channel has heard nothing of it for so long, nor was to be reminded of it; one that was never told counts from
     * when it began to fire.
     */
    boolean isQuiet(long channelId, Duration length, Instant firedAt, Instant now) {
        Instant last = lastAt.getOrDefault(channelId, firedAt);
        Instant reminded = remindedAt.getOrDefault(channelId, last);
        return !waiting.contains(channelId)
                && !last.plus(length).isAfter(now)
                && !reminded.plus(length).isAfter(now);
    }
}
