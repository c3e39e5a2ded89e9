package io.qingting.report.domain;

import java.util.Collections;
import java.util.List;

/**
 * How long customers waited: entries by length, of those that were answered and of those that were abandoned.
 *
 * @param boundsSeconds a wait that is as long as a bound is counted below it; one more count than bounds
 */
public record Waits(PatternQuery query, List<Integer> boundsSeconds, Part answered, Part abandoned) {
    public static final List<Integer> BOUNDS =
            List.of(5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1_200, 1_800, 3_600);

    public record Part(List<Long> counts, Durations seconds) {
        public static final Part NONE = new Part(Collections.nCopies(BOUNDS.size() + 1, 0L), Durations.NONE);

        public Part {
            counts = List.copyOf(counts);
        }
    }

    public Waits {
        boundsSeconds = List.copyOf(boundsSeconds);
    }
}
