package io.qingting.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The packaged application in a process of its own, with a data folder of the test, started and killed at will. */
final class RunningApp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path data;
    private final Map<String, String> environment;
    private final int port = freePort();
    private @Nullable Process process;

    RunningApp(String name) throws IOException {
        this(name, Map.of());
    }

    /** @param environment settings beside those that every application of these tests has */
    RunningApp(String name, Map<String, String> environment) throws IOException {
        this.environment = environment;
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "system-tests")), name)
                .toAbsolutePath();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts and waits until it is ready. */
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // These tests start often and run briefly.
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar")
                        .toAbsolutePath()
                        .toString(),
                "start",
                "--no-demo",
                "--port",
                Integer.toString(port));
        builder.environment().put("QINGTING_DATA", data.toString());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("application.log").toFile()));
        Process started = builder.start();
        process = started;
        await().atMost(START_LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!started.isAlive()) throw new IllegalStateException("it ended at its start; see " + data);
            return isReady();
        });
    }

    boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Path of the link that makes the first administrator, as the start printed it; it may be printed after the start is ready. */
    String setUpLink() {
        Pattern printed = Pattern.compile("/log-in#link=\\S+");
        return await().atMost(START_LIMIT)
                .until(
                        () -> printed.matcher(Files.readString(data.resolve("application.log")))
                                .results()
                                .map(MatchResult::group)
                                .toList(),
                        found -> !found.isEmpty())
                .getLast();
    }

    String sourceKey(String name) throws Exception {
        return admin("/api/sources", "{\"name\":\"" + name + "\"}").path("key").asText();
    }

    /** A key that may load events of any past period. */
    String importKey(String name) throws Exception {
        return admin("/api/sources", "{\"name\":\"" + name + "\",\"mayImport\":true}")
                .path("key")
                .asText();
    }

    String displayToken(String audience) throws Exception {
        return admin("/api/displays", "{\"name\":\"test\",\"audience\":\"" + audience + "\"}")
                .path("token")
                .asText();
    }

    /** What the administrator is answered; fails where that is no success. */
    JsonNode admin(String path, String body) throws Exception {
        return admin("POST", path, body);
    }

    JsonNode admin(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(method, path, adminKey(), "application/json", body);
        if (answer.statusCode() / 100 != 2) throw new IllegalStateException(path + ": " + answer.body());
        return JSON.readTree(answer.body());
    }

    String adminKey() throws IOException {
        return Files.readString(data.resolve("admin.key")).strip();
    }

    HttpResponse<String> post(String path, String token, String contentType, String body)
            throws IOException, InterruptedException {
        return send("POST", path, token, contentType, body);
    }

    /** Loads events of the past with a key of {@link #importKey}. */
    HttpResponse<String> importPast(String key, String batch) throws IOException, InterruptedException {
        return send("POST", "/api/events", key, "application/cloudevents-batch+json", batch, "Qingting-Import", "true");
    }

    private HttpResponse<String> send(
            String method, String path, String token, String contentType, String body, String... more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (more.length > 0) request.headers(more);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Uses the keys that another one made at its start, as several instances of an installation do. Before the start. */
    void shareSecretsOf(RunningApp other) throws IOException {
        for (String file : List.of("admin.key", "secret.key")) Files.copy(other.data.resolve(file), data.resolve(file));
    }

    /** Ends the application at once, as a crash does; its database lives on. */
    void killApplication() throws InterruptedException {
        Process running = process;
        if (running != null) running.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    /** Ends the database's server processes at once. */
    void killDatabase() {
        postmaster().ifPresent(postgres -> {
            List<ProcessHandle> all = postgres.descendants().toList();
            postgres.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        });
    }

    private Optional<ProcessHandle> postmaster() {
        Path pid = data.resolve("postgres").resolve("postmaster.pid");
        try {
            return Files.exists(pid)
                    ? ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(pid).getFirst().strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        Process running = process;
        if (running != null && running.isAlive()) {
            running.destroy();
            if (!running.waitFor(30, TimeUnit.SECONDS)) killApplication();
        }
        killDatabase();
    }
}
