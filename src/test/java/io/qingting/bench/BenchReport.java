package io.qingting.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of a run, printed as it grows and kept in {@code target/bench-report.md}. */
final class BenchReport {
    private final Path file;
    private final String machine;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private String machineLater = "";

    BenchReport(Path file, String machine) {
        this.file = file;
        this.machine = machine;
    }

    synchronized void add(Line line) {
        lines.add(line);
        System.out.println("  → " + line.what() + ": " + line.ours() + ", baseline " + line.baseline() + ", ratio "
                + line.ratio() + ", target " + line.target() + ": " + line.verdict()
                + (line.note().isEmpty() ? "" : " (" + line.note() + ")"));
        write();
    }

    synchronized void failed(String name, Throwable fault) {
        failures.add("`" + name + "` stopped: " + fault);
        write();
    }

    /** Adds what is known of the database only once it runs. */
    synchronized void database(String version) {
        if (machineLater.isEmpty()) machineLater = ", " + version;
    }

    /** Whether no case failed; a promise that is not kept is a figure, not a failure. */
    synchronized boolean allMeasured() {
        return failures.isEmpty();
    }

    synchronized String markdown() {
        StringBuilder text = new StringBuilder("# Speed and memory\n\n")
                .append(machine)
                .append(machineLater)
                .append(
                        ".\nFigures are medians of interleaved rounds with their range; load, baseline and application share the")
                .append(" machine.\n\n| what | ours | baseline | ratio | target | verdict | note |\n")
                .append("|---|---|---|---|---|---|---|\n");
        for (Line l : lines) {
            text.append("| ")
                    .append(String.join(
                            " | ",
                            l.what(),
                            l.ours(),
                            l.baseline(),
                            l.ratio(),
                            l.target(),
                            l.verdict().toString(),
                            l.note().replace("|", "/")))
                    .append(" |\n");
        }
        for (String failure : failures) text.append("\n- ").append(failure).append('\n');
        return text.toString();
    }

    private void write() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, markdown());
        } catch (IOException e) {
            // The table is on the screen too; a full disk must not end the measurement.
            System.err.println("Cannot write " + file + ": " + e);
        }
    }
}
