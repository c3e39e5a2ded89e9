package io.qingting.importing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qingting.event.app.EventPoster;
import io.qingting.event.domain.EventDraft;
import io.qingting.event.domain.EventType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImportRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queue<Integer> troubles = new ConcurrentLinkedQueue<>();
    private final Queue<Long> pauses = new ConcurrentLinkedQueue<>();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void startAServerThatKeepsIds() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/api/events", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stopTheServer() {
        server.stop(0);
    }

    @Test
    void everyEventIsSentAndCountedByItsOutcome() throws InterruptedException {
        ImportRun.SendSummary first =
                run(Duration.ofMinutes(1)).send(events(2500).iterator(), sent -> {});
        ImportRun.SendSummary again =
                run(Duration.ofMinutes(1)).send(events(2500).iterator(), sent -> {});

        assertThat(first).isEqualTo(new ImportRun.SendSummary(2500, 2499, 0, 0, 1, first.examples()));
        assertThat(first.examples()).containsExactly(new ReadSummary.Refusal(0, 1779, "too late /time"));
        assertThat(again.duplicate()).isEqualTo(2499);
    }

    @Test
    void aBusyOrAbsentServerIsWaitedForAsLongAsItAsks() throws InterruptedException {
        troubles.addAll(List.of(429, 503, 503));

        ImportRun.SendSummary summary =
                run(Duration.ofMinutes(1)).send(events(10).iterator(), sent -> {});

        assertThat(summary.accepted()).isEqualTo(10);
        assertThat(pauses).containsExactly(3_000L, 3_000L, 3_000L);
    }

    @Test
    void aBatchThatIsTooLargeIsSentInHalves() throws InterruptedException {
        troubles.addAll(List.of(413, 413));

        assertThat(run(Duration.ofMinutes(1))
                        .send(events(900).iterator(), sent -> {})
                        .accepted())
                .isEqualTo(900);
    }

    @Test
    void aServerThatRefusesTheKeyEndsTheImportAtOnce() {
        troubles.add(401);

        assertThatThrownBy(() -> run(Duration.ofMinutes(1)).send(events(10).iterator(), sent -> {}))
                .isInstanceOf(EventPoster.RefusedException.class)
                .hasMessageContaining("Check the source key");
        assertThat(pauses).isEmpty();
    }

    @Test
    void patienceEndsWithAWordThatRepeatingIsSafe() {
        for (int i = 0; i < 20; i++) troubles.add(503);

        assertThatThrownBy(() -> run(Duration.ofSeconds(10)).send(events(10).iterator(), sent -> {}))
                .hasMessageContaining("took no events for 10 s: it answered 503")
                .hasMessageContaining("nothing counts twice");
    }

    private ImportRun run(Duration patience) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new ImportRun(new EventPoster(base, "key-1", Map.of(ImportRun.HEADER, "true"), patience, pauses::add));
    }

    private static List<MappedEvent> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new MappedEvent(
                        new EventDraft("/connectors/x", EventType.CONTACT_OFFERED, "e" + i, i)
                                .put("contactId", "c")
                                .build(),
                        0,
                        i + 2))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer key-1");
            assertThat(exchange.getRequestHeaders().getFirst(ImportRun.HEADER)).isEqualTo("true");
            Integer trouble = troubles.poll();
            if (trouble != null) {
                exchange.getResponseHeaders().add("Retry-After", "3");
                exchange.sendResponseHeaders(trouble, -1);
                return;
            }
            int accepted = 0;
            int duplicate = 0;
            StringBuilder refused = new StringBuilder();
            JsonNode batch = JSON.readTree(request);
            for (int i = 0; i < batch.size(); i++) {
                String id = batch.get(i).path("id").asText();
                if (id.equals("e1777"))
                    refused.append("{\"index\":")
                            .append(i)
                            .append(",\"outcome\":\"refused\",\"reason\":\"too late\",\"pointer\":\"/time\"}");
                else if (kept.add(id)) accepted++;
                else duplicate++;
            }
            byte[] body = ("{\"accepted\":" + accepted + ",\"duplicate\":" + duplicate + ",\"conflict\":0,\"events\":["
                            + refused + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
