package io.qingting.explain.web;

import io.qingting.access.domain.Role;
import io.qingting.explain.app.Exclusions.Exclusion;
import io.qingting.explain.app.Explanation;
import io.qingting.explain.app.Explanation.Recomputed;
import io.qingting.explain.app.Explanation.Verdict;
import io.qingting.explain.app.Line;
import io.qingting.explain.app.Names;
import io.qingting.explain.domain.Explainable;
import io.qingting.explain.domain.Formula;
import io.qingting.explain.domain.NowMetric;
import io.qingting.explain.domain.Tally;
import io.qingting.explain.domain.Why;
import io.qingting.explain.domain.WindowMetric;
import io.qingting.explain.domain.Words;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explanations on the wire. */
final class ExplainJson {
    private static final double MILLIS = 1_000;

    private ExplainJson() {}

    /**
     * @param form count, ratio, mean, durations or points
     * @param unit of a mean: seconds or points; else null
     * @param total null: the figure is a count
     * @param ofNow true: it is one as of now, over no time
     * @param owners whose it may be: places, people or both
     */
    record DefinitionJson(
            String metric,
            String form,
            @Nullable String unit,
            Words name,
            Words hits,
            @Nullable Words total,
            boolean ofNow,
            String owners) {
        static DefinitionJson of(Explainable metric) {
            Formula formula = metric.formula();
            return new DefinitionJson(
                    metric.wireName(),
                    metric.form().name().toLowerCase(Locale.ROOT),
                    unit(metric),
                    formula.name(),
                    formula.hits(),
                    formula.total(),
                    metric instanceof NowMetric,
                    metric.owners().name().toLowerCase(Locale.ROOT));
        }

        private static @Nullable String unit(Explainable metric) {
            return switch (metric.form()) {
                case COUNT, RATIO -> null;
                case DURATIONS -> "seconds";
                case POINTS -> "points";
                case MEAN -> parts(metric) == MILLIS ? "seconds" : "points";
            };
        }
    }

    record DefinitionsJson(int metricsVersion, List<DefinitionJson> metrics) {}

    /**
     * The figure's two parts: of a rate hits and total, of a mean sum and count, of a count the same number twice.
     *
     * @param p50 of lengths of time, as p90 and p99: the element at index min(n−1, ⌊p·n⌋) of the sorted values; else null
     * @param sinceAt of figures as of now: the earliest begin; else null
     */
    record ExplainedFigureJson(
            double numerator,
            long denominator,
            @Nullable Double p50,
            @Nullable Double p90,
            @Nullable Double p99,
            @Nullable String sinceAt) {

        static @Nullable ExplainedFigureJson of(Tally tally, Explainable metric) {
            if (!tally.hasData()) return null;
            Long earliest = metric instanceof NowMetric ? tally.earliest() : null;
            return new ExplainedFigureJson(
                    tally.numerator() / parts(metric),
                    tally.denominator(),
                    percentile(tally, metric, 500),
                    percentile(tally, metric, 900),
                    percentile(tally, metric, 990),
                    text(earliest));
        }

        private static @Nullable Double percentile(Tally tally, Explainable metric, int perMille) {
            Long value = tally.percentile(perMille);
            return value == null ? null : value / parts(metric);
        }
    }

    /**
     * Contributions that count in one way.
     *
     * @param role hit: in both parts; total: in the denominator; part: in the numerator; excluded: in neither
     */
    record ExplainedPartJson(
            String why, String role, Words words, long contributions, double numerator, long denominator) {}

    record ExplainedScopeJson(
            String kind, String id, @Nullable String name) {}

    /**
     * @param figure null: no data
     * @param isListed false: the contacts behind it are not told, nor is it recomputed: an agent's own customers' ratings
     * @param asOf opaque, for lists and recomputations of the same moment
     * @param position of the log, as frames carry it
     */
    record FigureExplanationJson(
            DefinitionJson metric,
            int metricsVersion,
            ExplainedScopeJson scope,
            @Nullable String fromAt,
            @Nullable String toAt,
            @Nullable Double withinSeconds,
            String at,
            String position,
            String asOf,
            boolean isListed,
            @Nullable ExplainedFigureJson figure,
            List<ExplainedPartJson> parts) {

        static FigureExplanationJson of(Explanation told, boolean isListed, Names names) {
            Long within = told.withinMillis();
            return new FigureExplanationJson(
                    DefinitionJson.of(told.metric()),
                    Explainable.VERSION,
                    new ExplainedScopeJson(
                            told.scope().kind().wireName(), told.scope().id(), names.of(told.scope())),
                    text(told.from()),
                    text(told.to()),
                    within == null ? null : within / MILLIS,
                    instant(told.asOf().at()),
                    Long.toString(told.asOf().position().position()),
                    told.asOf().encode(),
                    isListed,
                    ExplainedFigureJson.of(told.tally(), told.metric()),
                    partsOf(told.tally(), told.metric()));
        }
    }

    private static List<ExplainedPartJson> partsOf(Tally tally, Explainable metric) {
        return tally.parts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Why::role).thenComparing(Why::ordinal)))
                .map(e -> new ExplainedPartJson(
                        e.getKey().wireName(),
                        e.getKey().role().wireName(),
                        e.getKey().words(),
                        e.getValue().contributions(),
                        e.getValue().numerator() / parts(metric),
                        e.getValue().denominator()))
                .toList();
    }

    /**
     * What is on record of a contact that left a score on appeal.
     *
     * @param reason of the decision
     * @param by role in which it was decided, quality or admin; null: the source system told of it
     */
    record ExplainedExclusionJson(String reason, @Nullable String by, String at) {
        private static final Set<String> DECIDERS = Set.of(Role.QUALITY.wireName(), Role.ADMIN.wireName());

        static @Nullable ExplainedExclusionJson of(@Nullable Exclusion exclusion) {
            if (exclusion == null) return null;
            String by = DECIDERS.contains(exclusion.by()) ? exclusion.by() : null;
            return new ExplainedExclusionJson(exclusion.reason(), by, instant(exclusion.at()));
        }
    }

    /**
     * One contribution. {@code value}: what it adds to the numerator; null: nothing is added up.
     *
     * @param agentId null: none, or one whom the caller may not see
     * @param startedAt of a length of time; of an instant the same as at
     * @param at the instant by which it belongs to the period
     * @param exclusion null: it is not left out on appeal, or the log no longer tells of it
     * @param link into the source system; null: none is configured
     */
    record ExplainedContactJson(
            String source,
            String contactId,
            int cycle,
            String channel,
            @Nullable String queueId,
            @Nullable String agentId,
            @Nullable String agentName,
            String startedAt,
            @Nullable String endedAt,
            String at,
            double value,
            String role,
            String why,
            Words words,
            @Nullable ExplainedExclusionJson exclusion,
            @Nullable String link) {

        static ExplainedContactJson of(
                Line line, Explainable metric, Map<String, String> agents, @Nullable Exclusion exclusion, Names names) {
            String agent = line.agentId();
            String shown = agent == null ? null : agents.get(agent);
            int source = line.contact().sourceId();
            return new ExplainedContactJson(
                    names.source(source),
                    line.contact().contactId(),
                    line.place().cycle(),
                    line.channel().wireName(),
                    line.queueId(),
                    shown == null ? null : agent,
                    shown,
                    instant(line.startedAt()),
                    text(line.endedAt()),
                    instant(line.judged().at()),
                    line.judged().numerator() / parts(metric),
                    line.judged().why().role().wireName(),
                    line.judged().why().wireName(),
                    line.judged().why().words(),
                    line.judged().why() == Why.EXCLUDED_ON_APPEAL ? ExplainedExclusionJson.of(exclusion) : null,
                    names.link(source, line.contact().contactId()));
        }
    }

    /** @param next give it as {@code cursor} for the next page; null: there is none */
    record ExplainedContactsJson(
            String asOf,
            String at,
            List<ExplainedContactJson> contacts,
            @Nullable String next) {}

    /**
     * @param verdict equal, differs or logNotKept
     * @param told the figure as explained; null: no data
     * @param recomputed the same from the log; null: no data
     * @param parts of the recomputed figure
     * @param contacts how many were folded anew
     * @param wholePeriod true: also the contacts that the log tells of in the period, whether or not they stand behind the figure
     * @param keptSinceAt receipt of the first event that the log still holds; null: it holds all that is needed
     */
    record RecomputedFigureJson(
            String verdict,
            String at,
            String position,
            @Nullable ExplainedFigureJson told,
            @Nullable ExplainedFigureJson recomputed,
            List<ExplainedPartJson> parts,
            int contacts,
            boolean wholePeriod,
            @Nullable String keptSinceAt) {

        static RecomputedFigureJson of(Recomputed found) {
            Explanation told = found.told();
            return new RecomputedFigureJson(
                    word(found.verdict()),
                    instant(told.asOf().at()),
                    Long.toString(told.asOf().position().position()),
                    ExplainedFigureJson.of(told.tally(), told.metric()),
                    ExplainedFigureJson.of(found.anew(), told.metric()),
                    partsOf(found.anew(), told.metric()),
                    found.contacts(),
                    found.wholePeriod(),
                    text(found.keptSince()));
        }

        private static String word(Verdict verdict) {
            return switch (verdict) {
                case EQUAL -> "equal";
                case DIFFERS -> "differs";
                case LOG_NOT_KEPT -> "logNotKept";
            };
        }
    }

    static double parts(Explainable metric) {
        return switch (metric) {
            case WindowMetric counted -> counted.parts();
            case NowMetric now -> now == NowMetric.MEAN_CURRENT_WAIT ? MILLIS : 1;
        };
    }

    static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static @Nullable String text(@Nullable Long millis) {
        return millis == null ? null : instant(millis);
    }
}
