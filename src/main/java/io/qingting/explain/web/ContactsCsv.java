package io.qingting.explain.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.qingting.explain.web.ExplainJson.ExplainedContactJson;
import io.qingting.explain.web.ExplainJson.ExplainedExclusionJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of contributions as CSV (RFC 4180, UTF-8 with the byte order mark by which spreadsheets know it). A text that a
 * spreadsheet would run as a formula is written with an apostrophe before it.
 */
final class ContactsCsv {
    /** Full-width signs begin a formula too where an input method for Chinese wrote it. */
    private static final String FORMULA_STARTS = "=+-@＝＋－＠\t\r\n";

    private ContactsCsv() {}

    /** @param english false: reasons in Chinese */
    static byte[] write(List<ExplainedContactJson> contacts, boolean english) {
        StringWriter text = new StringWriter(64 + contacts.size() * 160);
        text.append('\uFEFF');
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "source",
                    "contactId",
                    "cycle",
                    "channel",
                    "queueId",
                    "agentId",
                    "agentName",
                    "startedAt",
                    "endedAt",
                    "at",
                    "value",
                    "role",
                    "why",
                    "reason",
                    "excludedFor",
                    "excludedBy",
                    "excludedAt",
                    "link");
            for (ExplainedContactJson contact : contacts) csv.writeRecord(cells(contact, english));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> cells(ExplainedContactJson contact, boolean english) {
        ExplainedExclusionJson exclusion = contact.exclusion();
        return List.of(
                safe(contact.source()),
                safe(contact.contactId()),
                Integer.toString(contact.cycle()),
                contact.channel(),
                safe(contact.queueId()),
                safe(contact.agentId()),
                safe(contact.agentName()),
                contact.startedAt(),
                safe(contact.endedAt()),
                contact.at(),
                BigDecimal.valueOf(contact.value()).stripTrailingZeros().toPlainString(),
                contact.role(),
                contact.why(),
                english ? contact.words().en() : contact.words().zh(),
                safe(exclusion == null ? null : exclusion.reason()),
                safe(exclusion == null ? null : exclusion.by()),
                safe(exclusion == null ? null : exclusion.at()),
                safe(contact.link()));
    }

    private static String safe(@Nullable String text) {
        if (text == null) return "";
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
