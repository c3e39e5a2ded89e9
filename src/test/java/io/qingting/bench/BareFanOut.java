package io.qingting.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The least that a server can do: one frame, encoded once, to every socket ten times a second. The baseline of the fan-out.
 * Arguments: port, payload bytes, {@code grouped} (each event loop sends to its own sockets) or {@code plain} (one timer
 * sends to all).
 */
public final class BareFanOut extends AbstractVerticle {
    private static final int EVERY_MILLIS = 100;
    private static final Set<ServerWebSocket> ALL = ConcurrentHashMap.newKeySet();
    private final int port;
    private final boolean grouped;
    private final WebSocketFrame frame;
    private final List<ServerWebSocket> mine = new CopyOnWriteArrayList<>();

    private BareFanOut(int port, boolean grouped, WebSocketFrame frame) {
        this.port = port;
        this.grouped = grouped;
        this.frame = frame;
    }

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        boolean grouped = args[2].equals("grouped");
        String head = "{\"type\":\"frame\",\"topic\":\"bare\",\"n\":1,\"position\":\"1\",\"pad\":\"";
        String payload = head + "x".repeat(Math.max(1, Integer.parseInt(args[1]) - head.length() - 2)) + "\"}";
        WebSocketFrame frame = WebSocketFrame.textFrame(payload, true);
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(
                () -> new BareFanOut(port, grouped, frame),
                new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors()));
        if (!grouped) vertx.setPeriodic(EVERY_MILLIS, id -> ALL.forEach(socket -> socket.writeFrame(frame)));
    }

    @Override
    public void start() {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .webSocketHandler(socket -> {
                    Set<ServerWebSocket> all = ALL;
                    all.add(socket);
                    mine.add(socket);
                    socket.closeHandler(end -> {
                        all.remove(socket);
                        mine.remove(socket);
                    });
                })
                .requestHandler(request -> request.response().end())
                .listen();
        if (grouped) vertx.setPeriodic(EVERY_MILLIS, id -> mine.forEach(socket -> socket.writeFrame(frame)));
    }
}
