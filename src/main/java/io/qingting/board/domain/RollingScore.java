package io.qingting.board.domain;

import java.time.Instant;

/** A score over the 30 days up to {@code at}, a whole hour. */
public record RollingScore(Instant at, ScoreFigures score) {
    /** As the agent itself is shown it: without what fewer than {@link AgentFigures#LEAST_RATINGS} ratings say. */
    public RollingScore forItself(ScoreSettings settings) {
        return score.ratings() >= AgentFigures.LEAST_RATINGS
                ? this
                : new RollingScore(at, score.withoutRatings(settings));
    }
}
