package io.qingting.importing.app;

import io.qingting.event.app.EventPoster;
import io.qingting.importing.domain.LogMapping;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** An import as a person at a terminal sees it: two progress bars, then what came of it. */
public final class ImportConsole {
    private static final int MOST_LINES = 20;

    private final List<Path> files;
    private final PrintStream out;

    public ImportConsole(List<Path> files, PrintStream out) {
        this.files = List.copyOf(files);
        this.out = out;
    }

    /** What an import gave, and what the exit code should be: 0 where every row and event was taken. */
    public record Result(ReadSummary read, ImportRun.SendSummary sent) {
        public int exitCode() {
            return read.refused() == 0 && sent.refused() == 0 && sent.conflict() == 0 ? 0 : 2;
        }
    }

    /**
     * Reads, sends and prints the summary.
     *
     * @param poster with a key that has the right to import
     * @throws RuntimeException with a message for the user, where a file cannot be read or the server refuses
     */
    public Result run(LogMapping mapping, EventPoster poster) throws InterruptedException {
        try (MappedLog log = read(mapping)) {
            ReadSummary read = log.summary();
            ImportRun.SendSummary sent;
            try (ProgressBar bar = bar("Sending", read.events(), " events")) {
                sent = new ImportRun(poster).send(log.events(), bar::stepTo);
            }
            print(read, sent);
            return new Result(read, sent);
        }
    }

    private MappedLog read(LogMapping mapping) {
        long bytes = 0;
        for (Path file : files) bytes += size(file);
        try (ProgressBar bar = bar("Reading", bytes, " B")) {
            return MappedLog.read(files, mapping, bar::stepTo);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("There is no readable file " + file + ".", e);
        }
    }

    private ProgressBar bar(String task, long most, String unit) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .setUnit(unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build();
    }

    private void print(ReadSummary read, ImportRun.SendSummary sent) {
        out.printf(
                Locale.ROOT, "Read %,d rows: %,d contacts, %,d events.%n", read.rows(), read.contacts(), read.events());
        read.skipped().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> out.printf(Locale.ROOT, "  skipped %,d: %s%n", e.getValue(), e.getKey()));
        if (read.refused() > 0) out.printf(Locale.ROOT, "  refused %,d rows that cannot be read:%n", read.refused());
        list(read.examples(), read.refused());
        out.printf(
                Locale.ROOT,
                "Sent %,d events: %,d accepted, %,d there before, %,d in conflict with what is there.%n",
                sent.sent(),
                sent.accepted(),
                sent.duplicate(),
                sent.conflict());
        if (sent.refused() > 0) out.printf(Locale.ROOT, "  the server refused %,d:%n", sent.refused());
        list(sent.examples(), sent.refused());
    }

    private void list(List<ReadSummary.Refusal> examples, long all) {
        int shown = Math.min(MOST_LINES, examples.size());
        for (ReadSummary.Refusal refusal : examples.subList(0, shown))
            out.printf("    %s:%d %s%n", files.get(refusal.file()).getFileName(), refusal.line(), refusal.reason());
        if (all > shown) out.printf(Locale.ROOT, "    … and %,d more%n", all - shown);
    }
}
