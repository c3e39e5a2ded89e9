package io.qingting.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the named cases, or all of them, and prints one table. Exit code 1 where a case could not be measured. */
public final class Bench {
    private static final List<BenchCase> CASES = List.of(
            new StartBench(),
            new IngestBench(),
            new SinglesBench(),
            new FanOutBench(),
            new LatencyBench(),
            new PeopleBench(),
            new FoldBench(),
            new MemoryBench(),
            new RestartBench(),
            new BacklogBench(),
            new SlaBench(),
            new BreachBench(),
            new StormBench());

    private Bench() {}

    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(Arrays.stream(args)
                .flatMap(a -> Arrays.stream(a.trim().split("\\s+")))
                .filter(a -> !a.isEmpty())
                .toList());
        boolean quick = names.remove("--quick");
        if (names.contains("help") || names.contains("--help")) {
            help();
            return;
        }
        List<BenchCase> wanted = names.isEmpty()
                ? CASES
                : CASES.stream().filter(c -> names.contains(c.name())).toList();
        if (wanted.size() < names.size()) {
            help();
            System.exit(2);
        }
        System.exit(run(wanted, quick) ? 0 : 1);
    }

    private static boolean run(List<BenchCase> cases, boolean quick) throws Exception {
        Path home = Path.of("").toAbsolutePath();
        BenchReport report = new BenchReport(home.resolve("target/bench-report.md"), MachineFacts.describe());
        try (ChildProcesses processes = new ChildProcesses()) {
            Runtime.getRuntime().addShutdownHook(new Thread(processes::close, "end-children"));
            BenchRun run = new BenchRun(home, quick, report, processes);
            if (!Files.exists(run.app())) {
                throw new IllegalStateException(
                        "There is no packaged application: run ./qingting bench, which builds it.");
            }
            for (BenchCase one : cases) {
                System.out.println("\n== " + one.name() + ": " + one.about());
                try {
                    one.measure(run);
                } catch (Exception e) {
                    // One case that cannot be measured must not hide the figures of the others; it is in the table.
                    e.printStackTrace();
                    report.failed(one.name(), e);
                }
            }
        }
        System.out.println("\n" + report.markdown());
        return report.allMeasured();
    }

    private static void help() {
        System.out.println("bench [--quick] [NAME…]; all cases where none is named:");
        for (BenchCase one : CASES) System.out.printf("  %-9s %s%n", one.name(), one.about());
    }
}
