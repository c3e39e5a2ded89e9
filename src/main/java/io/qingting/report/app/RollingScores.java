package io.qingting.report.app;

import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.Rolling;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.LogPosition;
import io.qingting.kernel.BusinessClock;
import io.qingting.report.domain.RollingHours;
import io.qingting.report.domain.RollingTerms;
import io.qingting.report.store.RollingStore;
import io.qingting.report.store.RollingStore.State;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Targets;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * 30-day scores and first contact resolution for the live board (METRICS.md: rolling, refreshed hourly). Once the floor's clock
 * has passed a whole hour and the facts hold all that the log held by then, one instance sums up what is new; every instance
 * shows the sums that are in the database, so all show the same, and a restart loses nothing.
 */
@ApplicationScoped
public class RollingScores {
    private static final Logger LOG = Logger.getLogger(RollingScores.class);

    private final Pool pool;
    private final EventLog log;
    private final LiveBoard live;
    private final BusinessClock clock;
    private final SiteConfiguration site;
    private final ReportSettings settings;
    private volatile @Nullable State shownState;
    private volatile @Nullable Rolling shown;

    RollingScores(
            Pool pool,
            EventLog log,
            LiveBoard live,
            BusinessClock clock,
            SiteConfiguration site,
            ReportSettings settings) {
        this.pool = pool;
        this.log = log;
        this.live = live;
        this.clock = clock;
        this.site = site;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        live.onChange(this::show);
    }

    /** A board made anew shows nothing of 30 days until it is told here. */
    private void show(Board board) {
        Rolling newest = shown;
        if (newest != null) board.show(newest);
    }

    @Scheduled(
            every = "${qingting.report.rolling-every:5s}",
            identity = "rolling-scores",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return refresh(clock.nowMillis()).chain(this::read).replaceWithVoid();
    }

    /** Brings the sums up to the last whole hour; true where it did, false where they are, or where it must wait for facts. */
    Uni<Boolean> refresh(long now) {
        long hour = Math.floorDiv(now, RollingHours.HOUR_MILLIS) * RollingHours.HOUR_MILLIS;
        RollingTerms terms = terms();
        return RollingStore.state(pool)
                .chain(state -> isDue(state, terms, hour)
                        ? refresh(terms, hour)
                        : Uni.createFrom().item(false));
    }

    private RollingTerms terms() {
        Targets targets = site.current().targets();
        return new RollingTerms(
                targets.firstResponseSeconds() * 1_000L,
                targets.responseSeconds() * 1_000L,
                settings.comeBack().toMillis());
    }

    private static boolean isDue(State state, RollingTerms terms, long hour) {
        Long asOf = state.asOf();
        return asOf == null || asOf < hour || asOf == hour && !terms.equals(state.terms());
    }

    private Uni<Boolean> refresh(RollingTerms terms, long hour) {
        return log.head()
                .chain(head -> pool.withTransaction(tx -> RollingStore.close(tx, hour))
                        .map(facts -> holdAll(facts, head.position(), hour)))
                .chain(ready -> ready ? sumUp(terms, hour) : Uni.createFrom().item(false));
    }

    /** True where the facts hold what the log held at {@code hour}. */
    private static boolean holdAll(LogPosition facts, long head, long hour) {
        return facts.position() >= head || facts.recordedAt() >= hour;
    }

    private Uni<Boolean> sumUp(RollingTerms terms, long hour) {
        return pool.withTransaction(tx -> tx.query("set transaction isolation level repeatable read")
                .execute()
                .chain(() -> RollingStore.tryLock(tx))
                .chain(mine -> mine ? RollingStore.state(tx) : Uni.createFrom().<State>nullItem())
                .chain(state -> {
                    if (state == null || !isDue(state, terms, hour)) {
                        return Uni.createFrom().item(false);
                    }
                    return RollingStore.refresh(tx, state, terms, hour)
                            .invoke(() -> LOG.debugf("Summed up 30 days to %d", hour))
                            .replaceWith(true);
                }));
    }

    /** Reads the sums where they are others than those shown, and shows them. */
    Uni<Void> read() {
        return RollingStore.state(pool).chain(state -> {
            if (state.asOf() == null || Objects.equals(state, shownState)) {
                return Uni.createFrom().voidItem();
            }
            return pool.withTransaction(tx -> tx.query("set transaction isolation level repeatable read, read only")
                            .execute()
                            .chain(() -> RollingStore.read(tx)))
                    .invoke(found -> found.ifPresent(rolling -> {
                        shown = rolling;
                        shownState = state;
                    }))
                    .replaceWithVoid();
        });
    }

    /** What the board is told; null: nothing was summed up yet. */
    @Nullable
    Rolling shown() {
        return shown;
    }
}
