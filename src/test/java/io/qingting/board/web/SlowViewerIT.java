package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.BoardViewer;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A viewer that stops reading, with limits so low that a test can reach them. */
@QuarkusTest
@TestProfile(SlowViewerIT.Tight.class)
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SlowViewerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 60;
    private static final String LONG_NAME = "售".repeat(190);

    public static final class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("qingting.socket.slow-viewer-limit", "500ms", "qingting.socket.pending-bytes", "4096");
        }
    }

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/ws/board")
    URI board;

    @Test
    void aViewerThatStopsReadingIsClosedWithItsCodeAndCostsNobodyElseAFrame() throws Exception {
        TestSource source = Api.newSource(secrets, false);
        String queue = "queue-" + NewEvents.newId();
        String token = Api.admin(secrets)
                .body(Map.of("name", "test", "audience", "floor"))
                .post("/api/displays")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        double before = dropped();
        manyQueues(source, queue);
        try (Socket deaf = new Socket();
                BoardViewer reader = BoardViewer.open(board, token, "queue:" + queue)) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress("127.0.0.1", board.getPort()));
            deaf.setSoTimeout(20_000);
            shakeHands(deaf, token);
            subscribe(deaf, queue);

            int[] posted = {0};
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
                enqueue(source, queue, "c" + posted[0]++);
                return dropped() > before;
            });

            assertThat(closeCode(deaf.getInputStream().readAllBytes())).isEqualTo(CloseCode.TOO_SLOW.code());
            await().atMost(LIMIT)
                    .until(() -> reader.newest().at("/now/queueLength").asInt() == posted[0]);
        }
    }

    private double dropped() {
        // Nobody counts before the first viewer.
        Counter counter = metrics.find("qingting.viewers.dropped").counter();
        return counter == null ? 0 : counter.count();
    }

    /** The kernel takes some megabytes for a socket that nobody reads: large frames fill it soon. */
    private void manyQueues(TestSource source, String queue) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Map<String, Object> data = Map.of(
                    "contactId",
                    "many" + i,
                    "channel",
                    "voice",
                    "queueId",
                    queue + "-" + i,
                    "queueName",
                    LONG_NAME + i);
            events.add(source.event(NewEvents.newId(), "contact.enqueued", clock.now(), data));
        }
        source.post(events).statusCode(200);
    }

    private void enqueue(TestSource source, String queue, String contact) {
        Map<String, Object> data = Map.of("contactId", contact, "channel", "voice", "queueId", queue);
        source.post(List.of(source.event(NewEvents.newId(), "contact.enqueued", clock.now(), data)))
                .statusCode(200);
    }

    private static void shakeHands(Socket socket, String token) throws Exception {
        String request = "GET /ws/board HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: qingting.v1\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) answer.append((char) in.read());
        assertThat(answer.toString()).startsWith("HTTP/1.1 101");
    }

    /** As many topics as a viewer may have, so that much is sent. */
    private static void subscribe(Socket socket, String queue) throws Exception {
        List<String> topics = new ArrayList<>();
        for (Topic.Window window : Topic.Window.values()) topics.add("site?window=" + window.wireName());
        topics.add("queue:" + queue);
        String message = "{\"type\":\"subscribe\",\"topics\":[\"" + String.join("\",\"", topics) + "\"]}";
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[text.length + 8];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | 126);
        frame[2] = (byte) (text.length >> 8);
        frame[3] = (byte) text.length;
        // A mask of zeros leaves the text as it is.
        System.arraycopy(text, 0, frame, 8, text.length);
        socket.getOutputStream().write(frame);
        socket.getOutputStream().flush();
    }

    /** The code of the close frame among the server's frames (RFC 6455, section 5.2); 0: there is none. */
    private static int closeCode(byte[] bytes) {
        int at = 0;
        while (at + 1 < bytes.length) {
            int opcode = bytes[at] & 0x0f;
            int length = bytes[at + 1] & 0x7f;
            int head = length == 126 ? 4 : length == 127 ? 10 : 2;
            if (length == 126) length = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
            else if (length == 127) {
                length = 0;
                for (int i = 2; i < 10; i++) length = length << 8 | bytes[at + i] & 0xff;
            }
            if (opcode == 8) return (bytes[at + head] & 0xff) << 8 | bytes[at + head + 1] & 0xff;
            at += head + length;
        }
        return 0;
    }
}
