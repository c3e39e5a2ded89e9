package io.qingting.explain.app;

import io.qingting.explain.domain.Explainable;
import io.qingting.explain.domain.Scope;
import io.qingting.explain.domain.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure with what it is made of.
 *
 * @param from epoch milliseconds; null: it is one of now
 * @param to exclusive; null: it is one of now
 * @param withinMillis X; null: the metric has none
 */
public record Explanation(
        Explainable metric,
        Scope scope,
        @Nullable Long from,
        @Nullable Long to,
        @Nullable Long withinMillis,
        AsOf asOf,
        Tally tally) {

    static Explanation of(Question question, Tally tally) {
        boolean chosen = question.metric().limit().isChosen();
        return new Explanation(
                question.metric(),
                question.scope(),
                question.from(),
                question.to(),
                chosen ? question.terms().limitOf(question.metric()) : null,
                question.asOf(),
                tally);
    }

    /**
     * Part of the list behind a figure.
     *
     * @param hasMore there are further ones after the last line
     */
    public record Page(AsOf asOf, List<Line> lines, boolean hasMore) {}

    /** What a recomputation found. */
    public enum Verdict {
        /** Both are the same, reason by reason. */
        EQUAL,
        DIFFERS,
        /** Of some contacts the log no longer holds the beginning. */
        LOG_NOT_KEPT
    }

    /**
     * @param told the figure as explained, from facts or from the board
     * @param anew the same from the events of the log
     * @param contacts how many were folded anew
     * @param wholePeriod true: also contacts that the log tells of in the period were looked at, whether or not they stand
     *     behind the figure
     * @param keptSince receipt of the first event that the log still holds, epoch milliseconds; null: it holds all
     */
    public record Recomputed(
            Verdict verdict,
            Explanation told,
            Tally anew,
            int contacts,
            boolean wholePeriod,
            @Nullable Long keptSince) {}
}
