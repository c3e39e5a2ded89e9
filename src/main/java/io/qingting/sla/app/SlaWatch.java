package io.qingting.sla.app;

import io.qingting.alert.app.Alerts;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.qingting.event.domain.Segment;
import io.qingting.kernel.BusinessClock;
import io.qingting.sla.domain.Passage;
import io.qingting.sla.domain.Reach;
import io.qingting.sla.domain.SlaBook;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.StoredTarget;
import io.qingting.sla.store.TargetStore;
import io.qingting.sla.store.TargetStore.Look;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Warns and calls breaches, each exactly once with any number of instances: a signal, the note that it was given and its alert
 * commit together, and a target that another instance works on is left to it. Nothing is called before the leader has passed
 * what the log held at that instant; a leader that stays behind is an alert of its own. What fell due while nobody watched is
 * called at the first sweep, with its true lateness.
 *
 * <p>A sweep is one look at a narrow index from where the last one ended, so it costs what is due, not what is open.
 */
@ApplicationScoped
public class SlaWatch {
    private static final Logger LOG = Logger.getLogger(SlaWatch.class);
    private static final Duration TRIGGER = Duration.ofSeconds(1);
    private static final Duration LAG_AGAIN = Duration.ofSeconds(15);

    private final Pool pool;
    private final Alerts alerts;
    private final SlaBooks books;
    private final BusinessClock clock;
    private final SlaSettings settings;

    // Only one sweep runs at a time.
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final Passage passage = new Passage();
    private Reach swept = Reach.NOWHERE;
    private boolean lagging;
    private boolean lagKnown;
    /** Epoch milliseconds of the floor's time. */
    private long lagToldAt;

    SlaWatch(Pool pool, Alerts alerts, SlaBooks books, BusinessClock clock, SlaSettings settings) {
        this.pool = pool;
        this.alerts = alerts;
        this.books = books;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * The scheduler looks at its triggers once a second, so a run sweeps as often as a second wants. A run that takes a little
     * longer must not cost the next one, which would leave a second without sweeps: it is the sweeps that never overlap.
     */
    @Scheduled(every = "1s", identity = "sla-watch", concurrentExecution = ConcurrentExecution.PROCEED)
    Uni<Void> run() {
        if (!settings.watch()) return Uni.createFrom().voidItem();
        long sweeps = Math.max(1, TRIGGER.toMillis() / settings.sweepEvery().toMillis());
        return Multi.createFrom()
                .ticks()
                .startingAfter(Duration.ofMillis(1))
                .every(settings.sweepEvery())
                .onOverflow()
                .drop()
                .select()
                .first(sweeps)
                .onItem()
                .transformToUniAndConcatenate(tick -> sweepAlone())
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(e -> LOG.warnf("A sweep of what falls due failed and is repeated: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Integer> sweepAlone() {
        if (!sweeping.compareAndSet(false, true)) return Uni.createFrom().item(0);
        return sweepPatiently().onTermination().invoke(() -> sweeping.set(false));
    }

    /** A leader that is a moment behind is waited for, within the time of a sweep. */
    private Uni<Integer> sweepPatiently() {
        long again = settings.lookAgainAfter().toMillis();
        long looks = Math.max(1, settings.sweepEvery().toMillis() / Math.max(1, again) - 1);
        return Multi.createBy()
                .repeating()
                .uni(this::sweep)
                .withDelay(settings.lookAgainAfter())
                .whilst(found -> passage.isBehind())
                .select()
                .first(looks)
                .collect()
                .last();
    }

    /** One sweep: warns and calls all that is due. Returns how many signals it gave. One call at a time. */
    Uni<Integer> sweep() {
        // What the leader is now known to have passed is swept at once.
        Uni<Look> newest = look().chain(look ->
                passage.passed().equals(look.until()) ? Uni.createFrom().item(look) : look());
        return newest.chain(look -> look.isDue()
                ? Multi.createBy()
                        .repeating()
                        .uni(() -> claim(look))
                        .whilst(claimed -> claimed.rows() > 0)
                        .collect()
                        .in(() -> new int[1], (sum, claimed) -> sum[0] += claimed.signals())
                        .map(sum -> sum[0])
                : Uni.createFrom().item(0).invoke(() -> noteSwept(look)));
    }

    private Uni<Look> look() {
        long now = clock.nowMillis();
        return limited(TargetStore.look(pool, swept, passage.passed(), now)).chain(look -> {
            if (!passage.note(look.leaderPosition(), look.headPosition(), now)) {
                swept = Reach.NOWHERE;
                return look();
            }
            return judgeLag(now).replaceWith(look);
        });
    }

    /** Nothing was found up to here, and nothing that is written from now on with an earlier instant goes unseen. */
    private void noteSwept(Look look) {
        swept = new Reach(Math.max(swept.at(), look.until().at()), look.until().position());
    }

    private Uni<Void> judgeLag(long now) {
        long since = passage.behindSince(now);
        boolean isLagging = now - since > settings.lagLimit().toMillis();
        boolean isNews = !lagKnown || isLagging != lagging;
        // People may have ended its alert: while the lag lasts, it is looked at again and again.
        boolean isTime = isLagging && now - lagToldAt >= LAG_AGAIN.toMillis();
        if (!isNews && !isTime) return Uni.createFrom().voidItem();
        Instant at = Instant.ofEpochMilli(now);
        Signal lag = new Signal.FoldLagging(
                Severity.CRITICAL, Instant.ofEpochMilli(since), Duration.ofMillis(now - since), List.of());
        boolean isBegin = isNews && lagKnown;
        return limited(pool.withTransaction(tx -> !isLagging
                        ? alerts.recover(tx, List.of(Cause.ofFoldLag()), at)
                        : isBegin ? alerts.raise(tx, List.of(lag), at) : alerts.raiseStill(tx, List.of(lag), at)))
                .invoke(() -> {
                    lagging = isLagging;
                    lagKnown = true;
                    lagToldAt = now;
                });
    }

    /** A database that never answers must not end the watch in silence. What commits after all is found done. */
    private <T> Uni<T> limited(Uni<T> call) {
        return call.ifNoItem()
                .after(settings.callLimit())
                .failWith(() -> new TimeoutException("no answer within " + settings.callLimit()));
    }

    private record Claimed(int rows, int signals) {}

    private Uni<Claimed> claim(Look look) {
        return limited(books.now()
                .chain(book -> pool.withTransaction(tx -> TargetStore.claim(tx, swept, look.until(), settings.claim())
                        .chain(targets -> targets.isEmpty()
                                ? Uni.createFrom().item(new Claimed(0, 0))
                                : signal(tx, book, targets, look.until().at())))));
    }

    private Uni<Claimed> signal(SqlConnection tx, SlaBook book, List<StoredTarget> targets, long until) {
        Instant now = clock.now();
        List<StoredTarget> noted = new ArrayList<>(targets.size());
        List<Signal> signals = new ArrayList<>(targets.size());
        List<Cause> over = new ArrayList<>(0);
        for (StoredTarget stored : targets) {
            Signal signal = signalOf(book, stored, until, now);
            noted.add(after(stored, signal));
            if (signal == null) continue;
            signals.add(signal);
            if (!(stored.target().state() instanceof SlaTarget.State.Open)) over.add(signal.cause());
        }
        return TargetStore.noteSignals(tx, noted)
                .chain(() -> signals.isEmpty() ? Uni.createFrom().voidItem() : alerts.raise(tx, signals, now))
                .chain(() -> over.isEmpty() ? Uni.createFrom().voidItem() : alerts.recover(tx, over, now))
                .replaceWith(new Claimed(targets.size(), signals.size()));
    }

    /** What is due of a target as it is under its lock; null: nothing any more. A breach makes its warning needless. */
    private static @Nullable Signal signalOf(SlaBook book, StoredTarget stored, long until, Instant now) {
        if (stored.dueAt() >= until) return null;
        SlaTarget target = stored.target();
        SlaRules rules = book.version(target.version());
        SlaPolicy policy = rules == null ? null : rules.policy(target.policyId());
        Severity severity = policy == null ? Severity.WARNING : policy.severity();
        Subject subject = Subject.ofContact(
                stored.contact(),
                target.queueId(),
                target.segment() == Segment.VIP,
                target.key().kind().isOfComplaint());
        String name = target.key().kind().wireName();
        if (target.deadline() < until) {
            Instant due = Instant.ofEpochMilli(target.deadline());
            return new Signal.TargetBreached(
                    stored.id().cause(),
                    severity,
                    subject,
                    name,
                    due,
                    Duration.between(due, now),
                    policy == null ? List.of() : policy.escalation());
        }
        return new Signal.TargetWarned(
                stored.id().cause(),
                severity == Severity.CRITICAL ? Severity.WARNING : severity,
                subject,
                name,
                Instant.ofEpochMilli(target.warnAt()),
                Instant.ofEpochMilli(target.deadline()),
                List.of());
    }

    private static StoredTarget after(StoredTarget stored, @Nullable Signal signal) {
        boolean raised = stored.raised() || signal instanceof Signal.TargetBreached;
        return new StoredTarget(
                stored.targetId(),
                stored.contact(),
                stored.target(),
                stored.alerts(),
                stored.warned() || signal instanceof Signal.TargetWarned,
                raised);
    }
}
