package io.qingting.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One connection of a load client. Confined to the thread of its {@link SocketLoop}. */
abstract class Wire {
    private static final byte[] NOTHING = new byte[0];
    private @Nullable SocketLoop loop;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private byte[] rest = NOTHING;
    private int restLength;
    private boolean ended;

    final void attach(SocketLoop loop, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
    }

    final void connected() throws IOException {
        if (channel == null || key == null) return;
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        opened();
    }

    /** Bytes can be sent now. */
    abstract void opened();

    /**
     * Bytes came. What is not consumed is given again with what follows.
     *
     * @param at {@link System#nanoTime} of the read
     * @return the place in the array up to which they were used
     */
    abstract int received(byte[] bytes, int from, int to, long at) throws IOException;

    /** The connection ended, for the reason given. Called once. */
    abstract void closed(String reason);

    final void read(ByteBuffer in) throws IOException {
        if (channel == null) return;
        in.clear();
        in.put(rest, 0, restLength);
        int count = channel.read(in);
        if (count < 0) {
            end("closed by the server");
            return;
        }
        int to = in.position();
        int used = received(in.array(), 0, to, System.nanoTime());
        restLength = to - used;
        if (restLength == in.capacity()) throw new IOException("a message exceeds " + restLength + " bytes");
        if (restLength > rest.length) rest = new byte[Math.max(4096, Integer.highestOneBit(restLength) * 2)];
        System.arraycopy(in.array(), used, rest, 0, restLength);
    }

    final void write(byte[] bytes) {
        out.add(ByteBuffer.wrap(bytes));
        try {
            flush();
        } catch (IOException e) {
            end(e.toString());
        }
    }

    final void flush() throws IOException {
        if (channel == null || key == null) return;
        for (ByteBuffer next = out.peek(); next != null; next = out.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                return;
            }
            out.poll();
        }
        if ((key.interestOps() & SelectionKey.OP_WRITE) != 0) key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    /** Reads nothing more, as a frozen screen would. */
    final void stopReading() {
        if (key != null && key.isValid()) key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    final void end(String reason) {
        if (ended) return;
        ended = true;
        if (loop != null) loop.forget(this);
        if (key != null) key.cancel();
        try {
            if (channel != null) channel.close();
        } catch (IOException e) {
            // It ends anyway.
            reason = reason + ", " + e;
        }
        closed(reason);
    }

    final boolean isOpen() {
        return !ended;
    }

    /** The place of a pattern in a range of bytes; -1 where it is not there. */
    static int find(byte[] bytes, int from, int to, byte[] pattern) {
        int last = to - pattern.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == pattern[0] && Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length))
                return i;
        }
        return -1;
    }

    /** The whole number that begins at a place. */
    static long number(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) value = value * 10 + bytes[i] - '0';
        return value;
    }
}
