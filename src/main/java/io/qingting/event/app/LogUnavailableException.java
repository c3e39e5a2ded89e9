package io.qingting.event.app;

/**
 * The log could not be reached, or another append held it for too long. Whether the events are in it is unknown where the
 * connection broke in between; repeating the append is always right.
 */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LogUnavailableException(Throwable cause) {
        super("the event log is not available: " + cause.getMessage(), cause);
    }
}
