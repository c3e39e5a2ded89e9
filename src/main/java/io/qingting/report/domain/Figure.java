package io.qingting.report.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;

/** The value of a metric, in one of the forms in which figures travel. */
public sealed interface Figure {
    record Count(long count) implements Figure {}

    record Share(Ratio ratio) implements Figure {}

    record Average(Mean mean) implements Figure {}

    record Lengths(Durations durations) implements Figure {}

    record Recommendation(Nps nps) implements Figure {}

    /** No data: the metric cannot be told here. */
    record None() implements Figure {}
}
