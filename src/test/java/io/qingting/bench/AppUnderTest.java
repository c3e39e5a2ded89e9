package io.qingting.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged application as a process of its own, on a free port, with a data folder of the bench. */
final class AppUnderTest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private final Process process;
    private final Path data;
    private final int port;
    private final double startSeconds;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private AppUnderTest(Process process, Path data, int port, double startSeconds) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.startSeconds = startSeconds;
    }

    /** How to start it. */
    static final class Options {
        private final Path data;
        private final List<String> jvm = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private boolean demo;

        Options(Path data) {
            this.data = data;
        }

        Options jvm(String... arguments) {
            jvm.addAll(List.of(arguments));
            return this;
        }

        Options environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        Options demo() {
            demo = true;
            return this;
        }

        /** Uses a database that runs already, such as one that survived its application. */
        Options database(AppDatabase database) {
            return environment("QINGTING_DB_URL", database.url())
                    .environment("QINGTING_DB_USER", AppDatabase.USER)
                    .environment("QINGTING_DB_PASSWORD", database.password());
        }
    }

    static AppUnderTest start(BenchRun run, Path data) throws Exception {
        return start(run, new Options(data));
    }

    /** Starts and waits until it is ready; the wait is {@link #startSeconds}. */
    static AppUnderTest start(BenchRun run, Options options) throws Exception {
        return start(run, options, true);
    }

    /** Starts and waits until it answers health checks, ready or not. */
    static AppUnderTest startUnready(BenchRun run, Options options) throws Exception {
        return start(run, options, false);
    }

    private static AppUnderTest start(BenchRun run, Options options, boolean ready) throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.addAll(options.jvm);
        command.addAll(List.of("-jar", run.app().toString(), "start", "--port", String.valueOf(port)));
        if (!options.demo) command.add("--no-demo");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(run.home().toFile());
        builder.environment().put("QINGTING_DATA", options.data.toString());
        builder.environment().putAll(options.environment);
        Files.createDirectories(options.data);
        File log = options.data.resolve("application.log").toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        long begin = System.nanoTime();
        Process process = run.processes().start(builder);
        String path = ready ? "/q/health/ready" : "/q/health/live";
        while (!isUp(port, path)) {
            if (!process.isAlive()) throw new IllegalStateException("The application ended at its start; see " + log);
            if (System.nanoTime() - begin > START_LIMIT.toNanos()) {
                ChildProcesses.stop(process.toHandle(), 10);
                throw new IllegalStateException("The application was not ready in " + START_LIMIT + "; see " + log);
            }
            Thread.sleep(5);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        @Nullable ProcessHandle postgres = AppDatabase.process(options.data);
        if (postgres != null) run.processes().adopt(postgres);
        return new AppUnderTest(process, options.data, port, seconds);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isUp(int port, String path) {
        try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").getBytes());
            byte[] answer = socket.getInputStream().readNBytes(12);
            return new String(answer).endsWith(" 200");
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    Path data() {
        return data;
    }

    /** Process start to the first good readiness answer. */
    double startSeconds() {
        return startSeconds;
    }

    /** A key for posting events as {@code /connectors/{name}}. */
    String sourceKey(String name) throws Exception {
        return secret(post("/api/sources", "{\"name\":\"" + name + "\"}"));
    }

    /** A token for screens that may show people. */
    String displayToken() throws Exception {
        return secret(post("/api/displays", "{\"name\":\"bench\",\"audience\":\"supervisors\"}"));
    }

    private static String secret(JsonNode answer) {
        for (String field : List.of("key", "token", "secret")) {
            if (answer.path(field).isTextual()) return answer.path(field).asText();
        }
        throw new IllegalStateException("no key in " + answer);
    }

    private JsonNode post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    /** What the application answers to an administrator's call; fails where that is no success. */
    JsonNode send(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** What the application answers to an administrator. */
    String get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** A metric without labels; 0 where the application does not know it. */
    double metric(String name) throws Exception {
        return get("/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private HttpRequest.Builder request(String path) throws IOException {
        String key = Files.readString(data.resolve("admin.key")).trim();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key);
    }

    /** Its database, over a connection of the bench's own. */
    AppDatabase database() throws Exception {
        return AppDatabase.of(data);
    }

    /** Ends it at once, as a crash would; its database lives on and is ended with this run. */
    void kill() throws Exception {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        ChildProcesses.stop(process.toHandle(), 60);
    }
}
