package io.qingting.board.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.access.app.Screens;
import io.qingting.access.domain.DisplayScreen;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.ScreenCommand;
import io.qingting.kernel.MachineClock;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The screens of displays that are connected to this instance and said what they show. Tells of them, and passes on what they
 * are to do. Safe for all threads.
 */
@ApplicationScoped
class OpenScreens {
    private static final Logger LOG = Logger.getLogger(OpenScreens.class);
    /** Most screens of this instance that are listed; further ones show the floor all the same, and cannot be told anything. */
    private static final int MOST = 1_000;

    private final Screens screens;
    private final FanOut fanOut;
    private final ObjectMapper json;
    private final MachineClock clock;
    private final SocketSettings settings;
    private final Map<Viewer, Screen> open = new ConcurrentHashMap<>();

    OpenScreens(Screens screens, FanOut fanOut, ObjectMapper json, MachineClock clock, SocketSettings settings) {
        this.screens = screens;
        this.fanOut = fanOut;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
    }

    /** One screen, and how far its frames had come when it was last looked at. */
    private static final class Screen {
        private final String id = UUID.randomUUID().toString();
        private final long displayId;
        private final Instant connectedAt;
        private volatile String view;
        private long seenFrames;
        private @Nullable Instant lastFrameAt;

        Screen(long displayId, Instant connectedAt, String view) {
            this.displayId = displayId;
            this.connectedAt = connectedAt;
            this.view = view;
        }
    }

    /** A screen says what it shows; only displays are screens. */
    void shows(Viewer viewer, String view) {
        if (!(viewer.grant() instanceof Grant.Display display)) return;
        Screen known = open.get(viewer);
        if (known != null) known.view = view;
        else if (open.size() < MOST) open.put(viewer, new Screen(display.displayId(), clock.now(), view));
    }

    void closed(Viewer viewer) {
        Screen gone = open.remove(viewer);
        if (gone == null) return;
        screens.forget(List.of(gone.id))
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("a screen was not forgotten: %s", failure.toString()));
    }

    @Scheduled(every = "2s", identity = "open-screens", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tell() {
        if (open.isEmpty()) return Uni.createFrom().voidItem();
        Instant now = clock.now();
        List<DisplayScreen> told = new ArrayList<>();
        open.forEach((viewer, screen) -> told.add(look(viewer, screen, now)));
        return screens.tell(told)
                .invoke(this::passOn)
                .replaceWithVoid()
                .onFailure()
                // The next round tells anew; what is not told is not listed.
                .recoverWithUni(failure -> {
                    LOG.debugf("screens could not be told of: %s", failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }

    private DisplayScreen look(Viewer viewer, Screen screen, Instant now) {
        long frames = viewer.frames();
        if (frames != screen.seenFrames) screen.lastFrameAt = now;
        screen.seenFrames = frames;
        return new DisplayScreen(
                screen.id,
                screen.displayId,
                settings.instance(),
                screen.view,
                screen.connectedAt,
                now,
                screen.lastFrameAt);
    }

    private void passOn(List<ScreenCommand> commands) {
        if (commands.isEmpty()) return;
        Map<String, Viewer> byId = new HashMap<>();
        open.forEach((viewer, screen) -> byId.put(screen.id, viewer));
        for (ScreenCommand command : commands) {
            Viewer viewer = byId.get(command.screenId());
            if (viewer != null) fanOut.send(viewer, EncodedFrame.textFrame(message(command)));
        }
    }

    private byte[] message(ScreenCommand command) {
        try {
            return json.writeValueAsBytes(
                    command.view() == null ? Map.of("type", "reload") : Map.of("type", "show", "view", command.view()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + command, e);
        }
    }
}
