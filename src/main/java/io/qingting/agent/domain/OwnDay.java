package io.qingting.agent.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.LocalDate;

/**
 * One business day of an agent. Rates are as the score counts them: up to the last whole hour, without contacts that are out of
 * it.
 *
 * @param handleSeconds per handled leg, after-call work included
 * @param replies per leg
 */
public record OwnDay(
        LocalDate date,
        long answered,
        Ratio firstResponseWithin,
        Ratio responseWithin,
        Mean handleSeconds,
        Mean replies) {
    public static OwnDay none(LocalDate date) {
        return new OwnDay(date, 0, Ratio.NONE, Ratio.NONE, Mean.NONE, Mean.NONE);
    }

    public OwnDay withScored(long more, Ratio firstResponse, Ratio response) {
        return new OwnDay(date, more, firstResponse, response, handleSeconds, replies);
    }

    public OwnDay withLegs(Mean handle, Mean perLeg) {
        return new OwnDay(date, answered, firstResponseWithin, responseWithin, handle, perLeg);
    }
}
