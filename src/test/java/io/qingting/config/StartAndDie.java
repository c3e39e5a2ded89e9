package io.qingting.config;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** A process of its own that starts a database, commits a row and ends like one that was killed: nothing is stopped. */
final class StartAndDie {
    static final int EXIT = 137;

    private StartAndDie() {}

    public static void main(String[] args) throws Exception {
        DatabaseProcess database = DatabaseProcess.start(Path.of(args[0]), Path.of(args[1]));
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement sql = connection.createStatement()) {
            sql.execute("create table kept (n int); insert into kept values (7)");
        }
        Runtime.getRuntime().halt(EXIT);
    }
}
