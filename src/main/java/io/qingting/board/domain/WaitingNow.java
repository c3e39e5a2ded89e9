package io.qingting.board.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Open entries of voice and chat, without unconfirmed ones. {@code longestWaitSinceAt} null: nobody waits. */
public record WaitingNow(long queueLength, @Nullable Instant longestWaitSinceAt) {}
