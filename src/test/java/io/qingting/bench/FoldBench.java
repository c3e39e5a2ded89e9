package io.qingting.bench;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The pure functions by JMH: the fold of one event, the memory of an open contact, a site frame. */
final class FoldBench implements BenchCase {
    /** @param most in the benchmark's own unit */
    private record Promise(String what, double most, String target) {}

    private static final Map<String, Promise> PROMISES = Map.of(
            "BoardBench.foldToBoard", new Promise("fold of an event, contacts and board", 1_000, "≤ 1 µs"),
            "SiteFrameBench.siteFrame",
                    new Promise("site frame of 100 queues, built and written as JSON", 500, "≤ 0.5 ms"));

    @Override
    public String name() {
        return "fold";
    }

    @Override
    public String about() {
        return "fold of an event, memory of an open contact, a site frame of 100 queues (JMH)";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        Options options = new OptionsBuilder()
                .include("io\\.qingting\\.bench\\..*")
                .forks(run.size(2, 1))
                .warmupIterations(run.size(5, 2))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(run.size(5, 2))
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs("-Xmx2g")
                .build();
        Collection<RunResult> results = new Runner(options).run();
        for (RunResult result : results) add(run, result);
        double bytes = new OpenContacts().bytesEach();
        run.add(Line.absolute(
                "memory of an open contact",
                Line.number(bytes) + " bytes",
                "≤ 1 KB",
                bytes <= 1024,
                "chats in service, six events each, 200,000 of them on the board"));
    }

    private static void add(BenchRun run, RunResult result) {
        Result<?> score = result.getPrimaryResult();
        String name = result.getParams().getBenchmark().replaceFirst("^io\\.qingting\\.bench\\.", "");
        String shown =
                Line.number(score.getScore()) + " ± " + Line.number(score.getScoreError()) + " " + score.getScoreUnit();
        String variant = result.getParams().getParamsKeys().stream()
                .map(key -> ", " + key + " " + result.getParams().getParam(key))
                .collect(Collectors.joining());
        Promise promise = PROMISES.get(name);
        run.add(
                promise == null
                        ? Line.figure(name + variant, shown, "JMH")
                        : Line.absolute(
                                promise.what(), shown, promise.target(), score.getScore() <= promise.most(), "JMH"));
    }
}
