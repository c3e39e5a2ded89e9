package io.qingting.site.domain;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV of queues or agents as spreadsheets write it: UTF-8 with or without its mark, or GBK, with commas, semicolons or
 * tabs between its cells. A heading names the columns, in English or Chinese and in any order; {@code id} and {@code name} must be there. A column that is missing leaves the field
 * as it is, an empty cell empties it.
 */
public final class SetUpCsv {
    public static final int MOST_LINES = 20_000;
    private static final char MARK = '\uFEFF';

    private SetUpCsv() {}

    /** A column by its name in the heading. */
    public enum Column {
        ID("id", "编号"),
        NAME("name", "名称"),
        NAME_EN("nameEn", "英文名称"),
        CHANNEL("channel", "渠道"),
        TEAM("teamId", "班组"),
        SHOWN_AS("shownAs", "显示方式"),
        PSEUDONYM("pseudonym", "化名");

        private final String english;
        private final String chinese;

        Column(String english, String chinese) {
            this.english = english;
            this.chinese = chinese;
        }

        public String english() {
            return english;
        }

        public String chinese() {
            return chinese;
        }

        static Optional<Column> named(String heading, List<Column> of) {
            String name = heading.strip();
            return of.stream()
                    .filter(column -> column.english.equalsIgnoreCase(name) || column.chinese.equals(name))
                    .findFirst();
        }
    }

    public static final List<Column> QUEUES =
            List.of(Column.ID, Column.NAME, Column.NAME_EN, Column.CHANNEL, Column.TEAM);
    public static final List<Column> AGENTS =
            List.of(Column.ID, Column.NAME, Column.TEAM, Column.SHOWN_AS, Column.PSEUDONYM);

    /**
     * One line.
     *
     * @param line from 1, the heading's
     * @param cells without blanks around; only of columns that the file has
     */
    public record Line(long line, Map<Column, String> cells) {
        public String id() {
            return cells.getOrDefault(Column.ID, "");
        }

        public String name() {
            return cells.getOrDefault(Column.NAME, "");
        }

        /** The cell; null where it is empty, and {@code before} where the file has no such column. */
        public @Nullable String cell(Column column, @Nullable String before) {
            String cell = cells.get(column);
            if (cell == null) return before;
            return cell.isEmpty() ? null : cell;
        }
    }

    /**
     * What keeps a line, or the file, from being used.
     *
     * @param line from 1, the heading's; 0: the whole file
     * @param reason a word of {@link SetUpFault}
     * @param value that was found; empty: none in particular
     */
    public record Fault(long line, SetUpFault reason, String value) {}

    /** Lines, or what is wrong with the file; with faults there are no lines. */
    public record Read(List<Line> lines, List<Fault> faults) {}

    public static Read read(byte[] file, List<Column> columns) {
        Optional<String> text = text(file);
        if (text.isEmpty()) return faulty(0, SetUpFault.ENCODING, "");
        if (text.get().isBlank()) return faulty(0, SetUpFault.EMPTY, "");
        return read(text.get(), columns);
    }

    private static Read faulty(long line, SetUpFault reason, String value) {
        return new Read(List.of(), List.of(new Fault(line, reason, value)));
    }

    /** GBK is read as GB 18030, which holds all of it. */
    private static Optional<String> text(byte[] file) {
        return decoded(file, StandardCharsets.UTF_8)
                .or(() -> decoded(file, Charset.forName("GB18030")))
                .map(text -> !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text)
                .filter(text -> text.indexOf('\0') < 0);
    }

    private static Optional<String> decoded(byte[] file, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(file)).toString());
        } catch (CharacterCodingException notThat) {
            return Optional.empty();
        }
    }

    private static Read read(String text, List<Column> columns) {
        List<Line> lines = new ArrayList<>();
        Map<String, Column> heading = new HashMap<>();
        long at = 1;
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .fieldSeparator(separator(text))
                .ofNamedCsvRecord(text)) {
            for (NamedCsvRecord record : records) {
                if (heading.isEmpty()) {
                    List<Fault> faults = heading(record.getHeader(), columns, heading);
                    if (!faults.isEmpty()) return new Read(List.of(), faults);
                }
                at = record.getStartingLineNumber();
                if (record.getFieldCount() > record.getHeader().size() || isBroken(record))
                    return faulty(at, SetUpFault.NO_CSV, "");
                Line line = line(at, record, heading);
                if (line.cells().values().stream().allMatch(String::isEmpty)) continue;
                lines.add(line);
                if (lines.size() > MOST_LINES) return faulty(at, SetUpFault.TOO_MANY, "");
            }
        } catch (IOException | RuntimeException unreadable) {
            return faulty(at, SetUpFault.NO_CSV, "");
        }
        return lines.isEmpty() ? faulty(0, SetUpFault.EMPTY, "") : new Read(lines, List.of());
    }

    /** Some countries' spreadsheets part cells by semicolons, and a copied table has tabs. */
    private static char separator(String text) {
        String heading = text.lines().findFirst().orElse("");
        if (heading.indexOf(',') >= 0) return ',';
        return heading.indexOf('\t') >= 0 ? '\t' : heading.indexOf(';') >= 0 ? ';' : ',';
    }

    /** No cell has two lines: where one seems to, a quote does not end. */
    private static boolean isBroken(NamedCsvRecord record) {
        return record.getFields().stream().anyMatch(cell -> cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0);
    }

    private static List<Fault> heading(List<String> names, List<Column> columns, Map<String, Column> heading) {
        List<Fault> faults = new ArrayList<>();
        for (String name : names) {
            Column.named(name, columns)
                    .ifPresentOrElse(
                            column -> {
                                if (heading.containsValue(column))
                                    faults.add(new Fault(1, SetUpFault.COLUMN_TWICE, name));
                                heading.put(name, column);
                            },
                            () -> faults.add(new Fault(1, SetUpFault.UNKNOWN_COLUMN, name)));
        }
        for (Column needed : List.of(Column.ID, Column.NAME)) {
            if (!heading.containsValue(needed)) faults.add(new Fault(1, SetUpFault.MISSING_COLUMN, needed.english()));
        }
        return faults;
    }

    private static Line line(long at, NamedCsvRecord record, Map<String, Column> heading) {
        Map<Column, String> cells = new HashMap<>();
        heading.forEach(
                (name, column) -> cells.put(column, shown(record.findField(name).orElse(""))));
        return new Line(at, cells);
    }

    /** Spreadsheets keep an apostrophe before a text that they would take for a formula. */
    private static String shown(String cell) {
        String text = cell.strip();
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }
}
