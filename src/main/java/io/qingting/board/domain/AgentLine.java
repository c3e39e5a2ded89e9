package io.qingting.board.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent in the list of agents.
 *
 * @param sinceAt null: no presence feed
 * @param queues those that the agent serves, by id
 * @param score of today
 */
public record AgentLine(
        String agentId,
        @Nullable String teamId,
        String presence,
        @Nullable Instant sinceAt,
        List<String> queues,
        int inService,
        long answeredToday,
        ScoreFigures score) {}
