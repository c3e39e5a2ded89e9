package io.qingting.history.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.qingting.event.app.EventHistory;
import io.qingting.event.app.EventTail;
import io.qingting.event.app.LogGapException;
import io.qingting.history.domain.FactBatch;
import io.qingting.kernel.BusinessClock;
import io.qingting.sla.app.SlaTargets;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes contact facts and SLA targets: of all instances the one that leads reads the log's tail from the stored position, folds, and stores
 * each batch together with the position it ends at. After any failure it goes on from there, so nothing is skipped and nothing
 * counts twice; another instance takes over within a few seconds of a leader's end. {@link FactTerm} is one leader's time.
 */
@ApplicationScoped
public class FactWriter {
    /** The same on all instances and used for nothing else. */
    static final long LOCK = 7_230_412;

    private static final Logger LOG = Logger.getLogger(FactWriter.class);

    /** What this instance is doing about facts. */
    public enum State {
        /** Switched off or not started. */
        OFF,
        /** Another instance leads, or nobody yet. */
        WAITING,
        /** This instance writes. */
        LEADING,
        /** The log no longer holds what comes next: nothing is written rather than something wrong. */
        GAP
    }

    private final EventTail tail;
    private final EventHistory history;
    private final SlaTargets targets;
    private final Pool pool;
    private final FactSettings settings;
    private final BusinessClock clock;
    private final Leadership leadership;
    private final Counter written;
    private final Counter deleted;
    private volatile State state = State.OFF;
    private volatile @Nullable Cancellable running;

    FactWriter(
            EventTail tail,
            EventHistory history,
            SlaTargets targets,
            Pool pool,
            FactSettings settings,
            BusinessClock clock,
            MeterRegistry metrics) {
        this.tail = tail;
        this.history = history;
        this.targets = targets;
        this.pool = pool;
        this.settings = settings;
        this.clock = clock;
        this.leadership = new Leadership(pool, LOCK, settings);
        this.written = Counter.builder("qingting.facts.written")
                .description("Contact facts inserted or replaced by this instance")
                .register(metrics);
        this.deleted = Counter.builder("qingting.facts.deleted")
                .description("Contact facts that no longer hold, taken out by this instance")
                .register(metrics);
    }

    void onStart(@Observes StartupEvent event) {
        if (settings.enabled()) start();
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Starts to wait for the lead, and to write once it has it. Does nothing where it runs already. */
    synchronized void start() {
        if (running != null) return;
        state = State.WAITING;
        running = Uni.createFrom()
                .deferred(this::term)
                .onFailure()
                .invoke(this::noteFailure)
                .onFailure()
                .retry()
                .withBackOff(settings.firstBackOff(), settings.longestBackOff())
                .indefinitely()
                .subscribe()
                .with(done -> state = State.OFF, failure -> LOG.error("Writing facts ended for good", failure));
    }

    /** Gives the lead back at once; a transaction under way is rolled back or committed as a whole. */
    synchronized void stop() {
        Cancellable subscription = running;
        if (subscription != null) subscription.cancel();
        running = null;
        state = State.OFF;
    }

    public State state() {
        return state;
    }

    private Uni<Void> term() {
        return leadership.whileLeading(() -> FactTerm.begin(pool, history, targets, settings, clock)
                .invoke(this::noteLead)
                .call(FactTerm::catchUpOpenPromises)
                .chain(this::follow)
                .onFailure(LogGapException.class)
                .recoverWithUni(this::standStill));
    }

    private Uni<Void> follow(FactTerm term) {
        return tail.after(term.position().log(), settings.readPace())
                .onItem()
                .transformToUniAndConcatenate(term::apply)
                .invoke(this::count)
                .onItem()
                .ignoreAsUni();
    }

    private void noteLead(FactTerm term) {
        state = State.LEADING;
        LOG.infof(
                "This instance writes the contact facts from position %d on (leader %d)",
                term.position().log().position(), term.position().fence());
    }

    private void count(FactBatch facts) {
        written.increment(facts.writes().size());
        deleted.increment(facts.deletions().size());
    }

    private Uni<Void> standStill(Throwable gap) {
        state = State.GAP;
        LOG.errorf(
                "Contact facts stand still and reports grow old: %s. Restore the missing part of the log, or empty"
                        + " contact_fact and set fact_position to one below the first position kept",
                gap.getMessage());
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(settings.gapRetry())
                .chain(() -> Uni.createFrom().failure(gap));
    }

    private void noteFailure(Throwable failure) {
        if (state == State.OFF) return;
        state = failure instanceof LogGapException ? State.GAP : State.WAITING;
        LOG.warnf("Writing contact facts was interrupted and goes on by itself: %s", failure.getMessage());
    }
}
