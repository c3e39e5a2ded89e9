package io.qingting.report.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;

/** A report as JSON: what was asked for, the position of the log it holds, and its rows. */
final class ReportJson {
    private ReportJson() {}

    static byte[] write(ObjectMapper mapper, Report report, ZoneId zone) {
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
            json.writeArrayFieldStart("rows");
            for (ReportRow row : report.rows()) row(json, report, row);
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
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
