package io.qingting.event.domain;

/**
 * An event as the log gives it back.
 *
 * @param recordedAt its receipt by the floor's clock, epoch milliseconds; never falls as the position rises
 * @param imported true: history that settles clocks and alerts nobody
 */
public record LoggedEvent(Event event, long recordedAt, boolean imported) {}
