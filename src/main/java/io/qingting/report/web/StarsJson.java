package io.qingting.report.web;

import io.qingting.board.domain.ScoreFigures;
import io.qingting.board.domain.ScoreSettings;
import io.qingting.kernel.Mean;
import io.qingting.report.app.Parameters;
import io.qingting.report.app.Stars;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.StarMonth;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.ShownAs;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A month's ranking on the wire.
 *
 * @param state running, settling or settled: from settledAt on only late events and appeals change it
 * @param position of the facts that it was made of
 * @param isDetailKept false: of contacts of the month it is no longer known whose they were
 * @param neededRatings with fewer, and fewer answered contacts than neededAnswered, nobody is ranked
 * @param leastPeople with fewer people who have a score there is no ranking
 * @param starPlaces who has one of so many first places is a star
 * @param people who have a score
 * @param isWithheld people are fewer than leastPeople
 */
record StarsJson(
        int metricsVersion,
        Instant at,
        String zone,
        String month,
        Instant startsAt,
        Instant endsAt,
        Instant settledAt,
        String state,
        String position,
        boolean isDetailKept,
        int neededRatings,
        int neededAnswered,
        int leastPeople,
        int starPlaces,
        StarWeightsJson weights,
        int people,
        boolean isWithheld,
        List<StarPersonJson> ranked,
        List<StarPersonJson> notRanked,
        @Nullable StarPublicationJson published) {

    /** Of 100, before parts without data give theirs to the others; pull: how many of the team's contacts a small sample is mixed with. */
    record StarWeightsJson(
            double csat,
            double firstResponse,
            double response,
            double firstContactResolution,
            double quality,
            double pull) {
        static StarWeightsJson of(ScoreSettings s) {
            return new StarWeightsJson(
                    s.csat(), s.firstResponse(), s.response(), s.firstContactResolution(), s.quality(), s.pull());
        }
    }

    /**
     * @param place null: not ranked
     * @param score null: not ranked
     */
    record StarPersonJson(
            @Nullable Integer place,
            String agentId,
            String name,
            @Nullable String teamId,
            @Nullable Double score,
            long ratings,
            long answered,
            List<StarPartJson> parts) {}

    /**
     * @param own sum and count; of a rate hits and total
     * @param value 0 to 100 after the pull; null: no data
     */
    record StarPartJson(
            String name, double weight, Mean own, @Nullable Double value) {}

    /**
     * @param position of the facts that it was made of
     * @param isChanged the stars would be others now
     */
    record StarPublicationJson(
            Instant publishedAt,
            String publishedBy,
            String position,
            int metricsVersion,
            int ranked,
            boolean isChanged,
            List<StarJson> stars) {}

    private static final String NO_NAME = "–";

    /**
     * A star as everybody may know it.
     *
     * @param name a dash for somebody who is shown by no name
     */
    record StarJson(int place, String name) {}

    /** The stars of a month, the newest month first. */
    record PublishedStarsJson(List<PublishedMonthJson> months) {}

    record PublishedMonthJson(String month, Instant publishedAt, List<StarJson> stars) {}

    static StarsJson of(Stars.Answer answer, SiteConfiguration site, int starPlaces) {
        ScoreSettings score = answer.score();
        StarMonth published = answer.published();
        return new StarsJson(
                Metric.VERSION,
                answer.at(),
                site.current().zone().getId(),
                answer.month().toString(),
                answer.from(),
                answer.to(),
                answer.settledAt(),
                Parameters.wire(answer.state()),
                Long.toString(answer.facts().position().position()),
                answer.facts().isDetailKept(),
                score.minRollingRatings(),
                score.minRollingAnswered(),
                score.minPeople(),
                starPlaces,
                StarWeightsJson.of(score),
                answer.ranking().people(),
                answer.ranking().isWithheld(),
                answer.ranking().ranked().stream()
                        .map(p -> person(p.place(), p.agentId(), p.score(), p.figures(), answer, site))
                        .toList(),
                answer.ranking().notRanked().stream()
                        .map(u -> person(null, u.agentId(), null, u.figures(), answer, site))
                        .toList(),
                published == null ? null : publication(published, answer.isChanged(), site));
    }

    private static StarPersonJson person(
            @Nullable Integer place,
            String agentId,
            @Nullable Double score,
            ScoreFigures figures,
            Stars.Answer answer,
            SiteConfiguration site) {
        return new StarPersonJson(
                place,
                agentId,
                site.agentName(agentId),
                answer.teamOfAgent().get(agentId),
                score,
                figures.ratings(),
                figures.answered(),
                figures.components().stream()
                        .map(c -> new StarPartJson(c.name(), c.weight(), c.own(), c.value()))
                        .toList());
    }

    private static StarPublicationJson publication(StarMonth month, boolean isChanged, SiteConfiguration site) {
        return new StarPublicationJson(
                month.publishedAt(),
                month.publishedBy(),
                Long.toString(month.position()),
                month.metricsVersion(),
                month.ranked(),
                isChanged,
                stars(month, site));
    }

    static PublishedStarsJson published(List<StarMonth> months, SiteConfiguration site) {
        return new PublishedStarsJson(months.stream()
                .map(m -> new PublishedMonthJson(m.month().toString(), m.publishedAt(), stars(m, site)))
                .toList());
    }

    private static List<StarJson> stars(StarMonth month, SiteConfiguration site) {
        return month.stars().stream()
                .map(s -> new StarJson(
                        s.place(), site.shownAs(s.agentId()) == ShownAs.NONE ? NO_NAME : site.agentName(s.agentId())))
                .toList();
    }
}
