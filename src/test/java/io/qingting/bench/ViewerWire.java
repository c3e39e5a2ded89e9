package io.qingting.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** One screen: a WebSocket that subscribes to one topic and counts what comes. Reads a frame by searching bytes in its head. */
final class ViewerWire extends Wire {
    /** What is done with frames. Called on the connection's loop. */
    interface Watch {
        /**
         * A frame of the topic.
         *
         * @param n its number
         * @param position of the log; 0 where the server is not ours
         * @param at {@link System#nanoTime} of its arrival
         */
        void frame(ViewerWire wire, long n, long position, byte[] bytes, int from, int to, long at);

        void closed(ViewerWire wire, String reason);
    }

    /** How far into a message its number and position are looked for. */
    private static final int HEAD_BYTES = 400;

    private static final byte[] HEAD_END = {13, 10, 13, 10};
    private static final byte[] FRAME = "{\"type\":\"frame\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] N = "\"n\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] POSITION = "\"position\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REFUSED = "{\"type\":\"refused\"".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final String token;
    private final String topic;
    private final boolean deflate;
    private final boolean stall;
    private final Watch watch;
    private volatile boolean upgraded;
    private volatile boolean subscribed;
    private long frames;
    private long missing;
    private long frameBytes;
    private long lastN = -1;

    /**
     * @param deflate offers permessage-deflate; frames are then counted without being read
     * @param stall stops reading as soon as it has subscribed
     */
    ViewerWire(int port, String token, String topic, boolean deflate, boolean stall, Watch watch) {
        this.port = port;
        this.token = token;
        this.topic = topic;
        this.deflate = deflate;
        this.stall = stall;
        this.watch = watch;
    }

    String topic() {
        return topic;
    }

    boolean upgraded() {
        return upgraded;
    }

    long frames() {
        return frames;
    }

    /** Numbers that were left out between two frames, since the last {@link #restart}. */
    long missing() {
        return missing;
    }

    /** Payload bytes of the frames, as they came. */
    long frameBytes() {
        return frameBytes;
    }

    /** Counts anew. On the loop. */
    void restart() {
        frames = 0;
        missing = 0;
        frameBytes = 0;
    }

    @Override
    void opened() {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        write(("GET /ws/board HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + Base64.getEncoder().encodeToString(key) + "\r\nAuthorization: Bearer " + token + "\r\n"
                        + (deflate ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    int received(byte[] bytes, int from, int to, long at) throws IOException {
        int place = from;
        if (!upgraded) {
            int end = find(bytes, from, to, HEAD_END);
            if (end < 0) return from;
            String head = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
            if (!head.startsWith("HTTP/1.1 101"))
                throw new IOException("no upgrade: " + head.lines().findFirst().orElse(""));
            if (deflate && !head.toLowerCase(java.util.Locale.ROOT).contains("permessage-deflate")) {
                throw new IOException("the server does not deflate");
            }
            upgraded = true;
            place = end + HEAD_END.length;
            send(1, ("{\"type\":\"subscribe\",\"topics\":[\"" + topic + "\"]}").getBytes(StandardCharsets.UTF_8));
            if (stall) stopReading();
        }
        return messages(bytes, place, to, at);
    }

    private int messages(byte[] bytes, int from, int to, long at) throws IOException {
        int place = from;
        while (to - place >= 2) {
            int head = place + 2;
            int length = bytes[place + 1] & 127;
            if (length == 126) {
                if (to - place < 4) return place;
                length = (bytes[head] & 255) << 8 | bytes[head + 1] & 255;
                head += 2;
            } else if (length == 127) {
                if (to - place < 10) return place;
                length = (int) number64(bytes, head);
                head += 8;
            }
            if (to - head < length) return place;
            message(bytes[place] & 15, bytes, head, head + length, at);
            place = head + length;
        }
        return place;
    }

    private static long number64(byte[] bytes, int from) throws IOException {
        long value = 0;
        for (int i = 0; i < 8; i++) value = value << 8 | bytes[from + i] & 255;
        if (value < 0 || value > Integer.MAX_VALUE) throw new IOException("a message of " + value + " bytes");
        return value;
    }

    private void message(int opcode, byte[] bytes, int from, int to, long at) throws IOException {
        if (opcode == 8) {
            int code = to - from >= 2 ? (bytes[from] & 255) << 8 | bytes[from + 1] & 255 : 1005;
            end("close code " + code);
        } else if (opcode == 9) {
            send(10, java.util.Arrays.copyOfRange(bytes, from, to));
        } else if (opcode == 1 && deflate) {
            // Heartbeats and the answer to the subscription are smaller than any deflated frame.
            if (to - from > 250) count(0, bytes, from, to, at, 0);
        } else if (opcode == 1 && startsWith(bytes, from, to, FRAME)) {
            int headEnd = Math.min(to, from + HEAD_BYTES);
            int n = find(bytes, from, headEnd, N);
            int position = find(bytes, from, headEnd, POSITION);
            long value = n < 0 ? 0 : number(bytes, n + N.length, headEnd);
            if (lastN >= 0 && value > lastN + 1) missing += value - lastN - 1;
            lastN = value;
            count(value, bytes, from, to, at, position < 0 ? 0 : number(bytes, position + POSITION.length, headEnd));
        } else if (opcode == 1 && startsWith(bytes, from, to, REFUSED)) {
            end(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private void count(long n, byte[] bytes, int from, int to, long at, long position) {
        subscribed = true;
        frames++;
        frameBytes += to - from;
        watch.frame(this, n, position, bytes, from, to, at);
    }

    /** Whether a first frame has come. */
    boolean subscribed() {
        return subscribed;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        return to - from >= prefix.length
                && java.util.Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private void send(int opcode, byte[] payload) {
        if (payload.length > 125 * 2) throw new IllegalArgumentException("too long: " + payload.length);
        int head = payload.length < 126 ? 2 : 4;
        byte[] frame = new byte[head + 4 + payload.length];
        frame[0] = (byte) (128 | opcode);
        if (head == 2) {
            frame[1] = (byte) (128 | payload.length);
        } else {
            frame[1] = (byte) (128 | 126);
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        // The mask of zeros leaves the payload as it is.
        System.arraycopy(payload, 0, frame, head + 4, payload.length);
        write(frame);
    }

    @Override
    void closed(String reason) {
        watch.closed(this, reason);
    }
}
