package io.qingting.board.domain;

import io.qingting.contact.domain.FirstContactResolution.Result;
import io.qingting.kernel.Ratio;
import java.time.Instant;

/**
 * First contact resolution of a queue or the site over the 30 days up to {@code at}, a whole hour.
 *
 * @param firstContactResolutionPending closes as resolved that are too young to be in the rate
 */
public record RollingFigures(Instant at, Ratio firstContactResolution, long firstContactResolutionPending) {
    static RollingFigures of(Instant at, Result result) {
        return new RollingFigures(at, new Ratio(result.hits(), result.total()), result.pending());
    }
}
