package io.qingting.board.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One agent in the list of agents. {@code sinceAt} null: no presence feed. {@code score}: of today. */
public record AgentLine(
        String agentId,
        @Nullable String teamId,
        String presence,
        @Nullable Instant sinceAt,
        int inService,
        long answeredToday,
        ScoreFigures score) {}
