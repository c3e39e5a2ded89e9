package io.qingting.report.domain;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The hours whose sums a refresh of the 30-day figures has to make anew; an hour is the epoch milliseconds of its begin.
 *
 * @param ofScores hours of points and of passed deadlines
 * @param ofResolutions hours of closes, after their begin up to and including their end
 */
public record RollingHours(SortedSet<Long> ofScores, SortedSet<Long> ofResolutions) {
    public static final long HOUR_MILLIS = 60 * 60 * 1000;
    private static final long DAYS_30_MILLIS = 30 * 24 * HOUR_MILLIS;

    /** The first hour of the 30 days up to {@code now}, a whole hour. */
    public static long firstHour(long now) {
        return now - DAYS_30_MILLIS;
    }

    /**
     * @param before the whole hour that the sums hold for; null: there are none
     * @param now the whole hour that they shall hold for
     * @param changed hours in which something changed since the sums were made; a wait that changed began or ended in one
     */
    public static RollingHours of(@Nullable Long before, long now, RollingTerms terms, Collection<Long> changed) {
        long first = firstHour(now);
        TreeSet<Long> scores = new TreeSet<>();
        TreeSet<Long> resolutions = new TreeSet<>();
        long end = before == null ? first : Math.max(first, before);
        addAll(scores, end, now);
        addAll(resolutions, end, now);
        // Closes that have become old enough to be settled. The hour that ends where the time is over is the last of
        // them.
        long settled = now - terms.comeBackMillis();
        if (before != null) addAll(resolutions, Math.max(first, before - terms.comeBackMillis()), settled);
        for (long hour : changed) {
            scores.add(hour);
            addDeadlines(scores, hour, terms.firstResponseMillis());
            addDeadlines(scores, hour, terms.responseMillis());
            // A close at the very begin of an hour belongs to the hour before.
            resolutions.add(hour - HOUR_MILLIS);
            resolutions.add(hour);
            // Who came back in this hour came back to closes of the days before, as far as those are settled.
            addAll(
                    resolutions,
                    Math.max(first, hour - terms.comeBackMillis() - HOUR_MILLIS),
                    Math.min(settled, hour + HOUR_MILLIS));
        }
        return new RollingHours(within(scores, first, now), within(resolutions, first, now));
    }

    /** Deadlines of waits that began in an hour lie in two. */
    private static void addDeadlines(TreeSet<Long> hours, long hour, long limitMillis) {
        long first = hour + Math.floorDiv(limitMillis, HOUR_MILLIS) * HOUR_MILLIS;
        hours.add(first);
        hours.add(first + HOUR_MILLIS);
    }

    private static void addAll(TreeSet<Long> hours, long from, long to) {
        for (long hour = from; hour < to; hour += HOUR_MILLIS) hours.add(hour);
    }

    private static SortedSet<Long> within(TreeSet<Long> hours, long from, long to) {
        return new TreeSet<>(hours.subSet(from, to));
    }
}
