package io.qingting.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line asks of a running server as its administrator. Blocks its caller. */
final class AdminApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final URI server;
    private final String adminKey;

    AdminApi(URI server, String adminKey) {
        this.server = server;
        this.adminKey = adminKey;
    }

    /** The administrator's key of an installation on this machine: from the environment, else from its data folder. */
    static String adminKey(Path dataFolder) {
        String given = System.getenv("QINGTING_ADMIN_KEY");
        if (given != null && !given.isBlank()) return given;
        Path file = dataFolder.resolve("admin.key");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "No administrator's key: set QINGTING_ADMIN_KEY, or run this where " + file + " can be read.", e);
        }
    }

    /** Whether one of our servers answers there at all, ready or not. */
    static boolean answers(URI server) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/q/health/live"))
                .timeout(Duration.ofSeconds(3))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("\"checks\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A key just given out. */
    record Issued(String id, String key) {}

    /** A new key for a source that may load any past period. */
    Issued issueImportKey(String source) throws InterruptedException {
        JsonNode answer = send("POST", "/api/sources", Map.of("name", source, "mayImport", true));
        return new Issued(answer.path("id").asText(), answer.path("key").asText());
    }

    void revokeSourceKey(String id) throws InterruptedException {
        send("DELETE", "/api/sources/" + id, null);
    }

    private JsonNode send(String method, String path, @Nullable Object body) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                    .timeout(LIMIT)
                    .header("Authorization", "Bearer " + adminKey)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode tree = answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("The server refused " + path + ": "
                        + tree.path("detail").asText(tree.path("title").asText("status " + answer.statusCode())));
            }
            return tree;
        } catch (IOException e) {
            throw new IllegalStateException("The server at " + server + " does not answer: " + e.getMessage(), e);
        }
    }
}
