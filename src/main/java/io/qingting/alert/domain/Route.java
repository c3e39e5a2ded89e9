package io.qingting.alert.domain;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts go where. All routes that match are taken; a channel gets a notice once.
 *
 * @param atLeast mildest severity that it takes
 * @param kinds empty: all
 * @param queues ids; empty: all, and alerts of no queue
 * @param from start of its hours in the site's zone, inclusive; null: all day
 * @param to end of its hours, exclusive; at or before {@code from}: past midnight
 * @param channels ids, at least one
 * @param duty whom of the roster its messages call; null: nobody
 * @param repeatAfter an alert that nobody acknowledged is told again after this; null: never
 */
public record Route(
        long routeId,
        String name,
        Severity atLeast,
        Set<AlertKind> kinds,
        Set<String> queues,
        @Nullable LocalTime from,
        @Nullable LocalTime to,
        List<Long> channels,
        @Nullable String duty,
        @Nullable Duration repeatAfter) {
    public Route {
        kinds = Set.copyOf(kinds);
        queues = Set.copyOf(queues);
        channels = List.copyOf(channels);
    }

    /** @param localTime of the site */
    public boolean takes(Alert alert, LocalTime localTime) {
        String queue = alert.subject().queueId();
        return alert.severity().compareTo(atLeast) >= 0
                && (kinds.isEmpty() || kinds.contains(alert.kind()))
                && (queues.isEmpty() || (queue != null && queues.contains(queue)))
                && isOpenAt(localTime);
    }

    private boolean isOpenAt(LocalTime time) {
        if (from == null || to == null) return true;
        boolean started = !time.isBefore(from);
        boolean notOver = time.isBefore(to);
        return from.isBefore(to) ? started && notOver : started || notOver;
    }
}
