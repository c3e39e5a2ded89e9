package io.qingting.bench;

import java.nio.file.Path;

/** Process start to readiness with the embedded database on a warm data folder, and the memory of the idle demo. */
final class StartBench implements BenchCase {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "start of the packaged application with and without the class-data archive, memory of the idle demo";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        Path data = run.freshFolder("start");
        double first;
        try (AppUnderTest app = AppUnderTest.start(run, data)) {
            first = app.startSeconds();
        }
        ClassArchive archive = ClassArchive.make(run);
        Series without = new Series();
        Series with = new Series();
        Series cpuWithout = new Series();
        Series cpuWith = new Series();
        for (int round = 0; round < run.size(5, 2); round++) {
            try (AppUnderTest app = AppUnderTest.start(run, data)) {
                without.add(app.startSeconds());
                cpuWithout.add(ProcessFigures.cpuSeconds(app.pid()));
            }
            try (AppUnderTest app = AppUnderTest.start(run, archive.used(new AppUnderTest.Options(data)))) {
                with.add(app.startSeconds());
                cpuWith.add(ProcessFigures.cpuSeconds(app.pid()));
            }
        }
        String note = "java process → readiness answers 200, embedded database included; processor time ";
        run.add(Line.absolute(
                "start with class-data archive",
                with.show("s"),
                "≤ 2 s",
                with.median() <= 2,
                note + cpuWith.show("s")));
        run.add(Line.absolute(
                "start without", without.show("s"), "≤ 5 s", without.median() <= 5, note + cpuWithout.show("s")));
        run.add(Line.figure("very first start", Line.number(first) + " s", "unpacks and creates the database"));
        demo(run);
    }

    private static void demo(BenchRun run) throws Exception {
        try (AppUnderTest app = AppUnderTest.start(run, new AppUnderTest.Options(run.freshFolder("demo")).demo())) {
            int seconds = run.size(90, 10);
            Thread.sleep(seconds * 1000L / 3);
            double cpu = ProcessFigures.cpuSeconds(app.pid());
            Thread.sleep(seconds * 2000L / 3);
            double share = (ProcessFigures.cpuSeconds(app.pid()) - cpu) / (seconds * 2 / 3.0);
            run.add(Line.figure(
                    "idle demo, resident memory of the application",
                    Line.number(ProcessFigures.residentMiB(app.pid())) + " MiB",
                    Line.number(ProcessFigures.proportionalMiBWithChildren(app.handle()))
                            + " MiB with the embedded database; " + Line.number(share * 100) + " % of a core; after "
                            + seconds
                            + " s of simulated traffic, no viewers"));
        }
    }
}
