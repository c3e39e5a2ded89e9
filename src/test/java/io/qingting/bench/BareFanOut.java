package io.qingting.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import java.nio.charset.StandardCharsets;
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
    private final ByteBuf payload;
    private final List<ServerWebSocket> mine = new CopyOnWriteArrayList<>();

    private BareFanOut(int port, boolean grouped, ByteBuf payload) {
        this.port = port;
        this.grouped = grouped;
        this.payload = payload;
    }

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        boolean grouped = args[2].equals("grouped");
        String head = "{\"type\":\"frame\",\"topic\":\"bare\",\"n\":1,\"position\":\"1\",\"pad\":\"";
        String payload = head + "x".repeat(Math.max(1, Integer.parseInt(args[1]) - head.length() - 2)) + "\"}";
        ByteBuf encoded = Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes(payload.getBytes(StandardCharsets.UTF_8)));
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(
                () -> new BareFanOut(port, grouped, encoded),
                new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors()));
        if (!grouped) vertx.setPeriodic(EVERY_MILLIS, id -> ALL.forEach(socket -> socket.writeFrame(frame(encoded))));
    }

    private static WebSocketFrame frame(ByteBuf encoded) {
        return new WebSocketFrameImpl(WebSocketFrameType.TEXT, encoded.retainedDuplicate(), true);
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
        if (grouped) vertx.setPeriodic(EVERY_MILLIS, id -> mine.forEach(socket -> socket.writeFrame(frame(payload))));
    }
}
