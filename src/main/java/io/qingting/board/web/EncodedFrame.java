package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * A frame as it goes on the wire, WebSocket header included, encoded once for all its viewers. Counted by reference: whoever
 * keeps it retains it, and releases it when done.
 *
 * @param n +1 a frame of a stream within an epoch
 */
record EncodedFrame(StreamKey key, long n, ByteBuf bytes) {
    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MAX_HEADER = 10;

    static EncodedFrame of(StreamKey key, long n, byte[] json) {
        return new EncodedFrame(key, n, textFrame(json));
    }

    /** An unmasked, unfragmented text frame (RFC 6455, section 5.2). */
    static ByteBuf textFrame(byte[] payload) {
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(payload.length + MAX_HEADER);
        frame.writeByte(FINAL_TEXT);
        if (payload.length < LENGTH_IN_2_BYTES) {
            frame.writeByte(payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.writeByte(LENGTH_IN_2_BYTES).writeShort(payload.length);
        } else {
            frame.writeByte(LENGTH_IN_8_BYTES).writeLong(payload.length);
        }
        return frame.writeBytes(payload);
    }

    /** Length of the header before the payload, in bytes. */
    static int headerLength(ByteBuf textFrame) {
        return switch (textFrame.getUnsignedByte(1)) {
            case LENGTH_IN_2_BYTES -> 4;
            case LENGTH_IN_8_BYTES -> MAX_HEADER;
            default -> 2;
        };
    }

    EncodedFrame retain() {
        bytes.retain();
        return this;
    }

    void release() {
        bytes.release();
    }
}
