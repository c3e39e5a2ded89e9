package io.qingting.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.qingting.config.DatabaseProcess;
import io.qingting.fixture.RobotStub;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A floor whose contacts are promised an answer within a second and never get one: a database that outlives every
 * application, a webhook's receiver, and what must be true of both at the end.
 */
final class BreachFloor implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    private static final int QUEUES = 4;

    private final DatabaseProcess database;
    private final Connection connection;
    private final RobotStub stub = new RobotStub();
    private String sourceKey = "";
    private int comings;
    private int contacts;

    BreachFloor() throws IOException, SQLException {
        Path target = Path.of("target");
        Path folder = Files.createTempDirectory(Files.createDirectories(target.resolve("system-tests")), "breaches");
        database = DatabaseProcess.start(
                folder, Files.createDirectories(target.resolve("postgres")).resolve("binaries"));
        connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** An application over this floor's database, not started yet. */
    RunningApp app() throws IOException {
        return new RunningApp(
                "breaches",
                Map.of(
                        "QINGTING_DB_URL", database.reactiveUrl(),
                        "QINGTING_DB_USER", database.user(),
                        "QINGTING_DB_PASSWORD", database.password(),
                        "QINGTING_OUTBOUND_ALLOWED_HOSTS", stub.host(),
                        // Whoever is killed with a message in hand holds its channel up for no longer.
                        "QINGTING_ALERTS_LEASE", "3s"));
    }

    /** The promise, and the way of its breaches to the receiver. */
    void setUp(RunningApp app) throws Exception {
        app.admin("PUT", "/api/sla/policies/answer", """
                {"name":"answer","target":"answer","promise":{"amount":1,"unit":"seconds"},"warnShare":0}
                """);
        String channel = app.admin("/api/alert-channels", """
                {"kind":"webhook","name":"hook","language":"en","url":"http://%s/hook","secret":"%s"}
                """.formatted(stub.host(), SECRET))
                .path("channelId")
                .asText();
        app.admin("/api/alert-routes", """
                {"name":"breaches","kinds":["targetBreached"],"channels":["%s"]}
                """.formatted(channel));
        sourceKey = app.sourceKey("pbx");
    }

    /** The receiver. */
    RobotStub.Robot hook() {
        return stub.robot("hook");
    }

    /**
     * As many customers as given come now; each is in the log when this returns. They come to queues of their own: one in which
     * others have waited for minutes is in trouble, which holds back what is to be told of single contacts.
     */
    void enqueue(RunningApp app, int count) throws Exception {
        comings++;
        for (int i = 0; i < count; i++) {
            int number = ++contacts;
            String event =
                    """
                    {"specversion":"1.0","id":"e%1$d","source":"/connectors/pbx","type":"contact.enqueued",
                     "subject":"c%1$d","time":"%2$s","datacontenttype":"application/json",
                     "data":{"channel":"voice","contactId":"c%1$d","queueId":"q%3$d-%4$d"}}
                    """.formatted(number, Instant.ofEpochMilli(System.currentTimeMillis()), comings, number % QUEUES);
            HttpResponse<String> answer = app.post("/api/events", sourceKey, "application/cloudevents+json", event);
            if (answer.statusCode() != 200) throw new IllegalStateException(answer.body());
        }
    }

    long alerts() {
        return number("select count(*) from alert where kind = 'targetBreached'");
    }

    /** Waits until all that was promised is broken, raised and told, and nothing is left to do. */
    void awaitAllTold() {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> alerts() >= contacts && isQuiet());
    }

    private boolean isQuiet() {
        return number("select count(*) from notice where state = 'new'") == 0
                && number("select count(*) from delivery where state not in ('sent', 'dropped')") == 0;
    }

    /** Each breach has one alert, raised once. */
    void eachBreachWasRaisedOnce() {
        assertThat(alerts()).isEqualTo(contacts);
        assertThat(number("select count(distinct cause) from alert where kind = 'targetBreached' and reopened = 0"))
                .isEqualTo(contacts);
        assertThat(number("select count(*) from alert_step join alert using (alert_id) where kind = 'targetBreached'"))
                .isEqualTo(contacts);
        assertThat(number("select count(*) from sla_target where raised")).isEqualTo(contacts);
        assertThat(number("select count(*) from sla_due")).isZero();
    }

    /** Each alert was delivered, by one message; a message that came again says so. How many did. */
    int eachAlertWasDeliveredAndRepeatsAreMarked() throws SQLException {
        Set<String> told = new HashSet<>();
        Map<String, String> messageOf = new HashMap<>();
        Set<String> messages = new HashSet<>();
        int repeats = 0;
        for (RobotStub.Received received : hook().received()) {
            String message = received.headers().get("webhook-id");
            String title = received.body().at("/data/title").asText();
            if (!messages.add(message)) {
                repeats++;
                assertThat(title).as("title of %s, which came before", message).contains("(repeat)");
            }
            for (JsonNode alert : received.body().at("/data/alerts")) {
                String id = alert.path("alertId").asText();
                told.add(id);
                assertThat(messageOf.putIfAbsent(id, message))
                        .as("earlier message of alert %s", id)
                        .isIn(null, message);
            }
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(alertIds());
        return repeats;
    }

    private List<String> alertIds() throws SQLException {
        List<String> ids = new java.util.ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select alert_id from alert where kind = 'targetBreached'")) {
            while (rows.next()) ids.add(rows.getString(1));
        }
        return ids;
    }

    private long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) throw new IllegalStateException("no row: " + sql);
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        stub.close();
        database.close();
    }
}
