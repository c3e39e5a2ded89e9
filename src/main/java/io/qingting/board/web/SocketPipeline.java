package io.qingting.board.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.timeout.IdleStateHandler;

/** What a connection's handlers become once it is a socket, and the place where encoded frames enter them. */
final class SocketPipeline {
    private SocketPipeline() {}

    /**
     * To be called once, on the connection's event loop, before it says anything.
     *
     * @param pendingBytes bytes that may wait before the viewer counts as not reading
     * @return writes frames that are encoded already, past the server's own encoder
     */
    static ChannelHandlerContext open(Channel channel, int pendingBytes) {
        ChannelPipeline pipeline = channel.pipeline();
        // It puts a listener on every single write, to time a connection of requests; nobody listens to it any more.
        if (pipeline.get(IdleStateHandler.class) != null) pipeline.remove(IdleStateHandler.class);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(pendingBytes / 2, pendingBytes));
        if (inflates(channel)) {
            // What it says is a few hundred bytes; the server's own would inflate anything to any size.
            pipeline.replace(WebSocketExtensionDecoder.class, "inflate", Deflate.decoder());
        }
        return pipeline.context(WebSocket13FrameEncoder.class);
    }

    /** Whether the viewer and the server agreed on permessage-deflate. */
    static boolean inflates(Channel channel) {
        return channel.pipeline().get(WebSocketExtensionEncoder.class) != null;
    }
}
