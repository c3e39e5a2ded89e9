package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One open socket. Everything but who it is and {@link #close} belongs to the event loop of its channel. */
final class Viewer {
    private static final Logger LOG = Logger.getLogger(Viewer.class);
    private static final long READING = -1;
    private static final long LAST_WORD_SECONDS = 5;

    private final Session session;
    private final ChannelHandlerContext wire;
    private final boolean inflates;
    private final Grant grant;
    private final String token;
    private final Set<StreamKey> subscribed = new LinkedHashSet<>();
    private final Set<StreamKey> outdated = new LinkedHashSet<>();
    private boolean isUnflushed;
    private volatile long frames;
    private long unreadSinceNanos = READING;

    /** @param wire takes frames that are encoded already */
    Viewer(Session session, ChannelHandlerContext wire, Grant grant, String token) {
        this.session = session;
        this.wire = wire;
        this.inflates = SocketPipeline.inflates(wire.channel());
        this.grant = grant;
        this.token = token;
    }

    EventLoop eventLoop() {
        return wire.channel().eventLoop();
    }

    Grant grant() {
        return grant;
    }

    /** The token that opened the socket, to be checked again while it is open; never logged. */
    String token() {
        return token;
    }

    Sight sight() {
        return grant.sight();
    }

    /**
     * Whether there is anything in a topic for this viewer, as far as its name tells: a supervisor may ask for any agent, and is
     * shown those of own teams. An agent gets the own figures, and those of queues and the site.
     */
    boolean maySee(Topic topic) {
        return switch (topic) {
            case Topic.Site site -> true;
            case Topic.Queue queue -> true;
            case Topic.Team team ->
                !(sight() instanceof Sight.Own own) || own.teamIds().contains(team.teamId());
            case Topic.Agents agents -> !(sight() instanceof Sight.Own) || sight().reachesOthers();
            case Topic.Alerts alerts -> !(sight() instanceof Sight.Own) || sight().reachesOthers();
            case Topic.Announcements announcements -> true;
            case Topic.Agent agent -> sight().reaches(agent.agentId(), null) || sight().reachesOthers();
        };
    }

    /** The streams that this viewer gets; changed on its event loop only. */
    Set<StreamKey> subscribed() {
        return subscribed;
    }

    /** Streams of which a frame was left out because the viewer did not read: it gets their newest when it reads again. */
    Set<StreamKey> outdated() {
        return outdated;
    }

    /** Whether there is room for more: not where so much waits that the viewer must have stopped reading. */
    boolean isReading() {
        return wire.channel().isWritable();
    }

    /** Writes without flushing, or notes the stream as outdated; false where it was left out. */
    boolean offer(EncodedFrame frame) {
        if (!isReading()) {
            outdated.add(frame.key());
            return false;
        }
        if (!outdated.isEmpty()) outdated.remove(frame.key());
        ByteBuf bytes = inflates ? frame.deflated() : frame.bytes();
        wire.write(bytes.retainedDuplicate(), wire.voidPromise());
        isUnflushed = true;
        // Of one event loop, so it is written by one thread only.
        frames = frames + 1;
        return true;
    }

    /** How many frames were written so far. From any thread. */
    long frames() {
        return frames;
    }

    void flush() {
        if (!isUnflushed) return;
        isUnflushed = false;
        wire.flush();
    }

    /** Sends a small message that is part of the conversation, not of a stream: a heartbeat or an answer. Never deflated. */
    void say(ByteBuf textFrame) {
        wire.writeAndFlush(textFrame.retainedDuplicate(), wire.voidPromise());
    }

    /** How long the viewer has not read, in nanoseconds; 0 while it reads. */
    long unreadNanos(long nowNanos) {
        if (isReading()) {
            unreadSinceNanos = READING;
            return 0;
        }
        if (unreadSinceNanos == READING) unreadSinceNanos = nowNanos;
        return nowNanos - unreadSinceNanos;
    }

    /** Says goodbye with a code of the catalogue. From any thread. */
    void close(CloseCode code) {
        close(session, code);
    }

    /** Says goodbye to a socket that became no viewer. */
    static void close(Session session, CloseCode code) {
        try {
            session.close(code.closeReason());
        } catch (IOException gone) {
            LOG.debugf("socket %s was gone before it was closed", session.getId());
        }
    }

    /**
     * Says goodbye to one that may still be speaking, or does not listen. Were the connection closed at once, what it says
     * meanwhile would reset it, and a reset takes the goodbye out of the other side's hands, as it takes what was not read
     * yet; so its words are read and dropped until it hangs up, or for as long as the last word may take.
     */
    void dismiss(CloseCode code) {
        wire.channel().writeAndFlush(new CloseWebSocketFrame(code.code(), code.reason()));
        eventLoop().schedule(this::cut, LAST_WORD_SECONDS, TimeUnit.SECONDS);
    }

    private void cut() {
        wire.channel().close();
    }
}
