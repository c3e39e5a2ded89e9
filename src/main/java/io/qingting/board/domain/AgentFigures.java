package io.qingting.board.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One agent in full. {@code contacts}: in hand, the longest first. {@code windows}: by the names of {@link Window}. */
public record AgentFigures(
        Instant at,
        String agentId,
        @Nullable String teamId,
        String presence,
        @Nullable Instant sinceAt,
        List<Contact> contacts,
        Map<String, WindowFigures> windows,
        ScoreFigures score) {

    /** A contact in hand. {@code waitingReplySinceAt} null: the customer does not wait. */
    public record Contact(
            String queueId, Instant sinceAt, @Nullable Instant waitingReplySinceAt) {}
}
