package io.qingting.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps a robot under its published limit. While there is room, each group of alerts gets a message of its own; from half of
 * the room on, everything that waits goes into one digest, and digests keep a distance, so that the limit is never met however
 * hard it storms. Some room is for good news that waits while bad news has none, and at a distance that leaves the next room to the
 * bad.
 *
 * @param perMinute most posts in any 60 s, 1 or more; ours, below the vendor's
 * @param reserved of these for recoveries and corrections
 * @param gap least time between any two posts
 */
public record Pacing(int perMinute, int reserved, Duration gap) {
    public static final Duration WINDOW = Duration.ofSeconds(60);

    public Pacing {
        if (perMinute < 1 || reserved < 0 || reserved >= perMinute) {
            throw new IllegalArgumentException("no room: " + perMinute + " less " + reserved);
        }
    }

    /** What may be sent now. */
    public sealed interface Turn {
        /** One message a group. */
        record Single() implements Turn {}

        /** One message for all that waits. */
        record Digest() implements Turn {}

        /** @param until look again then */
        record Wait(Instant until) implements Turn {}
    }

    /**
     * @param recent instants of the posts within the window, oldest first; older ones count for nothing
     * @param groups how many messages it would be
     * @param relief true: the room that is kept for good news is asked for, which there is only where the general is used up
     */
    public Turn turn(List<Instant> recent, int groups, boolean relief, Instant now) {
        List<Instant> counted =
                recent.stream().filter(at -> at.isAfter(now.minus(WINDOW))).toList();
        int room = perMinute - counted.size() - (relief ? 0 : reserved);
        if (room <= 0) return new Turn.Wait(freed(counted, 1 - room));
        boolean calm = counted.size() + groups <= perMinute / 2;
        Duration distance = relief ? reliefDistance() : calm ? gap : distance();
        Instant next = counted.isEmpty() ? now : counted.getLast().plus(distance);
        if (next.isAfter(now)) return new Turn.Wait(next);
        return calm ? new Turn.Single() : new Turn.Digest();
    }

    /** When the n-th oldest post leaves the window. */
    private static Instant freed(List<Instant> counted, int n) {
        return counted.get(Math.min(n, counted.size()) - 1).plus(WINDOW);
    }

    /** So few of them in a minute that the general room comes back within it. */
    private Duration reliefDistance() {
        Duration even = WINDOW.dividedBy(reserved + 1);
        return even.compareTo(gap) > 0 ? even : gap;
    }

    private Duration distance() {
        Duration even = WINDOW.dividedBy(perMinute - reserved);
        return even.compareTo(gap) > 0 ? even : gap;
    }
}
