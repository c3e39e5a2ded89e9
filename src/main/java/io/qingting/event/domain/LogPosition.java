package io.qingting.event.domain;

/**
 * How far a reader of the log has come.
 *
 * @param position of the last event it has applied; 0 before the first
 * @param recordedAt that event's receipt, epoch milliseconds: it tells the reader's partition. 0 before the first
 */
public record LogPosition(long position, long recordedAt) {
    public static final LogPosition START = new LogPosition(0, 0);
}
