package io.qingting.report.domain;

import io.qingting.kernel.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A business day by half hours beside the same weekday of the week before, which is compared by local time: a half hour that
 * the other day does not have, because its clocks were changed, has nothing beside it.
 *
 * @param at instant of the figures, epoch milliseconds
 * @param lagSeconds how long the history it is read from has been behind the log; 0: it holds everything
 * @param isCatchingUp that is so long that half hours may be missing
 */
public record HalfHours(long at, double lagSeconds, boolean isCatchingUp, List<Pair> pairs) {
    public static final Duration LENGTH = Duration.ofMinutes(30);

    public HalfHours {
        pairs = List.copyOf(pairs);
    }

    /**
     * How one half hour went.
     *
     * @param at its begin
     * @param serviceLevel null: accepts are automatic or only derived
     */
    public record Slot(Instant at, int offered, @Nullable Ratio serviceLevel, Ratio abandonmentRate) {
        public static Slot empty(Instant at) {
            return new Slot(at, 0, Ratio.NONE, Ratio.NONE);
        }
    }

    /**
     * @param at begin of the half hour of the day asked for
     * @param today null: it has not begun yet
     * @param lastWeek null: that day has no such half hour
     */
    public record Pair(
            Instant at, @Nullable Slot today, @Nullable Slot lastWeek) {}

    /** The begins of the half hours of a day, which may have 23 to 25 hours. */
    public static List<Instant> begins(Instant from, Instant to) {
        List<Instant> begins = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(LENGTH)) begins.add(at);
        return begins;
    }

    /** Half hours of a day with those of another one beside them. {@code now}: those that begin later have no figures. */
    public static List<Pair> pairs(List<Slot> day, List<Slot> other, ZoneId zone, Instant now) {
        Map<LocalTime, Slot> byTime = new HashMap<>();
        for (Slot slot : other) byTime.putIfAbsent(slot.at().atZone(zone).toLocalTime(), slot);
        return day.stream()
                .map(slot -> new Pair(
                        slot.at(),
                        slot.at().isAfter(now) ? null : slot,
                        byTime.get(slot.at().atZone(zone).toLocalTime())))
                .toList();
    }
}
