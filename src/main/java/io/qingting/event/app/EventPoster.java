package io.qingting.event.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.event.domain.CanonicalEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A sender of events to the public API of a Qingting server, batch by batch. Waits and repeats where the server says 429
 * or 5xx or cannot be reached, for as long as its patience lasts: repeats are safe, an identity counts once. Blocks its
 * caller; safe for several threads, never for an event loop.
 */
public final class EventPoster {
    /** The most events of one request (PROTOCOLS.md 7.1). */
    public static final int LARGEST_BATCH = 1_000;

    private static final long FIRST_WAIT_MILLIS = 200;
    private static final long LONGEST_WAIT_MILLIS = 15_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lets a thread wait; a test's returns at once. */
    @FunctionalInterface
    public interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    /** What the server made of a batch. */
    public record Answer(int accepted, int duplicate, int conflict, List<Refusal> refused) {
        public static final Answer NONE = new Answer(0, 0, 0, List.of());

        public Answer {
            refused = List.copyOf(refused);
        }

        private Answer plus(Answer other, int offset) {
            List<Refusal> all = new ArrayList<>(refused);
            other.refused.forEach(r -> all.add(new Refusal(r.index + offset, r.reason, r.pointer)));
            return new Answer(accepted + other.accepted, duplicate + other.duplicate, conflict + other.conflict, all);
        }
    }

    /** One event that was not taken: its place in the batch, why, and the JSON pointer (may be empty). */
    public record Refusal(int index, String reason, String pointer) {}

    /** The server will not take events from this sender, or was away for too long; the message says what to do. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private final HttpClient client;
    private final URI target;
    private final String key;
    private final Map<String, String> headers;
    private final Duration patience;
    private final Pause pause;

    /**
     * @param server base of the server, {@code http://127.0.0.1:8080}
     * @param key key of the source
     * @param headers sent along with every request
     * @param patience how long one batch may be refused or unreachable before it is given up
     */
    public EventPoster(URI server, String key, Map<String, String> headers, Duration patience, Pause pause) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        this.target = server.resolve("/api/events");
        this.key = key;
        this.headers = Map.copyOf(headers);
        this.patience = patience;
        this.pause = pause;
    }

    /** Sends a batch of at most {@link #LARGEST_BATCH} events and returns when the server has them. */
    public Answer post(List<CanonicalEvent> batch) throws InterruptedException {
        if (batch.isEmpty()) return Answer.NONE;
        byte[] body = body(batch);
        long waited = 0;
        long wait = FIRST_WAIT_MILLIS;
        while (true) {
            String trouble;
            OptionalLong asked = OptionalLong.empty();
            try {
                HttpResponse<byte[]> response = client.send(request(body), HttpResponse.BodyHandlers.ofByteArray());
                int status = response.statusCode();
                if (status == 200) return answer(response.body());
                if (status == 413 && batch.size() > 1) return halves(batch);
                trouble = "it answered " + status + detail(response.body());
                if (status != 429 && status != 408 && status < 500)
                    throw new RefusedException(
                            "The server at " + target + " refuses the events: " + trouble + remedy(status));
                asked = retryAfterMillis(response);
            } catch (IOException e) {
                trouble = "it cannot be reached (" + e.getClass().getSimpleName() + ")";
            }
            if (waited >= patience.toMillis())
                throw new RefusedException("The server at " + target + " took no events for " + patience.toSeconds()
                        + " s: " + trouble + ". Repeat when it is back: nothing counts twice.");
            long next = Math.min(LONGEST_WAIT_MILLIS, asked.orElse(wait));
            pause.millis(next);
            waited += Math.max(next, 1);
            wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
        }
    }

    private Answer halves(List<CanonicalEvent> batch) throws InterruptedException {
        int half = batch.size() / 2;
        Answer first = post(batch.subList(0, half));
        return first.plus(post(batch.subList(half, batch.size())), half);
    }

    private HttpRequest request(byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/cloudevents-batch+json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request.build();
    }

    private static byte[] body(List<CanonicalEvent> batch) {
        StringBuilder out = new StringBuilder(batch.size() * 420).append('[');
        for (int i = 0; i < batch.size(); i++)
            out.append(i == 0 ? "" : ",").append(batch.get(i).json());
        return out.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private Answer answer(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            List<Refusal> refused = new ArrayList<>();
            for (JsonNode event : root.path("events"))
                if (event.path("outcome").asText().equals("refused"))
                    refused.add(new Refusal(
                            event.path("index").asInt(),
                            event.path("reason").asText(),
                            event.path("pointer").asText()));
            return new Answer(
                    root.path("accepted").asInt(),
                    root.path("duplicate").asInt(),
                    root.path("conflict").asInt(),
                    refused);
        } catch (IOException e) {
            throw new RefusedException("The server at " + target + " answered 200 with something else than outcomes: "
                    + "is it a Qingting server?");
        }
    }

    private static String detail(byte[] body) {
        try {
            String detail = JSON.readTree(body).path("detail").asText();
            return detail.isEmpty() ? "" : " (" + detail + ")";
        } catch (IOException e) {
            return "";
        }
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401 -> ". Check the source key.";
            case 403 -> ". The key lacks a right, or belongs to another source.";
            default -> ".";
        };
    }

    private static OptionalLong retryAfterMillis(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("");
        return text.matches("\\d{1,6}") ? OptionalLong.of(Long.parseLong(text) * 1_000) : OptionalLong.empty();
    }
}
