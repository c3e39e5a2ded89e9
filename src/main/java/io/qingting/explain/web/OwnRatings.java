package io.qingting.explain.web;

import io.qingting.access.domain.Sight;
import io.qingting.board.domain.AgentFigures;
import io.qingting.explain.app.Asked;
import io.qingting.explain.app.Explanation;
import io.qingting.explain.domain.Scope;
import io.qingting.explain.domain.WindowMetric;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import java.util.Set;

/**
 * What an agent is told of the own customers' ratings: the part of the 30 days' score, from {@link AgentFigures#LEAST_RATINGS}
 * of them on. No list, no other time and no earlier moment: the difference between two answers would be a single rating.
 */
final class OwnRatings {
    private static final Set<WindowMetric> OF_CUSTOMERS = Set.of(
            WindowMetric.CSAT,
            WindowMetric.CSAT_RATE,
            WindowMetric.NPS,
            WindowMetric.ATTITUDE,
            WindowMetric.PARTICIPATION,
            WindowMetric.SCORE_CSAT);

    private OwnRatings() {}

    /** Whether somebody who does not oversee everybody asks for what customers said of that person. */
    static boolean areAskedFor(Sight sight, Asked asked) {
        return sight instanceof Sight.Own own
                && asked.scope().kind() == Scope.Kind.AGENT
                && asked.scope().id().equals(own.ownAgentId())
                && asked.metric() instanceof WindowMetric metric
                && OF_CUSTOMERS.contains(metric);
    }

    static void refuseLists(Sight sight, Asked asked) {
        if (areAskedFor(sight, asked)) throw inGroups();
    }

    static void refuseOtherTimes(Sight sight, Asked asked) {
        boolean isOfTheScore = asked.metric() == WindowMetric.SCORE_CSAT && asked.over() instanceof Asked.Over.Rolling;
        if (areAskedFor(sight, asked) && !(isOfTheScore && asked.asOf() == null)) throw inGroups();
    }

    static void refuseFew(Sight sight, Explanation told, Asked asked) {
        if (areAskedFor(sight, asked) && told.tally().denominator() < AgentFigures.LEAST_RATINGS) throw inGroups();
    }

    private static ProblemException inGroups() {
        return new ProblemException(Problem.of(
                403,
                "ratings-in-groups",
                "Ratings are told in groups",
                "Your customers' ratings are told from five on and from the next day on: GET /api/me/work/ratings."));
    }
}
