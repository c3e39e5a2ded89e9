package io.qingting.board.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One team: its members' figures added up. {@code windows}: by the names of {@link Window}. A team has no queue of its own,
 * so entries count where a member answered them.
 */
public record TeamFigures(
        Instant at,
        String teamId,
        TeamNow now,
        Map<String, WindowFigures> windows,
        @Nullable ScoreFigures score) {

    /** What the members have in hand; a contact of two members counts once. {@code agents} null: nobody is known. */
    public record TeamNow(
            SinceCount waitingFirstReply,
            SinceCount waitingReply,
            long inService,
            @Nullable PresenceCounts agents) {}
}
