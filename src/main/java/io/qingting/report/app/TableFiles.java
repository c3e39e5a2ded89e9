package io.qingting.report.app;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.qingting.report.app.ReportTable.Cell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A table as a file for a spreadsheet, CSV or XLSX, with the same words and figures. Rows are written as they come: an XLSX
 * never holds more than {@link #ROWS_HELD} of them outside its compressed bytes.
 */
public final class TableFiles {
    public static final String CSV = "text/csv";
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final int ROWS_HELD = 500;
    private static final int PERCENT_DIGITS = 1;
    private static final int DIGITS = 2;
    private static final double FIRST_WIDTH = 18;
    private static final double WIDTH = 14;
    private static final double ABOUT_WIDTH = 24;
    private static final int HUNDRED = 100;

    private TableFiles() {}

    /** UTF-8 with the mark by which Excel knows it; no text becomes a formula. */
    public static byte[] csv(FileTable table) {
        StringWriter text = new StringWriter();
        text.append('\uFEFF');
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(table.heads());
            table.rows(row -> csv.writeRecord(row.stream().map(TableFiles::text).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Blank blank -> "";
            case Cell.Text(String text) -> ReportCsv.safe(text);
            case Cell.Count(long count) -> Long.toString(count);
            case Cell.Share(double share) -> rounded(share * HUNDRED, PERCENT_DIGITS) + "%";
            case Cell.Number(double value) -> rounded(value, DIGITS);
        };
    }

    static String rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }

    /** @param title of the report, as its second sheet says it */
    public static byte[] xlsx(FileTable table, String title) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Qingting", "1.0")) {
            Worksheet figures = book.newWorksheet(table.word("sheet.figures"));
            head(figures, table.heads());
            int[] next = {1};
            table.rows(row -> {
                write(figures, next[0]++, row);
                if (next[0] % ROWS_HELD == 0) flush(figures);
            });
            figures.finish();
            about(book.newWorksheet(table.word("sheet.about")), table, title);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void head(Worksheet sheet, List<String> heads) {
        for (int c = 0; c < heads.size(); c++) {
            sheet.value(0, c, heads.get(c));
            sheet.width(c, c < 2 ? FIRST_WIDTH : WIDTH);
        }
        sheet.range(0, 0, 0, heads.size() - 1).style().bold().wrapText(true).set();
        sheet.freezePane(2, 1);
    }

    private static void write(Worksheet sheet, int row, List<Cell> cells) {
        for (int c = 0; c < cells.size(); c++) {
            switch (cells.get(c)) {
                case Cell.Blank blank -> {}
                case Cell.Text(String text) -> sheet.value(row, c, text);
                case Cell.Count(long count) -> sheet.value(row, c, count);
                case Cell.Share(double share) -> {
                    sheet.value(row, c, share);
                    sheet.style(row, c).format("0.0%").set();
                }
                case Cell.Number(double value) -> {
                    sheet.value(row, c, value);
                    sheet.style(row, c).format("0.00").set();
                }
            }
        }
    }

    private static void flush(Worksheet sheet) {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void about(Worksheet sheet, FileTable table, String title) throws IOException {
        int row = 0;
        sheet.width(0, ABOUT_WIDTH);
        sheet.width(1, 2 * ABOUT_WIDTH);
        for (Map.Entry<String, String> line : table.about(title).entrySet()) {
            sheet.value(row, 0, line.getKey());
            sheet.value(row++, 1, line.getValue());
        }
        sheet.value(row, 0, table.word("about.empty"));
        sheet.finish();
    }
}
