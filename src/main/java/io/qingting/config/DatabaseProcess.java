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
import java.util.concurrent.TimeUnit;
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

    private final EmbeddedPostgres postgres;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final String password;

    private DatabaseProcess(EmbeddedPostgres postgres, FileChannel lockChannel, FileLock lock, String password) {
        this.postgres = postgres;
        this.lockChannel = lockChannel;
        this.lock = lock;
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
                return start(home, binariesDir.toAbsolutePath().normalize(), channel, lock);
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

    private static DatabaseProcess start(Path home, Path binariesDir, FileChannel channel, FileLock lock)
            throws IOException {
        Path data = home.resolve("postgres");
        OrphanedPostgres.stop(data, STOP_LIMIT);
        String password = SecretFile.readOrCreate(home.resolve("database.password"));
        EmbeddedPostgres postgres = builder(data, binariesDir, password).start();
        try {
            DatabaseSetUp.run(postgres.getDatabase(USER, "postgres"), data, USER, password, DATABASE);
        } catch (IOException | RuntimeException e) {
            postgres.close();
            throw e;
        }
        return new DatabaseProcess(postgres, channel, lock, password);
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

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + DATABASE;
    }

    public String reactiveUrl() {
        return "postgresql://localhost:" + postgres.getPort() + "/" + DATABASE;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Process id of the server, for failure tests that kill it. */
    public long pid() {
        return postgres.getProcess().pid();
    }

    /** Stops the server after a checkpoint and gives the folder free. Repeatable. */
    @Override
    public void close() {
        if (!lock.isValid()) return;
        try (lockChannel) {
            postgres.close();
            // The library gives up waiting after 5 s; a big checkpoint may take longer, and the folder is ours until
            // then.
            postgres.getProcess().waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("The database could not be stopped.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
