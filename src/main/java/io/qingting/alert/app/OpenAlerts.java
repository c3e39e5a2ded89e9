package io.qingting.alert.app;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.store.AlertQueries;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The open alerts as this instance last read them, twice a second, for screens. {@link #current} never waits; any thread.
 */
@ApplicationScoped
public class OpenAlerts {
    /** Most alerts that a screen is sent; how many there are in all is always said. */
    public static final int MOST_SHOWN = 500;

    private static final long EVERY_MILLIS = 500;

    /**
     * One state of affairs.
     *
     * @param version +1 with every change that this instance saw
     * @param known false: the database could not be read yet, or not since it was away
     * @param alerts worst first, at most {@link #MOST_SHOWN}
     */
    public record State(long version, boolean known, List<Alert> alerts, long info, long warning, long critical) {
        public State {
            alerts = List.copyOf(alerts);
        }

        public long total() {
            return info + warning + critical;
        }
    }

    private final Pool pool;
    private final Vertx vertx;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile State current = new State(0, false, List.of(), 0, 0, 0);
    private volatile long timer;

    OpenAlerts(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(EVERY_MILLIS, tick -> look());
    }

    void onStop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    public State current() {
        return current;
    }

    /** Called after each change, on any thread; it must not wait. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void look() {
        if (!reading.compareAndSet(false, true)) return;
        read().onTermination()
                .invoke(() -> reading.set(false))
                .subscribe()
                .with(done -> {}, failure -> put(new State(0, false, List.of(), 0, 0, 0)));
    }

    private Uni<Void> read() {
        return AlertQueries.openCounts(pool)
                .chain(counts -> AlertQueries.open(pool, MOST_SHOWN)
                        .invoke(alerts -> put(new State(
                                0,
                                true,
                                alerts,
                                counts[Severity.INFO.ordinal()],
                                counts[Severity.WARNING.ordinal()],
                                counts[Severity.CRITICAL.ordinal()]))))
                .replaceWithVoid();
    }

    private void put(State found) {
        State old = current;
        State same = new State(
                old.version(), found.known(), found.alerts(), found.info(), found.warning(), found.critical());
        if (same.equals(old)) return;
        current = new State(
                old.version() + 1, found.known(), found.alerts(), found.info(), found.warning(), found.critical());
        listeners.forEach(Runnable::run);
    }
}
