package io.qingting.report.domain;

import org.jspecify.annotations.Nullable;

/**
 * Lengths of time in seconds: exact sum and count, and the percentiles: the element at index min(n−1, ⌊p·n⌋) of the sorted
 * values (METRICS.md, "percentile"). Without values there are no percentiles.
 */
public record Durations(
        double sum,
        long count,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double p99) {
    static final Durations NONE = new Durations(0, 0, null, null, null);
}
