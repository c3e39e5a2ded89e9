package io.qingting.report.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.LogPosition;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.report.domain.ReportRow;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTableTest {
    @TempDir
    Path folder = Path.of("");

    private static final Site SITE = new Site(
            1,
            "倾听",
            ZoneId.of("Asia/Shanghai"),
            0,
            null,
            Targets.DEFAULT,
            List.of(),
            Map.of(
                    "billing",
                    new Site.Queue("billing", "账单", "Billing", null, null, null),
                    "bad",
                    new Site.Queue("bad", "=1+1")),
            Map.of(),
            Map.of());

    @Test
    void columnsAndRowsHaveWordsAndNStandsBesideEachRate() {
        String csv = csv(answer("billing", null), "zh");

        assertThat(csv)
                .startsWith("\uFEFF期间,队列,进线量,20秒接通率,20秒接通率·命中,20秒接通率·总数,平均应答速度（秒）,平均应答速度·样本数")
                .contains("2026-03-02,账单,12,80.0%,8,10,10.15,10");
        assertThat(csv(answer("billing", null), "en"))
                .contains("Period,Queue,Offered,Service level 20 s")
                .contains("2026-03-02,Billing,12");
    }

    @Test
    void aNameThatLooksLikeAFormulaIsNone() {
        assertThat(csv(answer("bad", null), "zh")).contains(",'=1+1,");
    }

    @Test
    void aComparisonHasItsSeriesInTheSameTable() {
        String csv = csv(answer("billing", report("billing")), "en");

        assertThat(csv)
                .contains("Series,Period")
                .contains("This range,2026-03-02")
                .contains("Compared with,2026-03-02");
    }

    @Test
    void whereThereIsNoDataTheCellsAreEmpty() {
        Report none = new Report(
                query(),
                new LogPosition(7, 0),
                List.of(Metric.OFFERED, Metric.SERVICE_LEVEL, Metric.ASA),
                List.of(new ReportRow(
                        period(),
                        "billing",
                        Map.of(
                                Metric.OFFERED,
                                new Figure.Count(0),
                                Metric.SERVICE_LEVEL,
                                new Figure.None(),
                                Metric.ASA,
                                new Figure.Average(Mean.NONE)))));

        assertThat(csv(new Reports.Answer(none, null), "zh")).contains("2026-03-02,账单,0,,,,,0");
    }

    @Test
    void anXlsxHoldsTheSameFiguresAsNumbersAndNoFormula() throws IOException {
        byte[] file = TableFiles.xlsx(new ReportTable(answer("bad", null), SITE, id -> id, "zh"), "一周");

        String sheet = entry(file, "xl/worksheets/sheet1.xml");
        assertThat(sheet).contains("<v>12</v>", "<v>0.8</v>", "<v>10.15</v>").doesNotContain("<f>");
        assertThat(entry(file, "xl/sharedStrings.xml"))
                .contains("20&#x79d2;&#x63a5;&#x901a;&#x7387;", "=1+1", "&#x4e00;&#x5468;", "Asia/Shanghai");
    }

    /** By the directory at its end, as spreadsheets read it. */
    private String entry(byte[] file, String name) throws IOException {
        Path path = Files.write(folder.resolve("report.xlsx"), file);
        try (ZipFile zip = new ZipFile(path.toFile())) {
            ZipEntry entry = Objects.requireNonNull(zip.getEntry(name), name);
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String csv(Reports.Answer answer, String language) {
        return new String(TableFiles.csv(new ReportTable(answer, SITE, id -> id, language)), StandardCharsets.UTF_8);
    }

    private static Reports.Answer answer(String queue, @Nullable Report earlier) {
        return new Reports.Answer(report(queue), earlier);
    }

    private static Report report(String queue) {
        return new Report(
                query(),
                new LogPosition(7, 0),
                List.of(Metric.OFFERED, Metric.SERVICE_LEVEL, Metric.ASA),
                List.of(new ReportRow(
                        period(),
                        queue,
                        Map.of(
                                Metric.OFFERED,
                                new Figure.Count(12),
                                Metric.SERVICE_LEVEL,
                                new Figure.Share(new Ratio(8, 10)),
                                Metric.ASA,
                                new Figure.Average(new Mean(101.5, 10))))));
    }

    private static Period period() {
        return new Period("2026-03-02", 1_772_380_800_000L, 1_772_467_200_000L);
    }

    private static ReportQuery query() {
        Duration x = Duration.ofSeconds(20);
        return new ReportQuery(
                Subject.QUEUES,
                PeriodUnit.DAY,
                Grouping.QUEUE,
                List.of(period()),
                x,
                x,
                x,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }
}
