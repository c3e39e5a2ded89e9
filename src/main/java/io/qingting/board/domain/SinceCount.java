package io.qingting.board.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many wait, and the instant since when the first of them does; null: nobody waits. */
public record SinceCount(long count, @Nullable Instant oldestSinceAt) {}
