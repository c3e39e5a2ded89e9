package io.qingting.event.domain;

/**
 * The ends of the log.
 *
 * @param position of the newest event, 0 where there is none yet
 * @param recordedAt receipt of the newest event, epoch milliseconds; 0 where there is none yet
 * @param firstPosition the lowest position still kept; one above {@code position} where nothing is
 */
public record LogHead(long position, long recordedAt, long firstPosition) {}
