package io.qingting.ingest.app;

/** More events wait for the log than may. Nothing was done; to be sent again in a moment. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OverloadedException(int waiting) {
        super(waiting + " events wait for the log already", null, false, false);
    }
}
