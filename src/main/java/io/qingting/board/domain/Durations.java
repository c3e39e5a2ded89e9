package io.qingting.board.domain;

import org.jspecify.annotations.Nullable;

/** Lengths of time in seconds: sum and count exact, percentiles within 1 %, null without values. */
public record Durations(
        double sum,
        long count,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double p99) {
    public static final Durations NONE = new Durations(0, 0, null, null, null);
}
