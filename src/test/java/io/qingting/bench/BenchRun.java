package io.qingting.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What every case of a run shares.
 *
 * @param home the project folder
 * @param quick smaller sizes and fewer rounds, to try the bench itself; its lines are not judged
 * @param processes everything that this run started
 */
record BenchRun(Path home, boolean quick, BenchReport report, ChildProcesses processes) {
    /** The packaged application. */
    Path app() {
        return home.resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** An empty folder below {@code target/bench}. */
    Path freshFolder(String name) throws IOException {
        Path folder = folder(name);
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** A folder below {@code target/bench}, as an earlier case left it. */
    Path folder(String name) {
        return home.resolve("target/bench").resolve(name);
    }

    /** The full size, or the small one of a quick run. */
    int size(int full, int small) {
        return quick ? small : full;
    }

    void say(String line) {
        System.out.println("  " + line);
    }

    void add(Line line) {
        report.add(quick ? line.notJudged("quick run") : line);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
