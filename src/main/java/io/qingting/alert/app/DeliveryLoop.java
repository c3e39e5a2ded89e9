package io.qingting.alert.app;

import io.qingting.kernel.MachineClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Runs {@link Delivery} again and again. A channel that is slow to answer holds up no other: looking for work goes on while
 * messages are on their way.
 */
@ApplicationScoped
public class DeliveryLoop {
    private static final Logger LOG = Logger.getLogger(DeliveryLoop.class);
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final Delivery delivery;
    private final Vault vault;
    private final AlertSettings settings;
    private final Vertx vertx;
    private final MachineClock clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean running;
    private volatile long timer;
    private volatile long complainedNanos;

    DeliveryLoop(Delivery delivery, Vault vault, AlertSettings settings, Vertx vertx, MachineClock clock) {
        this.delivery = delivery;
        this.vault = vault;
        this.settings = settings;
        this.vertx = vertx;
        this.clock = clock;
        this.complainedNanos = clock.nanoTime() - QUIET_NANOS;
    }

    void onStart(@Observes StartupEvent event) {
        if (settings.delivery()) start();
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Begins to deliver, once the key of the secrets is there. */
    public synchronized void start() {
        if (running) return;
        running = true;
        Uni.createFrom()
                .item(() -> vault.sign("start"))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .subscribe()
                .with(
                        ready -> timer = vertx.setPeriodic(settings.poll().toMillis(), tick -> look()),
                        failure -> LOG.error("Nothing is delivered: the key of the secrets is missing", failure));
    }

    /** What is on its way is still recorded. */
    public synchronized void stop() {
        running = false;
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (!running || !looking.compareAndSet(false, true)) return;
        delivery.look()
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(this::send, this::complain);
    }

    private void send(List<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            // What else waits for the channel need not wait for the next tick.
            delivery.send(attempt).subscribe().with(done -> look(), this::complain);
        }
    }

    /** Once a minute: the database may be away for long. */
    private void complain(Throwable failure) {
        long now = clock.nanoTime();
        if (now - complainedNanos < QUIET_NANOS) return;
        complainedNanos = now;
        LOG.warnf("Delivery was interrupted and goes on by itself: %s", failure.getMessage());
    }
}
