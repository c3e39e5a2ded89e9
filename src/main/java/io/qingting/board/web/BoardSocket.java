package io.qingting.board.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.Channel;
import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.WallView;
import io.qingting.kernel.MachineClock;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.client.runtime.WebSocketPrincipal;
import io.undertow.websockets.UndertowSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * {@code /ws/board}: screens subscribe to topics and get the newest state of each. The handshake was authorised before it
 * comes here. Frames themselves go past this class: {@link FramePublisher} makes them, {@link FanOut} sends them.
 */
@ServerEndpoint(value = "/ws/board", subprotocols = BoardSocket.SUBPROTOCOL, configurator = DeflateOffer.class)
@ApplicationScoped
class BoardSocket {
    static final String SUBPROTOCOL = "qingting.v1";
    private static final String VIEWER = "qingting.viewer";
    private static final String TALK = "qingting.talk";
    private static final Logger LOG = Logger.getLogger(BoardSocket.class);

    private final FanOut fanOut;
    private final FramePublisher publisher;
    private final OpenScreens screens;
    private final FanOutMetrics metrics;
    private final SocketSettings settings;
    private final ObjectMapper json;
    private final MachineClock clock;

    BoardSocket(
            FanOut fanOut,
            FramePublisher publisher,
            OpenScreens screens,
            FanOutMetrics metrics,
            SocketSettings settings,
            ObjectMapper json,
            MachineClock clock) {
        this.fanOut = fanOut;
        this.publisher = publisher;
        this.screens = screens;
        this.metrics = metrics;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    @OnOpen
    void opened(Session session) {
        metrics.opened();
        Channel channel = ((UndertowSession) session).getChannel();
        SecurityIdentity identity = ((WebSocketPrincipal) session.getUserPrincipal()).getSecurityIdentity();
        Optional<Grant> grant = Identities.grant(identity);
        Optional<String> token = Identities.token(identity);
        if (grant.isEmpty() || token.isEmpty()) {
            Viewer.close(session, CloseCode.REVOKED);
            return;
        }
        Viewer viewer =
                new Viewer(session, SocketPipeline.open(channel, settings.pendingBytes()), grant.get(), token.get());
        if (metrics.viewers() > settings.maxViewers()) {
            viewer.close(CloseCode.TOO_MANY);
            return;
        }
        session.getUserProperties().put(VIEWER, viewer);
        session.getUserProperties()
                .put(
                        TALK,
                        new Talk(
                                settings.messagesAtOnce(),
                                settings.messageEvery().toNanos(),
                                clock.nanoTime()));
        fanOut.add(viewer);
        fanOut.send(viewer, publisher.heartbeat());
    }

    @OnMessage
    void said(String part, boolean last, Session session) {
        if (!(session.getUserProperties().get(VIEWER) instanceof Viewer viewer)
                || !(session.getUserProperties().get(TALK) instanceof Talk talk)) return;
        if (!talk.allows(clock.nanoTime())) {
            dismiss(session, viewer, CloseCode.TOO_TALKATIVE);
            return;
        }
        if (!talk.fits(part)) {
            dismiss(session, viewer, CloseCode.TOO_LONG);
            return;
        }
        String message = talk.message(part, last);
        if (message == null) return;
        if (!understood(viewer, message)) dismiss(session, viewer, CloseCode.BAD_MESSAGE);
    }

    private boolean understood(Viewer viewer, String message) {
        try {
            JsonNode tree = json.readTree(message);
            return switch (tree.path("type").asText()) {
                case "subscribe" -> {
                    Optional<List<String>> topics = topics(tree);
                    topics.ifPresent(names -> subscribe(viewer, names));
                    yield topics.isPresent();
                }
                case "showing" -> {
                    String view = tree.path("view").asText();
                    boolean known = WallView.isView(view);
                    if (known) screens.shows(viewer, view);
                    yield known;
                }
                default -> false;
            };
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** The topics asked for; empty where the message is no subscription. */
    private static Optional<List<String>> topics(JsonNode tree) {
        if (!tree.path("topics").isArray()) return Optional.empty();
        List<String> names = new ArrayList<>();
        for (JsonNode topic : tree.path("topics")) {
            if (!topic.isTextual()) return Optional.empty();
            names.add(topic.textValue());
        }
        return Optional.of(names);
    }

    private void subscribe(Viewer viewer, List<String> names) {
        Set<StreamKey> wanted = new LinkedHashSet<>();
        List<String> granted = new ArrayList<>();
        for (String name : names) {
            Optional<Topic> topic = Topic.parse(name);
            if (topic.isEmpty()) {
                refuse(viewer, name, "unknown", "There is no such topic; the AsyncAPI file lists them.");
            } else if (!viewer.maySee(topic.get())) {
                refuse(viewer, name, "forbidden", "Other people's figures are not shown here.");
            } else if (wanted.size() >= settings.topicsPerViewer()) {
                refuse(viewer, name, "limit", "At most " + settings.topicsPerViewer() + " topics a socket.");
            } else if (wanted.add(StreamKey.of(topic.get(), viewer.sight()))) {
                granted.add(topic.get().name());
            }
        }
        say(viewer, Map.of("type", "subscribed", "topics", granted));
        fanOut.subscribe(viewer, wanted);
        publisher.subscribed(viewer, wanted);
    }

    private void refuse(Viewer viewer, String topic, String reason, String detail) {
        String shown = topic.length() <= Topic.MAX_ID_LENGTH ? topic : topic.substring(0, Topic.MAX_ID_LENGTH) + "…";
        say(viewer, Map.of("type", "refused", "topic", shown, "reason", reason, "detail", detail));
    }

    private void say(Viewer viewer, Map<String, Object> message) {
        try {
            fanOut.send(viewer, EncodedFrame.textFrame(json.writeValueAsBytes(message)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + message, e);
        }
    }

    @OnClose
    void closed(Session session) {
        metrics.closed();
        forget(session);
    }

    /** From here on nothing that it says is looked at any more. */
    private void dismiss(Session session, Viewer viewer, CloseCode code) {
        forget(session);
        viewer.dismiss(code);
    }

    private void forget(Session session) {
        if (session.getUserProperties().remove(VIEWER) instanceof Viewer viewer) {
            fanOut.remove(viewer);
            screens.closed(viewer);
            publisher.subscribed(viewer, Set.of());
        }
    }

    @OnError
    void failed(Session session, Throwable fault) {
        LOG.debugf("socket %s: %s", session.getId(), fault.toString());
    }
}
