package io.qingting.explain.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A figure that can be explained: over a stretch of time, or as of now. Its key is the one that frames and reports use. */
public sealed interface Explainable permits WindowMetric, NowMetric {
    /** Version of the definitions (METRICS.md). */
    int VERSION = 1;

    String wireName();

    Form form();

    /** Whose figure it may be. */
    Owners owners();

    /** How it travels. */
    enum Form {
        /** How many. */
        COUNT,
        /** Hits and total. */
        RATIO,
        /** Sum and count. */
        MEAN,
        /** Sum and count, with percentiles. */
        DURATIONS,
        /** Promoters less detractors, and total. */
        POINTS
    }

    enum Owners {
        /** A queue, a channel, a segment, the site. */
        PLACES,
        /** An agent, a team. */
        PEOPLE,
        BOTH;

        public boolean allow(Scope scope) {
            return this == BOTH || (this == PEOPLE) == scope.kind().isOfPeople();
        }
    }

    /** Its shape in words: {@code {"hits":…,"total":…}} divided by a screen. */
    default Formula formula() {
        return Formulas.of(this);
    }

    static List<Explainable> all() {
        return Stream.<Explainable>concat(Arrays.stream(WindowMetric.values()), Arrays.stream(NowMetric.values()))
                .toList();
    }

    static Optional<Explainable> ofWireName(String name) {
        return all().stream().filter(m -> m.wireName().equals(name)).findFirst();
    }
}
