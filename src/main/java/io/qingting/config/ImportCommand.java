package io.qingting.config;

import io.qingting.event.app.EventPoster;
import io.qingting.importing.app.ImportRun;
import io.qingting.importing.app.MappedLog;
import io.qingting.importing.app.MappingFile;
import io.qingting.importing.app.ReadSummary;
import io.qingting.importing.domain.LogMapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code import}: reads logs by a mapping and posts their events to the running server through the public API, or to one
 * started for the time of the import where none runs.
 */
@Command(
        name = "import",
        description = "Reads call or chat logs (CSV or TSV, plain or gzip) of any past period. Safe to repeat.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The log's files.")
    private List<Path> files;

    @Option(names = "--mapping", required = true, paramLabel = "FILE.yaml", description = "What the columns mean.")
    private Path mapping;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The server to import into. Default: ${DEFAULT-VALUE}, or this folder's data where none runs.",
            defaultValue = "http://127.0.0.1:8080")
    private URI server;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "A source key with the right to import. Default: made for the import and revoked after it.")
    private @Nullable String key;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LogMapping rules = MappingFile.read(mapping);
        try (MappedLog log = read(files, rules)) {
            print(log.summary());
            if (AdminApi.answers(server)) return send(log, rules, server);
            if (!server.equals(URI.create("http://127.0.0.1:8080"))) {
                throw new IllegalStateException(
                        "No server answers at " + server + ": start it, or leave --server out.");
            }
            return sendToOwnServer(log, rules);
        }
    }

    private int sendToOwnServer(MappedLog log, LogMapping rules) throws Exception {
        out().println("No server runs: starting one for the time of the import.");
        int port = freePort();
        int[] exit = {1};
        Exception[] fault = {null};
        Server.at("127.0.0.1", port).with("qingting.demo.enabled", false).run(Server.dataFolder(), () -> {
            try {
                exit[0] = send(log, rules, URI.create("http://127.0.0.1:" + port));
            } catch (Exception e) {
                fault[0] = e;
            }
        });
        if (fault[0] != null) throw fault[0];
        return exit[0];
    }

    private int send(MappedLog log, LogMapping rules, URI target) throws InterruptedException {
        if (key != null) return send(log, target, key);
        AdminApi admin = new AdminApi(target, AdminApi.adminKey(Server.dataFolder()));
        AdminApi.Issued issued = admin.issueImportKey(rules.name());
        try {
            return send(log, target, issued.key());
        } finally {
            admin.revokeSourceKey(issued.id());
        }
    }

    private int send(MappedLog log, URI target, String withKey) throws InterruptedException {
        EventPoster poster =
                new EventPoster(target, withKey, Map.of(ImportRun.HEADER, "true"), PATIENCE, Thread::sleep);
        ImportRun.SendSummary sent;
        try (ProgressBar bar = bar("sending", log.summary().events())) {
            sent = new ImportRun(poster).send(log.events(), (LongConsumer) bar::stepTo);
        }
        out().printf(
                        "Sent %,d events: %,d accepted, %,d were there before",
                        sent.sent(), sent.accepted(), sent.duplicate());
        if (sent.conflict() > 0)
            out().printf(", %,d with other content than before (the first stays)", sent.conflict());
        out().println(".");
        if (sent.refused() > 0) {
            out().printf("%,d events were refused by the server:%n", sent.refused());
            sent.examples().forEach(this::print);
        }
        return sent.refused() == 0 && log.summary().refused() == 0 ? 0 : 3;
    }

    static MappedLog read(List<Path> files, LogMapping rules) {
        long bytes = files.stream().mapToLong(ImportCommand::size).sum();
        try (ProgressBar bar = bar("reading", bytes)) {
            return MappedLog.read(files, rules, (LongConsumer) bar::stepTo);
        }
    }

    private static long size(Path file) {
        if (!Files.isReadable(file)) throw new IllegalArgumentException("Cannot read " + file + ": is the path right?");
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProgressBar bar(String task, long max) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build();
    }

    private void print(ReadSummary read) {
        out().printf("Read %,d rows: %,d contacts, %,d events.%n", read.rows(), read.contacts(), read.events());
        read.skipped().forEach((reason, count) -> out().printf("  skipped, %s: %,d%n", reason, count));
        if (read.refused() == 0) return;
        out().printf("  could not be read: %,d%n", read.refused());
        read.examples().forEach(this::print);
    }

    private void print(ReadSummary.Refusal refusal) {
        out().printf(
                        "    %s line %,d: %s%n",
                        files.get(refusal.file()).getFileName(), refusal.line(), refusal.reason());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
