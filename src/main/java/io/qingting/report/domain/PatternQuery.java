package io.qingting.report.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a heat map or a distribution of waits is asked for. Empty filters let everything pass.
 *
 * @param from inclusive
 * @param to exclusive
 * @param serviceLevel X of the service level
 */
public record PatternQuery(
        Instant from,
        Instant to,
        Duration serviceLevel,
        List<String> queues,
        List<String> channels,
        List<String> segments) {
    public PatternQuery {
        queues = List.copyOf(queues);
        channels = List.copyOf(channels);
        segments = List.copyOf(segments);
    }
}
