package io.qingting.contact.domain;

import java.util.List;

/**
 * A contact folded from scratch.
 *
 * @param spans in no particular order, unique by cycle, kind and ordinal
 * @param lastAt instant of its last event, epoch milliseconds; {@link Long#MIN_VALUE}: it has none
 */
public record Folded(List<Span> spans, List<Anomaly> anomalies, LiveView live, long lastAt) {}
