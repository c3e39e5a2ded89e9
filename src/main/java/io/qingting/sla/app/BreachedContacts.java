package io.qingting.sla.app;

import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.qingting.sla.domain.BreachCounts;
import io.qingting.sla.store.BreachStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many contacts have a promise that was called broken and is still open, as this instance last read it, once a second,
 * for screens. A read that fails or takes too long is repeated; what was read last counts as known for {@link #KNOWN_FOR},
 * then nothing does. {@link #current} never waits; any thread.
 */
@ApplicationScoped
public class BreachedContacts {
    /** Most broken promises that are looked at, the latest first: with more of them the count stands still. */
    static final int MOST = 50_000;

    private static final Duration KNOWN_FOR = Duration.ofSeconds(15);
    private static final Duration READ_LIMIT = Duration.ofSeconds(3);
    private static final long EVERY_MILLIS = 1_000;

    /**
     * One state of affairs.
     *
     * @param version +1 with every change that this instance saw
     * @param known false: it could not be read yet, or not for {@link #KNOWN_FOR}; then the counts say nothing
     * @param counts of imported history there is nothing among them, and of improvement measures neither
     */
    public record State(long version, boolean known, BreachCounts counts) {
        private static final State UNKNOWN = new State(0, false, BreachCounts.NONE);
    }

    private final Pool pool;
    private final Vertx vertx;
    private final BusinessClock clock;
    private final MachineClock machine;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile State current = State.UNKNOWN;
    private volatile long readNanos;
    private volatile long timer;

    BreachedContacts(Pool pool, Vertx vertx, BusinessClock clock, MachineClock machine) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
        this.machine = machine;
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
        long now = machine.nanoTime();
        if (current.known() && now - readNanos > KNOWN_FOR.toNanos()) put(false, BreachCounts.NONE);
        if (!reading.compareAndSet(false, true)) return;
        read().onTermination()
                .invoke(() -> reading.set(false))
                .subscribe()
                .with(
                        found -> {
                            readNanos = now;
                            put(true, found);
                        },
                        failure -> {
                            // The next look tries again, and says when it has been in vain for too long.
                        });
    }

    private Uni<BreachCounts> read() {
        return BreachStore.counts(pool, clock.now(), MOST)
                .ifNoItem()
                .after(READ_LIMIT)
                .fail();
    }

    private synchronized void put(boolean known, BreachCounts counts) {
        State old = current;
        if (old.known() == known && old.counts().equals(counts)) return;
        current = new State(old.version() + 1, known, counts);
        listeners.forEach(Runnable::run);
    }
}
