package io.qingting.config;

import io.qingting.alert.app.FloorReports;
import io.qingting.alert.domain.Digest;
import io.qingting.alert.domain.FloorFigures;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.app.Reports;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.ReportQuery;
import io.qingting.site.app.SiteConfiguration;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells digests the figures of the reports, once these hold all that the log held at the end of the period. */
@Singleton
final class FloorReportReader implements FloorReports {
    /** Of figures that digests do not show. */
    private static final Duration RESPONSE = Duration.ofSeconds(60);

    private final Reports reports;
    private final FactLag facts;
    private final SiteConfiguration site;

    FloorReportReader(Reports reports, FactLag facts, SiteConfiguration site) {
        this.reports = reports;
        this.facts = facts;
        this.site = site;
    }

    @Override
    public Uni<FloorFigures> between(Instant from, Instant until, List<String> queues) {
        Period whole = new Period(from.toString(), from.toEpochMilli(), until.toEpochMilli());
        ReportQuery query = new ReportQuery(
                ReportQuery.Subject.QUEUES,
                PeriodUnit.TOTAL,
                Grouping.ALL,
                List.of(whole),
                ANSWERED_WITHIN,
                RESPONSE,
                RESPONSE,
                queues,
                List.of(),
                List.of());
        return facts.now()
                .chain(lag -> holds(lag, until)
                        ? read(query)
                        : Uni.createFrom()
                                .failure(new IllegalStateException("contact facts do not reach " + until + " yet")));
    }

    static boolean holds(FactLag.Lag lag, Instant until) {
        return lag.events() == 0 || lag.position().recordedAt() >= until.toEpochMilli();
    }

    private Uni<FloorFigures> read(ReportQuery query) {
        return reports.read(query)
                .map(report -> report.rows().isEmpty()
                        ? FloorFigures.NONE
                        : figures(report.rows().getFirst().figures()));
    }

    static FloorFigures figures(Map<Metric, Figure> figures) {
        return new FloorFigures(
                count(figures, Metric.OFFERED),
                count(figures, Metric.ANSWERED),
                ratio(figures, Metric.SERVICE_LEVEL),
                ratio(figures, Metric.ABANDONMENT_RATE),
                figures.get(Metric.CSAT) instanceof Figure.Average average ? average.mean() : Mean.NONE);
    }

    private static long count(Map<Metric, Figure> figures, Metric metric) {
        return figures.get(metric) instanceof Figure.Count count ? count.count() : 0;
    }

    private static Ratio ratio(Map<Metric, Figure> figures, Metric metric) {
        return figures.get(metric) instanceof Figure.Share share ? share.ratio() : Ratio.NONE;
    }

    @Override
    public List<Digest.Shift> shifts() {
        return site.current().shifts().stream()
                .map(shift -> new Digest.Shift(shift.name(), shift.nameEn(), shift.from(), shift.to()))
                .toList();
    }
}
