package io.qingting.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A screen without a picture: subscribes to one topic and keeps its newest frame. */
final class BoardViewer implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder part = new StringBuilder();
    private volatile JsonNode newest = MissingNode.getInstance();
    private volatile int closeCode;
    private @Nullable WebSocket socket;

    private BoardViewer() {}

    static BoardViewer open(URI board, String token, String topic) throws Exception {
        BoardViewer viewer = new BoardViewer();
        viewer.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("qingting.v1")
                .buildAsync(URI.create(board.toString().replaceFirst("^http", "ws")), viewer)
                .get(20, TimeUnit.SECONDS);
        viewer.socket.sendText("{\"type\":\"subscribe\",\"topics\":[\"" + topic + "\"]}", true);
        return viewer;
    }

    /** The newest frame; missing before the first. */
    JsonNode newest() {
        return newest;
    }

    /** The code that the server closed with; 0: it did not. */
    int closeCode() {
        return closeCode;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                JsonNode message = JSON.readTree(part.toString());
                if (message.path("type").asText().equals("frame")) newest = message;
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("not JSON: " + part, e);
            } finally {
                part.setLength(0);
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode = statusCode;
        return null;
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) open.abort();
    }
}
