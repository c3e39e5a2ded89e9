package io.qingting.board.web;

import io.qingting.access.app.Credentials;
import io.qingting.access.domain.Grant;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * What open sockets need besides frames: heartbeats, slow viewers brought up to date or cut off, revoked tokens ended, and
 * at the server's end a word to come back.
 */
@ApplicationScoped
class SocketCare {
    private static final Logger LOG = Logger.getLogger(SocketCare.class);
    private static final Duration CATCH_UP = Duration.ofMillis(100);
    private static final int FIRST = 1;

    private final Vertx vertx;
    private final FanOut fanOut;
    private final FramePublisher publisher;
    private final Credentials credentials;
    private final SocketSettings settings;
    private final List<Long> timers = new CopyOnWriteArrayList<>();

    SocketCare(Vertx vertx, FanOut fanOut, FramePublisher publisher, Credentials credentials, SocketSettings settings) {
        this.vertx = vertx;
        this.fanOut = fanOut;
        this.publisher = publisher;
        this.credentials = credentials;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        every(CATCH_UP, fanOut::catchUp);
        every(settings.heartbeat(), () -> fanOut.broadcast(publisher.heartbeat()));
        every(settings.accessCheck(), () -> fanOut.eachLoop(this::check));
    }

    private void every(Duration length, Runnable action) {
        timers.add(vertx.setPeriodic(length.toMillis(), id -> action.run()));
    }

    /** Tokens that cannot be checked, because the database is away, keep their sockets: the frames themselves say so. */
    private void check(List<Viewer> viewers) {
        Map<String, Grant> open = new HashMap<>();
        viewers.forEach(viewer -> open.put(viewer.token(), viewer.grant()));
        credentials
                .ended(open)
                .subscribe()
                .with(
                        ended -> {
                            if (ended.isEmpty()) return;
                            viewers.stream()
                                    .filter(viewer -> ended.contains(viewer.token()))
                                    .forEach(viewer -> viewer.close(CloseCode.REVOKED));
                        },
                        failure -> LOG.debugf("tokens could not be checked: %s", failure.toString()));
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        // What they look after ends before the server's loops do.
        timers.forEach(vertx::cancelTimer);
        timers.clear();
        fanOut.eachLoop(viewers -> viewers.forEach(viewer -> viewer.close(CloseCode.COME_BACK)));
    }
}
