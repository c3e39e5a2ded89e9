package io.qingting.report.app;

import io.qingting.report.app.ReportTable.Cell;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A table that leaves the screens as a file, in the words of one language. */
public interface FileTable {
    /** One of {@link ReportWords}. */
    String word(String key);

    List<String> heads();

    /** Row by row, so that no table is held as a whole. */
    void rows(Consumer<List<Cell>> writer);

    /** What the figures are of, in the order to be read. */
    Map<String, String> about(String title);
}
