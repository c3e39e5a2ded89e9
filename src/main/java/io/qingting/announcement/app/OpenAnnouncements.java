package io.qingting.announcement.app;

import io.qingting.announcement.domain.Announcement;
import io.qingting.announcement.store.AnnouncementStore;
import io.qingting.kernel.MachineClock;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The announcements that are shown now, as this instance last read them, once a second. Where they cannot be read those known
 * stay, and end by themselves all the same. {@link #current} never waits; any thread.
 */
@ApplicationScoped
public class OpenAnnouncements {
    private static final Logger LOG = Logger.getLogger(OpenAnnouncements.class);
    private static final Duration READ_LIMIT = Duration.ofSeconds(3);

    /**
     * One state of affairs.
     *
     * @param version +1 with every change that this instance saw
     * @param announcements the important ones first, then the newest; at most {@link Announcements#MOST_OPEN}
     */
    public record State(long version, List<Announcement> announcements) {
        public State {
            announcements = List.copyOf(announcements);
        }
    }

    private final Supplier<Uni<List<Announcement>>> source;
    private final MachineClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile State current = new State(0, List.of());

    @Inject
    OpenAnnouncements(Pool pool, MachineClock clock) {
        this(() -> AnnouncementStore.shown(pool, clock.now(), Announcements.MOST_OPEN), clock);
    }

    /** @param source of what is shown now */
    OpenAnnouncements(Supplier<Uni<List<Announcement>>> source, MachineClock clock) {
        this.source = source;
        this.clock = clock;
    }

    public State current() {
        return current;
    }

    /** Called after each change, on any thread; it must not wait. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Reads them anew. */
    @Scheduled(every = "1s", identity = "announcements", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return source.get()
                .ifNoItem()
                .after(READ_LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("not read: %s", failure.toString()))
                .onFailure()
                .recoverWithItem(() -> current.announcements())
                .invoke(this::put)
                .replaceWithVoid();
    }

    private synchronized void put(List<Announcement> found) {
        List<Announcement> shown = found.stream()
                .filter(each -> each.content().isShownAt(clock.now()))
                .toList();
        if (shown.equals(current.announcements())) return;
        current = new State(current.version() + 1, shown);
        listeners.forEach(Runnable::run);
    }
}
