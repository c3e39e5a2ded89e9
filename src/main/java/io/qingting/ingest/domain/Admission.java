package io.qingting.ingest.domain;

/**
 * What the sender of a request may send, at the instant of its receipt.
 *
 * @param sourceId number of the source
 * @param source what the events' attribute {@code source} must be
 * @param imported the request is an import: any past period, alerts nobody
 * @param latestAt no event may be later, epoch milliseconds
 * @param oldestAt no event may be earlier, epoch milliseconds
 */
public record Admission(int sourceId, String source, boolean imported, long latestAt, long oldestAt) {}
