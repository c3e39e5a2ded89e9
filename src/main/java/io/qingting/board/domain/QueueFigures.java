package io.qingting.board.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One queue in full. {@code windows}: by the names of {@link Window}. */
public record QueueFigures(
        Instant at, String queueId, @Nullable String name, NowFigures now, Map<String, WindowFigures> windows) {}
