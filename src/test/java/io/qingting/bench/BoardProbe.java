package io.qingting.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One viewer that keeps the newest frame of a topic, to see what the board knows. Safe for all threads. */
final class BoardProbe implements AutoCloseable, ViewerWire.Watch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final SocketLoop loop;
    private final ViewerWire wire;
    private byte @Nullable [] newest;
    private @Nullable String ended;
    private boolean catchingUpSeen;

    BoardProbe(int port, String token, String topic) throws IOException {
        loop = new SocketLoop("probe");
        wire = new ViewerWire(port, token, topic, false, false, this);
        loop.connect(wire, port, 0);
    }

    @Override
    public synchronized void frame(ViewerWire wire, long n, long position, byte[] bytes, int from, int to, long at) {
        newest = Arrays.copyOfRange(bytes, from, to);
        if (Wire.find(newest, 0, Math.min(newest.length, 600), "\"catchingUp\"".getBytes()) >= 0) catchingUpSeen = true;
        notifyAll();
    }

    @Override
    public synchronized void closed(ViewerWire wire, String reason) {
        ended = reason;
        notifyAll();
    }

    /** Whether any frame so far said that the board is behind. */
    synchronized boolean catchingUpSeen() {
        return catchingUpSeen;
    }

    /** The first frame from now on that fits, the newest one included. */
    JsonNode await(Predicate<JsonNode> wanted, double limitSeconds) throws Exception {
        long limit = System.nanoTime() + (long) (limitSeconds * 1e9);
        byte[] seen = null;
        while (true) {
            synchronized (this) {
                while (newest == null || newest == seen) {
                    if (ended != null) throw new IOException(wire.topic() + ": " + ended);
                    long millis = (limit - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) throw new TimeoutException(wire.topic() + " after " + limitSeconds + " s");
                    wait(millis);
                }
                seen = newest;
            }
            JsonNode frame = JSON.readTree(seen);
            if (wanted.test(frame)) return frame;
            if (System.nanoTime() > limit) throw new TimeoutException(wire.topic() + " at " + frame.path("position"));
        }
    }

    JsonNode awaitPosition(long position, double limitSeconds) throws Exception {
        return await(frame -> frame.path("position").asLong() >= position, limitSeconds);
    }

    JsonNode newest() throws Exception {
        return await(frame -> true, 20);
    }

    @Override
    public void close() {
        loop.close();
    }
}
