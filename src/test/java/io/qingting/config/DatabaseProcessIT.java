package io.qingting.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DatabaseProcessIT {
    private static final Path BINARIES = Path.of("target", "postgres", "binaries");

    @TempDir
    Path home;

    @Test
    void theOrphanOfAKilledApplicationIsStoppedAndWhatWasCommittedIsThere() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        StartAndDie.class.getName(),
                        home.toString(),
                        BINARIES.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("killed.log").toFile())
                .start();
        assertThat(killed.waitFor()).as(() -> logOf(home.resolve("killed.log"))).isEqualTo(StartAndDie.EXIT);
        long orphan = Long.parseLong(
                Files.readAllLines(home.resolve("postgres/postmaster.pid")).getFirst());
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (DatabaseProcess second = DatabaseProcess.start(home, BINARIES)) {
            assertThat(ProcessHandle.of(orphan)).isEmpty();
            assertThat(ask(second, "select n from kept")).isEqualTo("7");
        }
    }

    @Test
    void aKilledServerIsStartedAgainAtTheSameAddressWithAllThatWasCommitted() throws Exception {
        try (DatabaseProcess database = DatabaseProcess.start(home, BINARIES)) {
            assertThat(ask(database, "show fsync")).isEqualTo("on");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "show full_page_writes")).isEqualTo("on");
            execute(database, "create table kept (n int); insert into kept values (7)");
            long killed = database.pid();

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> ask(database, "select n from kept").equals("7"));
            assertThat(database.pid()).isNotEqualTo(killed);
        }
    }

    private static String logOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void oneApplicationAFolderAndNobodyWithoutThePassword() throws IOException {
        try (DatabaseProcess first = DatabaseProcess.start(home, BINARIES)) {
            assertThatThrownBy(() -> DatabaseProcess.start(home, BINARIES))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another folder");
            assertThatThrownBy(() -> DriverManager.getConnection(first.jdbcUrl(), first.user(), "guess"))
                    .isInstanceOf(SQLException.class);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("database.password"))))
                    .isEqualTo("rw-------");
        }
    }

    private static void execute(DatabaseProcess database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DatabaseProcess database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(DatabaseProcess database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
