package io.qingting.board.domain;

import java.time.Instant;
import java.util.List;

/** The site: the sums over its queues, its channels, its teams, and one line a queue. */
public record SiteFigures(
        Instant at,
        BusinessDay businessDay,
        PlaceFigures site,
        List<ChannelFigures> channels,
        List<TeamLine> teams,
        List<QueueLine> queues) {

    /** {@code channel}: as on the wire. */
    public record ChannelFigures(String channel, NowFigures now, WindowFigures window) {}
}
