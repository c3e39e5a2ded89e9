package io.qingting.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables like the event log and its identities, with the same columns, indexes, partitioning and durability, in the same
 * server, filled with rows that the application itself wrote.
 */
final class BaselineTables {
    /** The rows of the log that are copied back: those after a position. */
    record Rows(byte[] log, byte[] identities, int count) {}

    private static final List<String> TABLES = List.of("event_log", "event_identity");
    private final Connection connection;

    BaselineTables(Connection connection) {
        this.connection = connection;
    }

    void create() throws SQLException {
        AppDatabase.run(connection, "drop schema if exists baseline cascade; create schema baseline");
        AppDatabase.run(
                connection,
                "create table baseline.event_log (like public.event_log including all) partition by range (recorded_at);"
                        + " create table baseline.event_log_now partition of baseline.event_log"
                        + " for values from ('2000-01-01') to ('2200-01-01');"
                        + " create table baseline.event_identity (like public.event_identity including all)");
    }

    void empty() throws SQLException {
        AppDatabase.run(connection, "truncate baseline.event_log, baseline.event_identity");
    }

    /** Rows of the application's tables, after a position of the log. */
    Rows rowsAfter(long position, int count) throws SQLException, IOException {
        String chosen = "from event_log l where position > " + position + " and position <= " + (position + count);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        AppDatabase.copying(connection)
                .getCopyAPI()
                .copyOut("copy (select * " + chosen + " order by position) to stdout", log);
        ByteArrayOutputStream identities = new ByteArrayOutputStream();
        AppDatabase.copying(connection)
                .getCopyAPI()
                .copyOut(
                        "copy (select i.* "
                                + chosen.replace("where", "join event_identity i using (source_id, event_id) where")
                                + ") to stdout",
                        identities);
        return new Rows(log.toByteArray(), identities.toByteArray(), count);
    }

    /** Copies rows into both tables in one transaction; the rows a second. */
    double copy(Rows rows) throws SQLException, IOException {
        long begin = System.nanoTime();
        connection.setAutoCommit(false);
        try {
            AppDatabase.copying(connection)
                    .getCopyAPI()
                    .copyIn("copy baseline.event_identity from stdin", new ByteArrayInputStream(rows.identities()));
            AppDatabase.copying(connection)
                    .getCopyAPI()
                    .copyIn("copy baseline.event_log from stdin", new ByteArrayInputStream(rows.log()));
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
        return rows.count() / ((System.nanoTime() - begin) / 1e9);
    }

    /** One statement that puts one row into both tables; its parameters are those of {@link #texts}. */
    String insertStatement() throws SQLException {
        List<String> parts = new ArrayList<>();
        for (String table : TABLES) {
            List<String> columns = columns(table);
            parts.add("insert into baseline." + table + " (" + String.join(", ", columns) + ") values ("
                    + String.join(", ", java.util.Collections.nCopies(columns.size(), "?")) + ")");
        }
        return "with written as (" + parts.get(1) + ") " + parts.get(0);
    }

    /** Rows after a position as texts: the columns of the identity, then those of the log. */
    List<String[]> texts(long position, int count) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (String column : columns("event_identity")) columns.add("i." + column + "::text");
        for (String column : columns("event_log")) columns.add("l." + column + "::text");
        List<String[]> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select " + String.join(", ", columns)
                        + " from event_log l join event_identity i using (source_id, event_id) where l.position > "
                        + position
                        + " order by l.position limit " + count)) {
            while (found.next()) {
                String[] row = new String[columns.size()];
                for (int i = 0; i < row.length; i++) row[i] = found.getString(i + 1);
                rows.add(row);
            }
        }
        return rows;
    }

    private List<String> columns(String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select column_name from information_schema.columns where table_schema = 'public' and table_name = '"
                                + table + "' and is_generated = 'NEVER' order by ordinal_position")) {
            while (rows.next()) columns.add(rows.getString(1));
        }
        return columns;
    }
}
