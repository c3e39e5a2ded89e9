package io.qingting.board.domain;

import java.time.Instant;

/** A score over the 30 days up to {@code at}, a whole hour. */
public record RollingScore(Instant at, ScoreFigures score) {
    /** As the agent itself is shown it: see {@link AgentFigures#forItself}. */
    public RollingScore forItself() {
        return new RollingScore(at, score.withRatingsFrom(AgentFigures.LEAST_RATINGS));
    }
}
