package io.qingting.report.app;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.ReportRow;
import io.qingting.site.domain.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of a mail that brings a report: the totals of its rows that add up, each rate and mean with its N. */
final class ReportLetter {
    private static final List<Metric> OF_QUEUES = List.of(
            Metric.OFFERED,
            Metric.ANSWERED,
            Metric.SERVICE_LEVEL,
            Metric.ABANDONMENT_RATE,
            Metric.ASA,
            Metric.FIRST_RESPONSE_WITHIN,
            Metric.CSAT);
    private static final List<Metric> OF_AGENTS =
            List.of(Metric.HANDLED, Metric.HANDLE, Metric.FIRST_RESPONSE_WITHIN, Metric.RESPONSE_WITHIN, Metric.CSAT);
    private static final int HUNDRED = 100;

    private final ReportWords words;
    private final Report report;
    private final Site site;

    ReportLetter(ReportWords words, Reports.Answer answer, Site site) {
        this.words = words;
        this.report = answer.report();
        this.site = site;
    }

    String subject(String name) {
        return words.word("mail.subject", Map.of("name", name, "range", range()));
    }

    String text(String name) {
        List<String> lines = new ArrayList<>();
        lines.add(words.word(
                "mail.hello",
                Map.of("name", name, "range", range(), "zone", site.zone().getId())));
        lines.add("");
        if (report.rows().isEmpty()) lines.add(words.word("mail.nothing"));
        List<Metric> told = report.query().subject() == Subject.QUEUES ? OF_QUEUES : OF_AGENTS;
        for (Metric metric : told) {
            String line = report.metrics().contains(metric) ? line(metric) : null;
            if (line != null) lines.add(line);
        }
        lines.add("");
        lines.add(words.word("mail.foot", Map.of("site", site.name())));
        return String.join("\n", lines);
    }

    private String range() {
        return ReportWords.range(report.query(), site.zone());
    }

    /** Null where there is no data. */
    private @Nullable String line(Metric metric) {
        String label = words.metric(metric, report.query());
        long count = 0;
        Ratio ratio = Ratio.NONE;
        Mean mean = Mean.NONE;
        for (ReportRow row : report.rows()) {
            switch (row.figures().get(metric)) {
                case Figure.Count one -> count += one.count();
                case Figure.Share one -> ratio = ratio.plus(one.ratio());
                case Figure.Average one -> mean = mean.plus(one.mean());
                case null, default -> {}
            }
        }
        return switch (metric.form()) {
            case COUNT -> words.word("mail.count", Map.of("label", label, "value", Long.toString(count)));
            case RATIO ->
                ratio.total() == 0
                        ? null
                        : figure(
                                label,
                                TableFiles.rounded((double) HUNDRED * ratio.hits() / ratio.total(), 1) + " %",
                                ratio.total());
            case SECONDS ->
                mean.count() == 0
                        ? null
                        : figure(label, TableFiles.rounded(mean.sum() / mean.count(), 1) + " s", mean.count());
            case MEAN, SCORE ->
                mean.count() == 0
                        ? null
                        : figure(label, TableFiles.rounded(mean.sum() / mean.count(), 2), mean.count());
            case DURATIONS, NPS -> null;
        };
    }

    private String figure(String label, String value, long n) {
        return words.word("mail.figure", Map.of("label", label, "value", value, "n", Long.toString(n)));
    }
}
