package io.qingting.config;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the application with its database, once a process, and waits until it ends. */
final class Server {
    private static final Logger LOG = Logger.getLogger(Server.class);
    static final String DATA = "QINGTING_DATA";
    private static final String DB_URL = "QINGTING_DB_URL";
    private static final String ADDRESS = "server.address";

    private final URI address;

    private Server(URI address) {
        this.address = address;
    }

    static Server at(String host, int port) {
        refuseTakenPort(host, port);
        return new Server(address(host, port)).with("quarkus.http.host", host).with("quarkus.http.port", port);
    }

    /** How this machine reaches what listens there. */
    static URI address(String host, int port) {
        boolean anywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = anywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + port);
    }

    /** Where the server of a data folder listens, as it wrote down itself; empty: none was started since, or it ended. */
    static Optional<URI> address(Path dataFolder) {
        try {
            return Optional.of(
                    URI.create(Files.readString(dataFolder.resolve(ADDRESS)).strip()));
        } catch (IOException | IllegalArgumentException e) {
            // Not written, or not by a server: nobody is known to listen.
            return Optional.empty();
        }
    }

    /** Says so before anything is started, in words that name the remedy. */
    private static void refuseTakenPort(String host, int port) {
        if (port < 1 || port > 65_535)
            throw new IllegalArgumentException("--port must be 1 to 65535, not " + port + ".");
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--host " + host + " is no address of this machine.", e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "): stop what uses it, or choose another with --port.",
                    e);
        }
    }

    Server with(String key, Object value) {
        System.setProperty(key, String.valueOf(value));
        return this;
    }

    /** The folder that keeps data: {@code QINGTING_DATA}, else {@code data} in the working folder. */
    static Path dataFolder() {
        String configured = System.getenv(DATA);
        return Path.of(configured == null || configured.isBlank() ? "data" : configured)
                .toAbsolutePath();
    }

    /** True where the environment names a database that others may share. */
    static boolean hasExternalDatabase() {
        String url = System.getenv(DB_URL);
        return url != null && !url.isBlank();
    }

    /** Runs until the process is told to stop; the exit code. */
    int run(Path dataFolder) {
        return run(dataFolder, Quarkus::waitForExit);
    }

    /** Runs as long as {@code meanwhile} does; the exit code. */
    int run(Path dataFolder, Runnable meanwhile) {
        with("qingting.data", dataFolder);
        @Nullable DatabaseProcess database = connect(dataFolder);
        int[] exit = {0};
        Running.meanwhile = meanwhile;
        try {
            tell(dataFolder);
            Quarkus.run(Running.class, (code, fault) -> {
                if (fault != null) fault.printStackTrace();
                exit[0] = fault != null ? 1 : code;
            });
        } finally {
            forget(dataFolder);
            if (database != null) database.close();
        }
        return exit[0];
    }

    private void tell(Path dataFolder) {
        try {
            Files.writeString(Files.createDirectories(dataFolder).resolve(ADDRESS), address.toString());
        } catch (IOException e) {
            LOG.warnf("Imports will not find this server: %s cannot be written", dataFolder);
        }
    }

    private static void forget(Path dataFolder) {
        try {
            Files.deleteIfExists(dataFolder.resolve(ADDRESS));
        } catch (IOException e) {
            // Whoever reads it later asks whether a server answers there.
        }
    }

    /** What the started application does until it ends. */
    public static final class Running implements QuarkusApplication {
        private static Runnable meanwhile = Quarkus::waitForExit;

        @Override
        public int run(String... args) {
            meanwhile.run();
            return 0;
        }
    }

    private @Nullable DatabaseProcess connect(Path dataFolder) {
        Map<String, String> env = System.getenv();
        String url = env.get(DB_URL);
        if (url != null && !url.isBlank()) {
            configure(
                    url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url,
                    env.get("QINGTING_DB_USER"),
                    env.get("QINGTING_DB_PASSWORD"));
            return null;
        }
        DatabaseProcess database = DatabaseProcess.start(dataFolder);
        configure(database.reactiveUrl(), database.user(), database.password());
        return database;
    }

    private void configure(String url, @Nullable String user, @Nullable String password) {
        with("quarkus.datasource.reactive.url", url).with("quarkus.datasource.jdbc.url", "jdbc:" + url);
        if (user != null) with("quarkus.datasource.username", user);
        if (password != null) with("quarkus.datasource.password", password);
    }
}
