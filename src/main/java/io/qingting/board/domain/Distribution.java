package io.qingting.board.domain;

/** Lengths of time whose mean and percentiles are shown. */
public enum Distribution {
    /** From the begin of an answered entry to its accept. */
    WAIT,
    FIRST_RESPONSE,
    RESPONSE;

    static final int COUNT = values().length;
}
