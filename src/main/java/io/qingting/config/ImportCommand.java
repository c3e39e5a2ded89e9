package io.qingting.config;

import io.qingting.event.app.EventPoster;
import io.qingting.importing.app.ImportConsole;
import io.qingting.importing.app.ImportRun;
import io.qingting.importing.app.MappingFile;
import io.qingting.importing.domain.LogMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The log's files.")
    private List<Path> files;

    @Option(names = "--mapping", required = true, paramLabel = "FILE.yaml", description = "What the columns mean.")
    private Path mapping;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The server to import into. Default: the one that runs on the data folder, else one on port 8080,"
                            + " else the data folder itself.")
    private @Nullable URI server;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "A source key with the right to import. Default: one made for the import and revoked after it.")
    private @Nullable String key;

    @Override
    public Integer call() throws Exception {
        LogMapping rules = MappingFile.read(mapping);
        URI target = server == null ? running() : server;
        if (AdminApi.answers(target)) return send(rules, target);
        if (server != null) {
            throw new IllegalStateException("No server answers at " + server + ": start it, or leave --server out.");
        }
        return sendToOwnServer(rules);
    }

    private static URI running() {
        return Server.address(Server.dataFolder()).filter(AdminApi::answers).orElse(LOCAL);
    }

    private int sendToOwnServer(LogMapping rules) throws Exception {
        System.out.println("No server runs: starting one for the time of the import.");
        int port = freePort();
        int[] exit = {1};
        Exception[] fault = {null};
        Server.at("127.0.0.1", port).with("qingting.demo.enabled", false).run(Server.dataFolder(), () -> {
            try {
                exit[0] = send(rules, URI.create("http://127.0.0.1:" + port));
            } catch (Exception e) {
                fault[0] = e;
            }
        });
        if (fault[0] != null) throw fault[0];
        return exit[0];
    }

    private int send(LogMapping rules, URI target) throws InterruptedException {
        if (key != null) return send(rules, target, key);
        AdminApi admin = new AdminApi(target, AdminApi.adminKey(Server.dataFolder()));
        AdminApi.Issued issued = admin.issueImportKey(rules.name());
        try {
            return send(rules, target, issued.key());
        } finally {
            admin.revokeSourceKey(issued.id());
        }
    }

    private int send(LogMapping rules, URI target, String withKey) throws InterruptedException {
        EventPoster poster =
                new EventPoster(target, withKey, Map.of(ImportRun.HEADER, "true"), PATIENCE, Thread::sleep);
        return new ImportConsole(files, System.out).run(rules, poster).exitCode();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
