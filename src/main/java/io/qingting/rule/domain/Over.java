package io.qingting.rule.domain;

import io.qingting.board.domain.Window;
import io.qingting.report.domain.PeriodUnit;

/** The time that a figure is of. */
public sealed interface Over {
    /** This moment. */
    record Now() implements Over {}

    /** A window of the live board, which moves on with the minute. */
    record Live(Window window) implements Over {}

    /**
     * Whole business days, weeks or months, each judged once after its end, by the facts.
     *
     * @param inARow how many periods one after the other must be bad, 1 … {@link #MOST_IN_A_ROW}
     */
    record Past(PeriodUnit unit, int inARow) implements Over {}

    int MOST_IN_A_ROW = 12;
}
