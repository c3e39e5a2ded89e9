package io.qingting.config;

import io.qingting.board.app.LiveBoard;
import io.qingting.event.app.EventLog;
import io.qingting.event.app.EventPoster;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.LogHead;
import io.qingting.importing.app.ImportRun;
import io.qingting.importing.app.MappedEvent;
import io.qingting.importing.app.MappedLog;
import io.qingting.importing.app.MappingFile;
import io.qingting.importing.domain.LogMapping;
import io.qingting.kernel.BusinessClock;
import io.qingting.scenario.app.ReplayRun;
import io.qingting.scenario.app.ReplayTime;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code replay}: plays a recorded log on an instance of its own, whose business clock starts at the log's first instant. Its
 * screens say "replay"; its data folder is made anew at each start.
 */
@Command(
        name = "replay",
        description = "Plays a log on an instance of its own, whose clock starts at the log's first instant.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MARK = "this-is-a-replay";

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The log's files.")
    private List<Path> files;

    @Option(names = "--mapping", required = true, paramLabel = "FILE.yaml", description = "What the columns mean.")
    private Path mapping;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description =
                    "How many times as fast as it was, or max: as fast as this machine can. Default: ${DEFAULT-VALUE}",
            defaultValue = "1")
    private String speed;

    @Option(names = "--port", description = "Port to listen on. Default: ${DEFAULT-VALUE}", defaultValue = "8090")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The replay's own data folder; emptied at each start. Default: replay below the data folder.")
    private Path data;

    @Option(names = "--exit", description = "End when the log is played; otherwise the screens stay up.")
    private boolean exit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        double rate = rate();
        LogMapping rules = MappingFile.read(mapping);
        Path folder = emptied(data == null ? Server.dataFolder().resolve("replay") : data.toAbsolutePath());
        try (MappedLog log = MappedLog.read(files, rules, bytes -> {})) {
            if (log.summary().events() == 0) {
                throw new IllegalArgumentException("The log holds no event by this mapping: nothing to play.");
            }
            Peek events = new Peek(log.events());
            Instant first = Instant.ofEpochMilli(events.first().at());
            Exception[] fault = {null};
            int code = Server.at("127.0.0.1", port)
                    .with("qingting.demo.enabled", false)
                    .with("qingting.links.enabled", true)
                    .with("qingting.site.zone", rules.zone())
                    .with("qingting.site.name", rules.name())
                    .with("qingting.site.pseudonyms", rules.agentPseudonyms())
                    .with("qingting.replay.start", first)
                    .with("qingting.replay.rate", rate)
                    .run(folder, () -> {
                        try {
                            play(events, folder, rules);
                        } catch (Exception e) {
                            fault[0] = e;
                        }
                    });
            if (fault[0] != null) throw fault[0];
            return code;
        }
    }

    private double rate() {
        if (speed.equals("max")) return 0;
        try {
            double rate = Double.parseDouble(speed);
            if (rate > 0 && rate <= 100_000) return rate;
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "--speed must be a number above 0 and up to 100000, or max, not " + speed + ".");
    }

    /** Deletes what an earlier replay left, and nothing else. */
    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            if (!Files.exists(folder.resolve(MARK))) {
                throw new IllegalArgumentException(
                        folder + " is not a replay's folder and is left alone: choose another with --data.");
            }
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
            }
        }
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(MARK));
        return folder;
    }

    private void play(Peek events, Path folder, LogMapping rules) throws InterruptedException {
        URI server = URI.create("http://127.0.0.1:" + port);
        AdminApi admin = new AdminApi(server, AdminApi.adminKey(folder));
        EventPoster poster = new EventPoster(
                server,
                admin.issueImportKey(rules.name()).key(),
                Map.of(ImportRun.HEADER, "false"),
                PATIENCE,
                Thread::sleep);
        EventLog log = Arc.container().instance(EventLog.class).get();
        LiveBoard board = Arc.container().instance(LiveBoard.class).get();
        ReplayTime clock =
                (ReplayTime) Arc.container().instance(BusinessClock.class).get();
        ReplayRun run = new ReplayRun(
                clock,
                poster::post,
                () -> log.head().map(LogHead::position).await().atMost(LIMIT),
                board::position,
                Thread::sleep);
        ReplayRun.Played played = run.play(events, sent -> {});
        out().printf(
                        "Played %,d events, %,d refused. The clock shows %s.%n",
                        played.sent(), played.refused(), clock.now());
        if (!exit) Quarkus.waitForExit();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** The events with a look at the first, whose instant the clock starts at. */
    private static final class Peek implements Iterator<CanonicalEvent> {
        private final Iterator<MappedEvent> events;
        private final CanonicalEvent first;
        private boolean isFirst = true;

        Peek(Iterator<MappedEvent> events) {
            this.events = events;
            this.first = events.next().event();
        }

        CanonicalEvent first() {
            return first;
        }

        @Override
        public boolean hasNext() {
            return isFirst || events.hasNext();
        }

        @Override
        public CanonicalEvent next() {
            if (!hasNext()) throw new NoSuchElementException();
            if (isFirst) {
                isFirst = false;
                return first;
            }
            return events.next().event();
        }
    }
}
