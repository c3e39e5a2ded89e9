package io.qingting.event.app;

/** The log does not go on at the position that a reader expects: what it asks for is no longer kept, or rows were removed. */
public final class LogGapException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LogGapException(long expected, long found) {
        super("the event log goes on at position " + found + " where " + expected
                + " was expected: start from a newer state, or from the first position kept");
    }
}
