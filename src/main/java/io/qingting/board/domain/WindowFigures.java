package io.qingting.board.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a place over a window (METRICS.md, "Queue and agent, over a window"); means in the unit of their name.
 *
 * @param serviceLevel null: accepts are automatic or only derived
 * @param asaSeconds null: accepts are automatic or only derived
 * @param firstResponseWithin hits within the limit set
 * @param lastMessageUnanswered runs that a close ended before their deadline: in no rate
 * @param occupancy milliseconds; null: no presence feed, or not a figure of this place
 * @param concurrency milliseconds; null: nobody was served
 * @param csatRate ratings of 4 and more
 * @param attitude 1 … 5
 * @param quality 0 … 100
 */
public record WindowFigures(
        long offered,
        long distinctContacts,
        long answered,
        long abandoned,
        long shortAbandons,
        long transferred,
        long callback,
        long unserved,
        @Nullable Ratio serviceLevel,
        Ratio abandonmentRate,
        @Nullable Mean asaSeconds,
        Durations waitSeconds,
        Durations firstResponseSeconds,
        Ratio firstResponseWithin,
        Durations responseSeconds,
        Ratio responseWithin,
        long lastMessageUnanswered,
        Mean handleSeconds,
        @Nullable Ratio occupancy,
        @Nullable Ratio concurrency,
        Ratio missed,
        Ratio transferRate,
        Ratio robotOnly,
        Ratio handOver,
        Mean csat,
        Ratio csatRate,
        Ratio participation,
        Ratio invitation,
        Nps nps,
        long reopened,
        long complaints,
        Ratio followUpInTime,
        Ratio feedbackInTime,
        Mean attitude,
        Ratio wording,
        Mean quality,
        Mean repliesPerLeg) {

    /** The same without what customers' ratings say. */
    WindowFigures withoutRatings() {
        return new WindowFigures(
                offered,
                distinctContacts,
                answered,
                abandoned,
                shortAbandons,
                transferred,
                callback,
                unserved,
                serviceLevel,
                abandonmentRate,
                asaSeconds,
                waitSeconds,
                firstResponseSeconds,
                firstResponseWithin,
                responseSeconds,
                responseWithin,
                lastMessageUnanswered,
                handleSeconds,
                occupancy,
                concurrency,
                missed,
                transferRate,
                robotOnly,
                handOver,
                Mean.NONE,
                Ratio.NONE,
                participation,
                invitation,
                new Nps(0, 0, 0),
                reopened,
                complaints,
                followUpInTime,
                feedbackInTime,
                Mean.NONE,
                wording,
                quality,
                repliesPerLeg);
    }

    /** Net promoter score: promoters give 9–10, detractors 0–6. */
    public record Nps(long promoters, long detractors, long total) {}
}
