package io.qingting.report.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.report.app.Parameters;
import io.qingting.report.app.ReportRequests;
import io.qingting.report.app.Reports;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.Range;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A report as JSON: what was asked for, the position of the log it holds, and its rows. */
final class ReportJson {
    private ReportJson() {}

    static byte[] write(ObjectMapper mapper, ReportRequests.Request request, Reports.Answer answer, ZoneId zone) {
        Report report = answer.report();
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(64 + report.rows().size() * 1_500);
        try (JsonGenerator json = mapper.getFactory().createGenerator(bytes)) {
            ReportQuery query = report.query();
            json.writeStartObject();
            json.writeNumberField("metricsVersion", Metric.VERSION);
            json.writeStringField("zone", zone.getId());
            json.writeStringField("startsAt", text(query.from()));
            json.writeStringField("endsAt", text(query.to()));
            json.writeStringField("by", Parameters.wire(query.unit()));
            json.writeStringField("group", Parameters.wire(query.grouping()));
            json.writeNumberField("serviceLevelSeconds", query.serviceLevel().toSeconds());
            json.writeNumberField("firstResponseSeconds", query.firstResponse().toSeconds());
            json.writeNumberField("responseSeconds", query.response().toSeconds());
            json.writeStringField("position", Long.toString(report.asOf().position()));
            json.writeStringField("recordedAt", text(report.asOf().recordedAt()));
            periods(json, query);
            rows(json, report);
            comparison(json, request, answer.earlier());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Periods without any event too, so that a chart has no holes. */
    private static void periods(JsonGenerator json, ReportQuery query) throws IOException {
        json.writeArrayFieldStart("periods");
        for (Period period : query.periods()) json.writeString(period.label());
        json.writeEndArray();
    }

    private static void rows(JsonGenerator json, Report report) throws IOException {
        json.writeArrayFieldStart("rows");
        for (ReportRow row : report.rows()) row(json, report, row);
        json.writeEndArray();
    }

    private static void comparison(JsonGenerator json, ReportRequests.Request request, @Nullable Report earlier)
            throws IOException {
        Range.Comparison comparison = request.comparison();
        if (comparison == null || earlier == null) return;
        json.writeObjectFieldStart("comparison");
        json.writeStringField("compare", Parameters.wire(comparison));
        json.writeStringField("startsAt", text(earlier.query().from()));
        json.writeStringField("endsAt", text(earlier.query().to()));
        periods(json, earlier.query());
        rows(json, earlier);
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, Report report, ReportRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("period", row.period().label());
        json.writeStringField("startsAt", text(row.period().startsAt()));
        json.writeStringField("endsAt", text(row.period().endsAt()));
        json.writeStringField(report.query().grouping().field(), row.key());
        for (Metric metric : report.metrics()) {
            Figure figure = row.figures().get(metric);
            json.writeFieldName(metric.wireName());
            switch (figure) {
                case null -> json.writeNull();
                case Figure.None none -> json.writeNull();
                case Figure.Count count -> json.writeNumber(count.count());
                case Figure.Share share -> json.writePOJO(share.ratio());
                case Figure.Average average -> json.writePOJO(average.mean());
                case Figure.Lengths lengths -> json.writePOJO(lengths.durations());
                case Figure.Recommendation nps -> json.writePOJO(nps.nps());
            }
        }
        json.writeEndObject();
    }

    static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
