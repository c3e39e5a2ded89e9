package io.qingting.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What a new database needs before the application may use it: a password, and a database of our own. Repeatable. */
final class DatabaseSetUp {
    private static final String ACCESS_RULES = """
            # Written by Qingting: loopback with a password, nothing else.
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private DatabaseSetUp() {}

    /** @param password base64url text: no character that SQL would need escaped */
    static void run(DataSource admin, Path data, String user, String password, String database) throws IOException {
        try (Connection connection = admin.getConnection();
                Statement sql = connection.createStatement()) {
            if (!exists(sql, database)) sql.execute("create database " + database);
            Path rules = data.resolve("pg_hba.conf");
            if (!Files.readString(rules).equals(ACCESS_RULES)) {
                sql.execute("alter role " + user + " password '" + password + "'");
                Files.writeString(rules, ACCESS_RULES);
                sql.execute("select pg_reload_conf()");
            }
        } catch (SQLException e) {
            throw new IOException("The database server refused its set-up.", e);
        }
    }

    private static boolean exists(Statement sql, String database) throws SQLException {
        try (ResultSet found = sql.executeQuery("select 1 from pg_database where datname = '" + database + "'")) {
            return found.next();
        }
    }
}
