package io.qingting.rule.domain;

/** A figure as it was found. */
public sealed interface Reading {
    Reading UNTOLD = new Untold();
    Reading HELD = new Held();

    /**
     * @param value in the metric's unit; shares 0 … 1
     * @param sample the N beside it; 0 where there is none
     */
    record Told(double value, long sample) implements Reading {}

    /** It cannot be told: no data, or nobody knows. It fires nothing, and is no proof that things are right again. */
    record Untold() implements Reading {}

    /** It must not be judged now: everything stays as it is. */
    record Held() implements Reading {}
}
