package io.qingting.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One HTTP/1.1 connection that sends ready-made requests, one at a time, and looks at little of the answers. */
final class PostWire extends Wire {
    /** What to send, and what becomes of it. Called on the connection's loop. */
    interface Script {
        /** The connection is up or has its answer: call {@link PostWire#send} now or later. */
        void idle(PostWire wire);

        /** An answer came. The array holds its body. */
        void answered(PostWire wire, int status, byte[] bytes, int from, int to, long at);

        void closed(PostWire wire, String reason);
    }

    static final String BATCH = "application/cloudevents-batch+json";
    static final String SINGLE = "application/cloudevents+json";
    private static final byte[] HEAD_END = {13, 10, 13, 10};
    private final Script script;
    private long sentAt;

    PostWire(Script script) {
        this.script = script;
    }

    /** The request to post one body. */
    static byte[] request(int port, String key, String contentType, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + content.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[head.length + content.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        return request;
    }

    /** The request to post items as one batch. */
    static byte[] batch(int port, String key, List<Traffic.Item> items) {
        StringBuilder body = new StringBuilder(items.size() * 500).append('[');
        for (Traffic.Item item : items) {
            if (body.length() > 1) body.append(',');
            body.append(item.json());
        }
        return request(port, key, BATCH, body.append(']').toString());
    }

    void send(byte[] request) {
        sentAt = System.nanoTime();
        write(request);
    }

    /** {@link System#nanoTime} when the last request was sent. */
    long sentAt() {
        return sentAt;
    }

    @Override
    void opened() {
        script.idle(this);
    }

    @Override
    int received(byte[] bytes, int from, int to, long at) throws IOException {
        int headEnd = find(bytes, from, to, HEAD_END);
        if (headEnd < 0) return from;
        String head = new String(bytes, from, headEnd - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int body = headEnd + HEAD_END.length;
        int end = endOfBody(head, bytes, body, to);
        if (end < 0) return from;
        int status = (int) number(bytes, from + 9, to);
        script.answered(this, status, bytes, body, end, at);
        if (isOpen()) script.idle(this);
        return end;
    }

    /** The place after the body; -1 where it has not all come. Chunks are left in place: no figure depends on their marks. */
    private static int endOfBody(String head, byte[] bytes, int body, int to) throws IOException {
        int length = head.indexOf("\r\ncontent-length:");
        if (length >= 0) {
            int lineEnd = head.indexOf('\r', length + 2);
            String text = head.substring(length + 17, lineEnd < 0 ? head.length() : lineEnd)
                    .trim();
            int end = body + Integer.parseInt(text);
            return end <= to ? end : -1;
        }
        if (!head.contains("\r\ntransfer-encoding: chunked")) {
            if (head.startsWith("http/1.1 204")) return body;
            throw new IOException("an answer without a length: " + head);
        }
        int place = body;
        while (true) {
            int lineEnd = find(bytes, place, to, new byte[] {13, 10});
            if (lineEnd < 0) return -1;
            int size =
                    Integer.parseInt(new String(bytes, place, lineEnd - place, StandardCharsets.ISO_8859_1).trim(), 16);
            place = lineEnd + 2 + size + 2;
            if (place > to) return -1;
            if (size == 0) return place;
        }
    }

    @Override
    void closed(String reason) {
        script.closed(this, reason);
    }
}
