package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A frame as it goes on the wire, WebSocket header included, encoded once for all its viewers, and deflated once for all who
 * inflate. Counted by reference: whoever keeps it retains it, and releases it when done. Safe for all threads.
 */
final class EncodedFrame {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_TEXT_DEFLATED = 0xC1;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MAX_HEADER = 10;

    private final StreamKey key;
    private final ByteBuf bytes;
    private @Nullable ByteBuf deflated;

    private EncodedFrame(StreamKey key, byte[] json) {
        this.key = key;
        this.bytes = textFrame(json);
    }

    static EncodedFrame of(StreamKey key, byte[] json) {
        return new EncodedFrame(key, json);
    }

    /** An unmasked, unfragmented text frame (RFC 6455, section 5.2). */
    static ByteBuf textFrame(byte[] payload) {
        return frame(FINAL_TEXT, payload);
    }

    private static ByteBuf frame(int head, byte[] payload) {
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(payload.length + MAX_HEADER);
        frame.writeByte(head);
        if (payload.length < LENGTH_IN_2_BYTES) {
            frame.writeByte(payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.writeByte(LENGTH_IN_2_BYTES).writeShort(payload.length);
        } else {
            frame.writeByte(LENGTH_IN_8_BYTES).writeLong(payload.length);
        }
        return frame.writeBytes(payload);
    }

    StreamKey key() {
        return key;
    }

    ByteBuf bytes() {
        return bytes;
    }

    /** The same message deflated: made when the first viewer wants it, as hardly any installation has one. */
    synchronized ByteBuf deflated() {
        ByteBuf made = deflated;
        if (made == null) deflated = made = frame(FINAL_TEXT_DEFLATED, Deflate.deflate(payload()));
        return made;
    }

    private byte[] payload() {
        int header = switch (bytes.getUnsignedByte(1)) {
            case LENGTH_IN_2_BYTES -> 4;
            case LENGTH_IN_8_BYTES -> MAX_HEADER;
            default -> 2;
        };
        return ByteBufUtil.getBytes(bytes, header, bytes.readableBytes() - header);
    }

    EncodedFrame retain() {
        bytes.retain();
        return this;
    }

    void release() {
        if (bytes.release()) releaseDeflated();
    }

    private synchronized void releaseDeflated() {
        if (deflated != null) deflated.release();
        deflated = null;
    }
}
