package io.qingting.board.web;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * permessage-deflate (RFC 7692) for many viewers at the price of one: a message is deflated by itself, without what earlier
 * messages left in a window, so the same bytes are right for every viewer. A viewer that keeps its window may read them too.
 */
final class Deflate {
    /** Name of the extension. */
    static final String EXTENSION = "permessage-deflate";

    /** An offer with this parameter asks for a smaller window than the JDK's deflater has, so it is not taken up. */
    static final String SERVER_WINDOW = "server_max_window_bits";

    private static final int LONGEST_INFLATED = 64 * 1024;
    /** What a flush ends with and a receiver adds again (section 7.2.1). */
    private static final int TAIL = 4;

    private Deflate() {}

    /** Inflates what a viewer says; ends the connection of one that says more than a socket may. */
    static WebSocketExtensionDecoder decoder() {
        return new PerMessageDeflateServerExtensionHandshaker(LONGEST_INFLATED)
                .handshakeExtension(new WebSocketExtensionData(EXTENSION, Map.of()))
                .newExtensionDecoder();
    }

    /** The payload of a message with the bit RSV1. */
    static byte[] deflate(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(payload);
            ByteArrayOutputStream deflated = new ByteArrayOutputStream(payload.length / 3 + 64);
            byte[] part = new byte[8 * 1024];
            int length;
            do {
                length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
                deflated.write(part, 0, length);
            } while (length == part.length);
            byte[] whole = deflated.toByteArray();
            return Arrays.copyOf(whole, whole.length - TAIL);
        } finally {
            deflater.end();
        }
    }
}
