package io.qingting.explain.app;

import io.qingting.board.domain.Window;
import io.qingting.explain.domain.Explainable;
import io.qingting.explain.domain.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Which figure is to be explained.
 *
 * @param scope without its people
 * @param over a period, a live window, or the 30 days of scores
 * @param withinMillis X of the metric; null: the one in force
 * @param asOf as an earlier answer gave it, so that lists and figures are of one moment; null: now
 */
public record Asked(
        Explainable metric,
        Scope scope,
        Over over,
        @Nullable Long withinMillis,
        @Nullable AsOf asOf) {

    /** The stretch of time. */
    public sealed interface Over {
        /** As of now. */
        record Now() implements Over {}

        /** A window of the live board. */
        record Live(Window window) implements Over {}

        /** The 30 days that scores are refreshed over. */
        record Rolling() implements Over {}

        /** @param from epoch milliseconds; {@code to} is exclusive */
        record Period(long from, long to) implements Over {}
    }
}
