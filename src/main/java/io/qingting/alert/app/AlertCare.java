package io.qingting.alert.app;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.Route;
import io.qingting.alert.domain.Routing;
import io.qingting.alert.domain.Told;
import io.qingting.alert.store.AlertQueries;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.Forgetting;
import io.qingting.alert.store.NoticeStore;
import io.qingting.alert.store.RouteStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of alerts by time alone: the next are called, those who were told are reminded, silences end, the past is
 * forgotten. Any instance does it, each thing once.
 */
@ApplicationScoped
public class AlertCare {
    /** The shortest interval is a minute: who is reminded waits no longer than this beyond it. */
    private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(15);

    private static final int PAGE = 500;
    /** Far longer than a digest may come late. */
    private static final Duration PERIODS_KEPT = Duration.ofDays(7);

    private final Pool pool;
    private final MachineClock machine;
    private final BusinessClock business;
    private final ChannelSecrets secrets;
    private final Outcomes outcomes;
    private final Floor floor;
    private final AlertSettings settings;
    private volatile @Nullable Instant reminded;

    AlertCare(
            Pool pool,
            MachineClock machine,
            BusinessClock business,
            ChannelSecrets secrets,
            Outcomes outcomes,
            Floor floor,
            AlertSettings settings) {
        this.pool = pool;
        this.machine = machine;
        this.business = business;
        this.secrets = secrets;
        this.outcomes = outcomes;
        this.floor = floor;
        this.settings = settings;
    }

    @Scheduled(every = "1s", identity = "alert-care", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        if (!settings.delivery() || business.isReplay()) return Uni.createFrom().voidItem();
        return care();
    }

    /** All that is due by now. */
    Uni<Void> care() {
        Instant now = machine.now();
        return settings.limited(RouteStore.release(pool, now))
                .chain(() -> settings.limited(pool.withTransaction(tx -> AlertQueries.escalate(tx, now))))
                .chain(() -> isTimeToRemind(now)
                        ? settings.limited(pool.withTransaction(outcomes::comeBack))
                                .chain(() -> settings.limited(RouteStore.open(pool)))
                                .chain(routes -> remind(routes, now))
                        : Uni.createFrom().voidItem());
    }

    private boolean isTimeToRemind(Instant now) {
        Instant last = reminded;
        if (last != null && now.isBefore(last.plus(BETWEEN_REMINDERS))) return false;
        reminded = now;
        return true;
    }

    private Uni<Void> remind(List<Route> routes, Instant now) {
        Optional<Duration> shortest = routes.stream()
                .flatMap(route -> Optional.ofNullable(route.repeatAfter()).stream())
                .min(Duration::compareTo);
        return shortest.isEmpty() ? Uni.createFrom().voidItem() : remind(routes, now, now.minus(shortest.get()), 0);
    }

    /** A page of alerts after the other: however many fire, none is passed over. */
    private Uni<Void> remind(List<Route> routes, Instant now, Instant firedBefore, long above) {
        return settings.limited(pool.withTransaction(tx -> AlertQueries.unanswered(tx, firedBefore, above, PAGE)
                        .call(page -> remind(tx, page, routes, now))))
                .chain(page -> page.size() < PAGE
                        ? Uni.createFrom().voidItem()
                        : remind(routes, now, firedBefore, page.getLast().alertId()));
    }

    private Uni<Void> remind(SqlConnection tx, List<Alert> page, List<Route> routes, Instant now) {
        LocalTime time = now.atZone(floor.zone()).toLocalTime();
        List<Long> ids = page.stream().map(Alert::alertId).toList();
        return NoticeStore.told(tx, ids)
                .chain(told -> AlertQueries.remind(
                        tx,
                        page.stream()
                                .filter(alert -> Routing.asksAgain(
                                        alert, routes, told.getOrDefault(alert.alertId(), Told.NOBODY), now, time))
                                .map(Alert::alertId)
                                .toList(),
                        now));
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            identity = "alert-retention",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> hourly() {
        return forget().chain(() -> reseal());
    }

    /** All that is past its retention, however much it is. */
    Uni<Void> forget() {
        Instant now = machine.now();
        return allOf(() -> Forgetting.messages(
                        pool, now.minus(settings.messageRetention()), now.minus(settings.deadLetterRetention())))
                .chain(() -> allOf(() -> Forgetting.alerts(pool, now.minus(settings.alertRetention()))))
                .chain(() -> allOf(() -> Forgetting.periods(pool, business.now().minus(PERIODS_KEPT))));
    }

    private Uni<Void> allOf(Supplier<Uni<Integer>> batch) {
        return Multi.createBy()
                .repeating()
                .uni(() -> settings.limited(batch.get()))
                .whilst(gone -> gone == Forgetting.BATCH)
                .onItem()
                .ignoreAsUni();
    }

    /**
     * After a change of keys: what an earlier key sealed is sealed again, and a channel that was broken because its key was
     * lost goes on when the key is back. One whose key is lost is left as it is.
     */
    Uni<Void> reseal() {
        return ChannelStore.all(pool)
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .filter(secrets::isOpen)
                        .onItem()
                        .transformToUniAndConcatenate(row -> reseal(row).chain(() -> outcomes.keyFound(row)))
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Void> reseal(ChannelRow row) {
        byte[] resealed = secrets.resealed(row);
        return resealed == null
                ? Uni.createFrom().voidItem()
                : ChannelStore.reseal(pool, row.channelId(), row.sealed(), resealed);
    }
}
