package io.qingting.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The embedded database of a data folder, for baselines in the very same server. */
record AppDatabase(int port, String password) {
    static final String USER = "postgres";

    static AppDatabase of(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        return new AppDatabase(
                Integer.parseInt(lines.get(3).trim()),
                Files.readString(data.resolve("database.password")).trim());
    }

    /** The database server of a data folder; null where none runs. */
    static @Nullable ProcessHandle process(Path data) throws IOException {
        Path file = data.resolve("postgres/postmaster.pid");
        if (!Files.exists(file)) return null;
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).getFirst().trim()))
                .orElse(null);
    }

    String url() {
        return "postgresql://localhost:" + port + "/qingting";
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection("jdbc:" + url(), properties);
    }

    static PGConnection copying(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class);
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) throw new SQLException("no row: " + sql);
            return rows.getString(1);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(one(connection, sql));
    }
}
