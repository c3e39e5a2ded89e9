package io.qingting.staffing.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.qingting.report.app.ReportWords;
import io.qingting.staffing.domain.Plan;
import io.qingting.staffing.domain.Service;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan as CSV for people: a line a half hour, an empty cell is not known. UTF-8 with the mark by which Excel knows it. */
final class StaffingCsv {
    private static final List<String> HEADS = List.of(
            "day",
            "from",
            "to",
            "peak",
            "expected",
            "arrived",
            "neededC",
            "neededA",
            "waitC",
            "levelC",
            "present",
            "usually");

    private StaffingCsv() {}

    static byte[] write(Plan plan, ReportWords words) {
        StringWriter text = new StringWriter();
        text.append('\uFEFF');
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    HEADS.stream().map(name -> words.word("staffing." + name)).toList());
            for (Plan.HalfHour h : plan.halfHours()) csv.writeRecord(cells(plan, h, words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> cells(Plan plan, Plan.HalfHour h, ReportWords words) {
        LocalTime to = h.time().plus(Plan.LENGTH);
        Service c = h.byC();
        return Stream.of(
                        plan.day().toString(),
                        h.time().toString(),
                        to.toString(),
                        h.isPeak() ? words.word("staffing.yes") : "",
                        number(h.expected()),
                        h.arrived() == null ? "" : h.arrived().toString(),
                        agents(c),
                        agents(h.byA()),
                        c == null ? "" : share(c.waitProbability()),
                        c == null ? "" : share(c.serviceLevel()),
                        number(h.present()),
                        number(h.usuallyPresent()))
                .toList();
    }

    private static String agents(@Nullable Service service) {
        return service == null ? "" : Integer.toString(service.agents());
    }

    private static String number(@Nullable Double value) {
        return value == null
                ? ""
                : BigDecimal.valueOf(StaffingJson.rounded(value))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static String share(double value) {
        return BigDecimal.valueOf(Math.round(value * 1_000)).movePointLeft(1) + "%";
    }
}
