package io.qingting.access.app;

import io.qingting.access.domain.DisplayScreen;
import io.qingting.access.domain.ScreenCommand;
import io.qingting.access.domain.WallView;
import io.qingting.access.store.ScreenStore;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The screens that are open by displays' tokens on any instance, and word to them. An instance tells of its own screens every
 * two seconds, and takes the word that was left for them.
 */
@ApplicationScoped
public class Screens {
    /** A screen of which nothing was told for longer is not connected any more. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(10);

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);
    private static final int MOST_LISTED = 1_000;

    private final Pool pool;
    private final MachineClock clock;
    private final Audit audit;

    Screens(Pool pool, MachineClock clock, Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
    }

    /** Tells of screens that are connected here, and takes the word left for them, in its order. */
    public Uni<List<ScreenCommand>> tell(List<DisplayScreen> screens) {
        List<String> ids = screens.stream().map(DisplayScreen::screenId).toList();
        return ScreenStore.tell(pool, screens)
                .chain(() -> ScreenStore.forgetUnseen(pool, clock.now().minus(FORGOTTEN_AFTER)))
                .chain(() -> ScreenStore.take(pool, ids));
    }

    public Uni<Void> forget(Collection<String> screenIds) {
        return ScreenStore.forget(pool, screenIds);
    }

    /** The connected screens of displays, at most 1,000. */
    public Uni<List<DisplayScreen>> of(Collection<Long> displayIds) {
        return ScreenStore.screens(pool, displayIds, clock.now().minus(GONE_AFTER), MOST_LISTED);
    }

    /**
     * Leaves word for the screens of a display, or for one of them; it arrives within two seconds. Fails with 409 where none is
     * connected.
     *
     * @param screenId null: all that are connected
     * @param view as {@link WallView#isView} says; null: load the page anew
     * @return how many screens it was left for
     */
    public Uni<Integer> send(String actor, long displayId, @Nullable String screenId, @Nullable String view) {
        return pool.withTransaction(tx -> ScreenStore.screens(
                        tx, List.of(displayId), clock.now().minus(GONE_AFTER), MOST_LISTED)
                .map(screens -> screens.stream()
                        .map(DisplayScreen::screenId)
                        .filter(id -> screenId == null || screenId.equals(id))
                        .toList())
                .invoke(ids -> {
                    if (ids.isEmpty()) throw notConnected();
                })
                .call(ids -> ScreenStore.command(tx, ids, view, clock.now()))
                .call(ids -> audit.record(
                        tx,
                        actor,
                        view == null ? "display.reloaded" : "display.viewSent",
                        "display:" + displayId,
                        null,
                        values(ids.size(), view)))
                .map(List::size));
    }

    private static Map<String, Object> values(int screens, @Nullable String view) {
        Map<String, Object> values = new HashMap<>(Map.of("screens", screens));
        if (view != null) values.put("view", view);
        return values;
    }

    private static ProblemException notConnected() {
        return new ProblemException(Problem.of(
                409,
                "not-connected",
                "Not connected",
                "No screen of this display is connected now. Look at the list again; nothing was sent."));
    }
}
