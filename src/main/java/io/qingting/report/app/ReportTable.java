package io.qingting.report.app;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Durations;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Nps;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportRow;
import io.qingting.site.domain.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A report as people read it in a spreadsheet: words above the columns, names in the rows, N beside each rate and mean. CSV and
 * XLSX are written of the same table, so that they say the same.
 */
public final class ReportTable implements FileTable {
    /** What a cell holds. */
    public sealed interface Cell {
        /** No data. */
        Cell BLANK = new Blank();

        record Text(String text) implements Cell {}

        record Count(long count) implements Cell {}

        /** @param share 0 … 1 */
        record Share(double share) implements Cell {}

        record Number(double value) implements Cell {}

        record Blank() implements Cell {}
    }

    private final Reports.Answer answer;
    private final Site site;
    private final UnaryOperator<String> agentName;
    private final ReportWords words;

    /**
     * @param agentName how an agent may be shown
     * @param language zh or en
     */
    public ReportTable(Reports.Answer answer, Site site, UnaryOperator<String> agentName, String language) {
        this.answer = answer;
        this.site = site;
        this.agentName = agentName;
        this.words = new ReportWords(language);
    }

    ReportWords words() {
        return words;
    }

    @Override
    public String word(String key) {
        return words.word(key);
    }

    @Override
    public List<String> heads() {
        Report report = answer.report();
        ReportQuery query = report.query();
        List<String> heads = new ArrayList<>();
        if (answer.earlier() != null) heads.add(words.word("head.series"));
        heads.add(words.word("head.period"));
        heads.add(words.word("head." + query.grouping().field()));
        for (Metric metric : report.metrics()) heads.addAll(heads(metric, words.metric(metric, query)));
        return heads;
    }

    private List<String> heads(Metric metric, String name) {
        return switch (metric.form()) {
            case COUNT -> List.of(name);
            case RATIO -> List.of(name, part("hits", name), part("total", name));
            case MEAN, SCORE, NPS -> List.of(name, part("n", name));
            case SECONDS -> List.of(part("seconds", name), part("n", name));
            case DURATIONS ->
                List.of(
                        part("seconds", name),
                        part("n", name),
                        part("p50", name),
                        part("p90", name),
                        part("p99", name));
        };
    }

    private String part(String part, String name) {
        return words.word("part." + part, Map.of("name", name));
    }

    @Override
    public void rows(Consumer<List<Cell>> writer) {
        rows(answer.report(), "series.now", writer);
        Report earlier = answer.earlier();
        if (earlier != null) rows(earlier, "series.earlier", writer);
    }

    private void rows(Report report, String series, Consumer<List<Cell>> writer) {
        ReportQuery query = report.query();
        for (ReportRow row : report.rows()) {
            List<Cell> cells = new ArrayList<>();
            if (answer.earlier() != null) cells.add(new Cell.Text(words.word(series)));
            cells.add(new Cell.Text(ReportWords.period(row.period(), query.unit(), site.zone())));
            cells.add(new Cell.Text(words.key(query.grouping(), row.key(), site, agentName)));
            for (Metric metric : report.metrics())
                cells.addAll(cells(metric, row.figures().get(metric)));
            writer.accept(cells);
        }
    }

    private static List<Cell> cells(Metric metric, @Nullable Figure figure) {
        return switch (figure) {
            case null -> blanks(metric);
            case Figure.None none -> blanks(metric);
            case Figure.Count(long count) -> List.of(new Cell.Count(count));
            case Figure.Share(Ratio ratio) ->
                List.of(
                        ratio.total() == 0 ? Cell.BLANK : share(metric, ratio),
                        new Cell.Count(ratio.hits()),
                        new Cell.Count(ratio.total()));
            case Figure.Average(Mean mean) ->
                List.of(
                        mean.count() == 0 ? Cell.BLANK : new Cell.Number(mean.sum() / mean.count()),
                        new Cell.Count(mean.count()));
            case Figure.Lengths(Durations d) ->
                List.of(
                        d.count() == 0 ? Cell.BLANK : new Cell.Number(d.sum() / d.count()),
                        new Cell.Count(d.count()),
                        number(d.p50()),
                        number(d.p90()),
                        number(d.p99()));
            case Figure.Recommendation(Nps nps) ->
                List.of(
                        nps.total() == 0
                                ? Cell.BLANK
                                : new Cell.Number(100.0 * (nps.promoters() - nps.detractors()) / nps.total()),
                        new Cell.Count(nps.total()));
        };
    }

    private static List<Cell> blanks(Metric metric) {
        int columns = switch (metric.form()) {
            case COUNT -> 1;
            case RATIO -> 3;
            case MEAN, SECONDS, SCORE, NPS -> 2;
            case DURATIONS -> 5;
        };
        return Collections.nCopies(columns, Cell.BLANK);
    }

    /** Concurrency is how many at a time, not a share. */
    private static Cell share(Metric metric, Ratio ratio) {
        double value = (double) ratio.hits() / ratio.total();
        return metric == Metric.CONCURRENCY ? new Cell.Number(value) : new Cell.Share(value);
    }

    private static Cell number(@Nullable Double value) {
        return value == null ? Cell.BLANK : new Cell.Number(value);
    }

    @Override
    public Map<String, String> about(String title) {
        ReportQuery query = answer.report().query();
        Map<String, String> about = new LinkedHashMap<>();
        about.put(words.word("about.title"), title);
        about.put(words.word("about.range"), ReportWords.range(query, site.zone()));
        Report earlier = answer.earlier();
        if (earlier != null) about.put(words.word("about.earlier"), ReportWords.range(earlier.query(), site.zone()));
        about.put(words.word("about.zone"), site.zone().getId());
        about.put(
                words.word("about.position"),
                Long.toString(answer.report().asOf().position()));
        about.put(words.word("about.version"), Integer.toString(Metric.VERSION));
        return about;
    }
}
