package io.qingting.board.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one source is doing.
 *
 * @param source its CloudEvents source, such as {@code /connectors/demo}
 * @param state live; silent: nothing comes; catchingUp: what comes is from more than ten minutes ago; importing: it loads history
 * @param lastSeenAt receipt of its newest event
 * @param skewMs how far its clock is behind ours (above 0) or ahead, with the way here; milliseconds. null: not measured yet
 * @param reachedAt where it catches up or imports: when its newest event happened. null: otherwise
 */
public record SourceLine(
        String source,
        String state,
        Instant lastSeenAt,
        @Nullable Long skewMs,
        @Nullable Instant reachedAt) {}
