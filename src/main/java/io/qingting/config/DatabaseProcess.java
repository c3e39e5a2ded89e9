package io.qingting.config;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own, started from binaries inside the application, with its data kept in a folder. Durable: what is
 * committed survives a crash of the application, of the database and of the machine. Reached over loopback only, with a
 * password of its own. The caller closes it; nothing else does.
 *
 * <p>One process a data folder: a lock file beside the data says so. A database that outlived a killed application is
 * stopped first, and recovers as it starts again.
 */
public final class DatabaseProcess implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String DATABASE = "qingting";
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    private static final Logger LOG = Logger.getLogger(DatabaseProcess.class);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);
    private static final int RESTART_TRIES = 30;

    private final Path data;
    private final EmbeddedPostgres.Builder builder;
    private final FileChannel lockChannel;
    private final String password;
    private final int port;
    private EmbeddedPostgres postgres;
    private boolean closed;

    private DatabaseProcess(
            Path data,
            EmbeddedPostgres postgres,
            EmbeddedPostgres.Builder builder,
            FileChannel lockChannel,
            String password) {
        this.data = data;
        this.postgres = postgres;
        this.port = postgres.getPort();
        this.builder = builder.setPort(port);
        this.lockChannel = lockChannel;
        this.password = password;
    }

    /** Starts with the binaries unpacked below the data folder. See {@link #start(Path, Path)}. */
    public static DatabaseProcess start(Path dataDir) {
        return start(dataDir, dataDir.resolve("postgres-binaries"));
    }

    /**
     * Starts the database of a data folder, creating it where it is not there yet. Blocks: about 0.5 s, 3.5 s the first
     * time, longer where it recovers from a crash.
     *
     * @param dataDir the folder that keeps everything; its {@code postgres} is the database
     * @param binariesDir where the binaries are unpacked; may be shared by several databases
     * @throws IllegalStateException where another application uses the folder, or an orphaned database does not stop
     */
    public static DatabaseProcess start(Path dataDir, Path binariesDir) {
        try {
            Path home = Files.createDirectories(dataDir.toAbsolutePath().normalize());
            Files.createDirectories(binariesDir);
            FileChannel channel = FileChannel.open(
                    home.resolve("qingting.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("Another Qingting already uses the data folder " + home
                        + ": stop it, or choose another folder.");
            }
            try {
                return start(home, binariesDir.toAbsolutePath().normalize(), channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The database of " + dataDir + " could not be started.", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // The same process holds it: the same refusal as for another one.
            return null;
        }
    }

    /** @param channel holds the lock of the folder until it is closed */
    private static DatabaseProcess start(Path home, Path binariesDir, FileChannel channel) throws IOException {
        Path data = home.resolve("postgres");
        ServerProcess.stopOrphan(data, STOP_LIMIT);
        String password = SecretFile.readOrCreate(home.resolve("database.password"));
        EmbeddedPostgres.Builder builder = builder(data, binariesDir, password);
        EmbeddedPostgres postgres = builder.start();
        try {
            DatabaseSetUp.run(postgres.getDatabase(USER, "postgres"), data, USER, password, DATABASE);
            DatabaseProcess process = new DatabaseProcess(data, postgres, builder, channel, password);
            process.watch();
            return process;
        } catch (IOException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data, Path binariesDir, String password) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(binariesDir.toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setConnectConfig("password", password)
                .setLocaleConfig("locale", "C")
                // The library switches durability off for tests; here every acknowledged event depends on it.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("wal_compression", "on")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", "100")
                .setServerConfig("jit", "off")
                .setServerConfig("timezone", "UTC")
                // Loopback with a password is the only way in: no socket file that any local user may open.
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                // Seven files, one a weekday, each replaced a week later: the log stays bounded.
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("log_truncate_on_rotation", "on")
                .setServerConfig("log_rotation_age", "1d");
    }

    /** A server that ends by itself, such as one that the system killed for want of memory, is started again. */
    private void watch() throws IOException {
        server().onExit().thenRun(() -> {
            Thread restart = new Thread(this::restart, "postgres-restart");
            restart.setDaemon(true);
            restart.start();
        });
    }

    private ProcessHandle server() throws IOException {
        return ServerProcess.find(data).orElseThrow(() -> new IOException("the database server has ended"));
    }

    private synchronized void restart() {
        for (int tries = 0; tries < RESTART_TRIES && !closed; tries++) {
            LOG.warn("The database server ended; it is started again");
            try {
                // What is left of the ended server holds the lock file and, for a moment, shared memory.
                postgres.close();
                ServerProcess.awaitReaped(data, STOP_LIMIT);
                postgres = builder.start();
                watch();
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("The database server does not start yet", e);
            }
            try {
                wait(RESTART_PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (!closed) LOG.error("The database server could not be started again. Restart the application.");
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/" + DATABASE;
    }

    public String reactiveUrl() {
        return "postgresql://localhost:" + port + "/" + DATABASE;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Process id of the server, for failure tests that kill it. */
    public long pid() throws IOException {
        return server().pid();
    }

    /** Stops the server after a checkpoint and gives the folder free. Repeatable. */
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        notifyAll();
        try (lockChannel) {
            Optional<ProcessHandle> server = ServerProcess.find(data);
            postgres.close();
            // The library gives up waiting after 5 s; a big checkpoint may take longer, and the folder is ours until
            // then.
            server.ifPresent(process -> ServerProcess.ended(process, STOP_LIMIT));
        } catch (IOException e) {
            throw new UncheckedIOException("The database could not be stopped.", e);
        }
    }
}
