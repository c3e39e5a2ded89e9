package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** A screen on a slow line, where the operator switched compression on. */
@QuarkusTest
@TestProfile(DeflateIT.SlowLines.class)
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class DeflateIT {
    public static final class SlowLines implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("qingting.socket.deflate", "true");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] TAIL = {0, 0, -1, -1};

    @Inject
    Secrets secrets;

    @Inject
    BusinessClock clock;

    @Test
    void aScreenThatOffersToInflateGetsDeflatedFramesAndReadsEachOfThem() throws Exception {
        TestSource source = Api.newSource(secrets, false);
        String queue = "queue-" + NewEvents.newId();
        try (Screen screen = new Screen(token(), "permessage-deflate; client_max_window_bits")) {
            assertThat(screen.head).containsIgnoringCase("sec-websocket-extensions: permessage-deflate");
            // What it says itself is deflated as well, as browsers do it.
            screen.say(0xC1, Deflate.deflate(subscription(queue)));

            assertThat(screen.frame().at("/now/queueLength").asInt()).isZero();
            source.post(List.of(source.event(
                            NewEvents.newId(),
                            "contact.enqueued",
                            clock.now(),
                            Map.of("contactId", "c1", "channel", "voice", "queueId", queue))))
                    .statusCode(200);

            JsonNode frame = screen.frame();
            while (frame.at("/now/queueLength").asInt() == 0) frame = screen.frame();
            assertThat(frame.at("/windows/today/offered").asInt()).isEqualTo(1);
            assertThat(screen.deflated).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aScreenThatCannotInflateIsServedAsEver() throws Exception {
        for (String offer : new String[] {"", "permessage-deflate; server_max_window_bits=9", "x-webkit-nothing"}) {
            try (Screen screen = new Screen(token(), offer)) {
                assertThat(screen.head).doesNotContainIgnoringCase("permessage-deflate");
                screen.say(0x81, subscription("queue-" + NewEvents.newId()));
                assertThat(screen.frame().path("type").asText()).isEqualTo("frame");
                assertThat(screen.deflated).isZero();
            }
        }
    }

    private static byte[] subscription(String queue) {
        return ("{\"type\":\"subscribe\",\"topics\":[\"queue:" + queue + "\"]}").getBytes(StandardCharsets.UTF_8);
    }

    private String token() {
        return Api.admin(secrets)
                .body(Map.of("name", "slow line", "audience", "floor"))
                .post("/api/displays")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** A WebSocket by hand: the JDK's own does not inflate. Keeps its window, as most do. */
    private static final class Screen implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final Inflater window = new Inflater(true);
        private final String head;
        private int deflated;

        Screen(String token, String offer) throws IOException {
            socket = new Socket("127.0.0.1", RestAssured.port);
            socket.setSoTimeout(20_000);
            in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream()
                    .write(("GET /ws/board HTTP/1.1\r\nHost: 127.0.0.1:" + RestAssured.port
                                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                                    + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                                    + token
                                    + "\r\n" + (offer.isEmpty() ? "" : "Sec-WebSocket-Extensions: " + offer + "\r\n")
                                    + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) answer.append((char) in.readUnsignedByte());
            head = answer.toString();
            assertThat(head).startsWith("HTTP/1.1 101");
        }

        void say(int first, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            frame.write(0x80 | payload.length);
            // A mask of zeros leaves the payload as it is.
            frame.write(new byte[4]);
            frame.write(payload);
            socket.getOutputStream().write(frame.toByteArray());
        }

        /** The next frame of the topic. */
        JsonNode frame() throws IOException, DataFormatException {
            while (true) {
                JsonNode message = message();
                if (message.path("type").asText().equals("frame")) return message;
            }
        }

        private JsonNode message() throws IOException, DataFormatException {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            if (length == 126) length = in.readUnsignedShort();
            byte[] payload = in.readNBytes(length);
            if (first != 0xC1) return JSON.readTree(payload);
            deflated++;
            window.setInput(payload);
            ByteArrayOutputStream inflated = new ByteArrayOutputStream();
            byte[] part = new byte[4096];
            boolean ended = false;
            while (true) {
                int got = window.inflate(part);
                inflated.write(part, 0, got);
                if (got > 0 || !window.needsInput()) continue;
                if (ended) return JSON.readTree(inflated.toByteArray());
                ended = true;
                window.setInput(TAIL);
            }
        }

        @Override
        public void close() throws IOException {
            window.end();
            socket.close();
        }
    }
}
