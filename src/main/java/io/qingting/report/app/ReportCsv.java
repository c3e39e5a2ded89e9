package io.qingting.report.app;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.qingting.kernel.Mean;
import io.qingting.report.domain.Durations;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Nps;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportRow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report as CSV (RFC 4180, UTF-8): one column a part of a figure, an empty cell is no data. A text that a spreadsheet would
 * run as a formula is written with an apostrophe before it.
 */
public final class ReportCsv {
    /** Full-width signs begin a formula too where an input method for Chinese wrote it. */
    private static final String FORMULA_STARTS = "=+-@＝＋－＠\t\r\n";

    private ReportCsv() {}

    /** @param mark starts with the byte order mark by which Excel knows UTF-8 */
    public static byte[] write(Report report, boolean mark) {
        StringWriter text = new StringWriter(64 + report.rows().size() * 400);
        if (mark) text.append('\uFEFF');
        List<String> header = new ArrayList<>(List.of(
                "metricsVersion",
                "period",
                "startsAt",
                "endsAt",
                report.query().grouping().field()));
        for (Metric metric : report.metrics()) {
            parts(metric).forEach(part -> header.add(metric.wireName() + part));
        }
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(header);
            for (ReportRow row : report.rows()) csv.writeRecord(cells(report, row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<String> parts(Metric metric) {
        return switch (metric.form()) {
            case COUNT -> Stream.of("");
            case RATIO -> Stream.of("Hits", "Total");
            case MEAN, SECONDS, SCORE -> Stream.of("Sum", "Count");
            case DURATIONS -> Stream.of("Sum", "Count", "P50", "P90", "P99");
            case NPS -> Stream.of("Promoters", "Detractors", "Total");
        };
    }

    private static List<String> cells(Report report, ReportRow row) {
        List<String> cells = new ArrayList<>(List.of(
                Integer.toString(Metric.VERSION),
                row.period().label(),
                Instant.ofEpochMilli(row.period().startsAt()).toString(),
                Instant.ofEpochMilli(row.period().endsAt()).toString(),
                safe(row.key())));
        for (Metric metric : report.metrics()) {
            List<String> values = values(row.figures().get(metric));
            long width = parts(metric).count();
            for (int i = 0; i < width; i++) cells.add(i < values.size() ? values.get(i) : "");
        }
        return cells;
    }

    private static List<String> values(@Nullable Figure figure) {
        return switch (figure) {
            case null -> List.of();
            case Figure.None none -> List.of();
            case Figure.Count(long count) -> List.of(Long.toString(count));
            case Figure.Share(var ratio) -> List.of(Long.toString(ratio.hits()), Long.toString(ratio.total()));
            case Figure.Average(Mean mean) -> List.of(number(mean.sum()), Long.toString(mean.count()));
            case Figure.Lengths(Durations d) ->
                List.of(number(d.sum()), Long.toString(d.count()), number(d.p50()), number(d.p90()), number(d.p99()));
            case Figure.Recommendation(Nps nps) ->
                List.of(Long.toString(nps.promoters()), Long.toString(nps.detractors()), Long.toString(nps.total()));
        };
    }

    private static String number(@Nullable Double value) {
        if (value == null) return "";
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** A text that no spreadsheet runs as a formula. */
    static String safe(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
