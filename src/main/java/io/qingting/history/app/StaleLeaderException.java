package io.qingting.history.app;

import io.qingting.history.domain.FactPosition;

/** Another instance leads: what this one was about to write was rolled back. */
final class StaleLeaderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleLeaderException(FactPosition mine) {
        super("another instance writes the facts; this one was leader " + mine.fence() + " at position "
                + mine.log().position());
    }
}
