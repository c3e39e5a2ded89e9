package io.qingting.board.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of an agent and since when; {@code sinceAt} null: no presence feed. */
public record AgentPresence(
        String agentId, Presence presence, @Nullable Instant sinceAt) {}
