package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
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
    private static final long WRITABLE = -1;
    private static final long LAST_WORD_SECONDS = 5;

    private final Session session;
    private final Channel channel;
    private final Grant grant;
    private final String token;
    private final boolean deflates;
    private final Set<StreamKey> subscribed = new LinkedHashSet<>();
    private final Set<StreamKey> outdated = new LinkedHashSet<>();
    private long unwritableSinceNanos = WRITABLE;

    Viewer(Session session, Channel channel, Grant grant, String token, boolean deflates) {
        this.session = session;
        this.channel = channel;
        this.grant = grant;
        this.token = token;
        this.deflates = deflates;
    }

    Channel channel() {
        return channel;
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

    /** Writes without flushing, or notes the stream as outdated; false where it was left out. */
    boolean offer(EncodedFrame frame) {
        if (!channel.isWritable()) {
            outdated.add(frame.key());
            return false;
        }
        outdated.remove(frame.key());
        write(frame.bytes());
        return true;
    }

    /** Writes a small message that is part of the conversation, not of a stream: a heartbeat or an answer. */
    void write(ByteBuf textFrame) {
        if (deflates) {
            channel.write(new TextWebSocketFrame(payload(textFrame)), channel.voidPromise());
        } else {
            channel.write(textFrame.retainedDuplicate(), channel.voidPromise());
        }
    }

    private static ByteBuf payload(ByteBuf textFrame) {
        int header = EncodedFrame.headerLength(textFrame);
        return textFrame.retainedSlice(header, textFrame.readableBytes() - header);
    }

    /** How long the viewer has not read, in nanoseconds; 0 while it reads. */
    long unwritableNanos(long nowNanos) {
        if (channel.isWritable()) {
            unwritableSinceNanos = WRITABLE;
            return 0;
        }
        if (unwritableSinceNanos == WRITABLE) unwritableSinceNanos = nowNanos;
        return nowNanos - unwritableSinceNanos;
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
     * Says goodbye to one that may still be speaking. Were the connection closed at once, what it says meanwhile would reset
     * it, and a reset takes the goodbye out of the other side's hands; so its words are read and dropped until it hangs up,
     * or for as long as the last word may take.
     */
    void dismiss(CloseCode code) {
        channel.writeAndFlush(new CloseWebSocketFrame(code.code(), code.reason()));
        channel.eventLoop().schedule(this::cut, LAST_WORD_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends a socket that does not read: a goodbye would wait behind what it has not read. */
    void cut() {
        channel.close();
    }
}
