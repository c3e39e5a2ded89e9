package io.qingting.alert.app;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.OpenCounts;
import io.qingting.alert.store.AlertQueries;
import io.qingting.kernel.MachineClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The open alerts as this instance last read them, twice a second, for screens. A read that fails or takes too long is
 * repeated; what was read last counts as known for {@link #KNOWN_FOR}, then nothing does. {@link #current} never waits; any
 * thread.
 */
@ApplicationScoped
public class OpenAlerts {
    /** Most alerts that a screen is sent; how many there are in all is always said. */
    public static final int MOST_SHOWN = 500;

    static final Duration KNOWN_FOR = Duration.ofSeconds(15);
    private static final Duration READ_LIMIT = Duration.ofSeconds(3);
    private static final long EVERY_MILLIS = 500;

    /**
     * One state of affairs.
     *
     * @param version +1 with every change that this instance saw
     * @param known false: the alerts could not be read yet, or not for {@link #KNOWN_FOR}; then there are none here
     * @param alerts worst first, at most {@link #MOST_SHOWN}
     * @param counts of all that are open, listed or not
     */
    public record State(long version, boolean known, List<Alert> alerts, OpenCounts counts) {
        private static final State UNKNOWN = new State(0, false, List.of(), OpenCounts.NONE);

        public State {
            alerts = List.copyOf(alerts);
        }

        private State at(long other) {
            return new State(other, known, alerts, counts);
        }
    }

    /** What one read found. */
    record Found(List<Alert> alerts, OpenCounts counts) {}

    private final Supplier<Uni<Found>> source;
    private final Duration readLimit;
    private final Vertx vertx;
    private final MachineClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile State current = State.UNKNOWN;
    private volatile long readNanos;
    private volatile long timer;

    @Inject
    OpenAlerts(Pool pool, Vertx vertx, MachineClock clock) {
        this(() -> read(pool), READ_LIMIT, vertx, clock);
    }

    /** @param source of what is open now */
    OpenAlerts(Supplier<Uni<Found>> source, Duration readLimit, Vertx vertx, MachineClock clock) {
        this.source = source;
        this.readLimit = readLimit;
        this.vertx = vertx;
        this.clock = clock;
    }

    private static Uni<Found> read(Pool pool) {
        return AlertQueries.openCounts(pool)
                .chain(counts -> AlertQueries.open(pool, MOST_SHOWN).map(alerts -> new Found(alerts, counts)));
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

    /** Doubts what is too old, and reads anew unless a read is under way. */
    void look() {
        long now = clock.nanoTime();
        if (current.known() && now - readNanos > KNOWN_FOR.toNanos()) put(State.UNKNOWN);
        if (!reading.compareAndSet(false, true)) return;
        source.get()
                .ifNoItem()
                .after(readLimit)
                .fail()
                .onTermination()
                .invoke(() -> reading.set(false))
                .subscribe()
                .with(found -> took(found, now), failure -> {
                    // The next look tries again, and says when it has been in vain for too long.
                });
    }

    /** @param at when the read began: what it found is no newer than that */
    private void took(Found found, long at) {
        readNanos = at;
        put(new State(0, true, found.alerts(), found.counts()));
    }

    private synchronized void put(State found) {
        State old = current;
        if (found.at(old.version()).equals(old)) return;
        current = found.at(old.version() + 1);
        listeners.forEach(Runnable::run);
    }
}
