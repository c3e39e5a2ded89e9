package io.qingting.alert.app;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.Route;
import io.qingting.alert.store.AlertQueries;
import io.qingting.alert.store.ChannelStore;
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

/**
 * What becomes of alerts by time alone: the next are called, those who were told are reminded, silences end, the past is
 * forgotten. Any instance does it, each thing once.
 */
@ApplicationScoped
public class AlertCare {
    private final Pool pool;
    private final MachineClock machine;
    private final BusinessClock business;
    private final ChannelSecrets secrets;
    private final Floor floor;
    private final AlertSettings settings;

    AlertCare(
            Pool pool,
            MachineClock machine,
            BusinessClock business,
            ChannelSecrets secrets,
            Floor floor,
            AlertSettings settings) {
        this.pool = pool;
        this.machine = machine;
        this.business = business;
        this.secrets = secrets;
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
        return RouteStore.liftSilences(pool, now)
                .chain(() -> pool.withTransaction(tx -> AlertQueries.escalate(tx, now)))
                .chain(() -> RouteStore.routes(pool))
                .chain(routes -> remind(routes, now));
    }

    private Uni<Void> remind(List<Route> routes, Instant now) {
        Optional<Duration> shortest = routes.stream()
                .flatMap(route -> Optional.ofNullable(route.repeatAfter()).stream())
                .min(Duration::compareTo);
        return shortest.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.withTransaction(tx -> remind(tx, routes, now, shortest.get()));
    }

    private Uni<Void> remind(SqlConnection tx, List<Route> routes, Instant now, Duration shortest) {
        LocalTime time = now.atZone(floor.zone()).toLocalTime();
        return AlertQueries.unanswered(tx, now.minus(shortest))
                .chain(alerts -> AlertQueries.remind(
                        tx,
                        alerts.stream()
                                .filter(alert -> routes.stream().anyMatch(route -> isDue(route, alert, now, time)))
                                .map(Alert::alertId)
                                .toList(),
                        now));
    }

    private static boolean isDue(Route route, Alert alert, Instant now, LocalTime time) {
        Duration repeat = route.repeatAfter();
        Instant told = alert.toldAt();
        return repeat != null
                && told != null
                && !told.plus(repeat).isAfter(now)
                && !route.channels().isEmpty()
                && route.takes(alert, time);
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            identity = "alert-retention",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        Instant now = machine.now();
        return AlertQueries.forget(pool, now.minus(settings.messageRetention()), now.minus(settings.alertRetention()))
                .chain(() -> reseal());
    }

    /** After a change of keys: what an earlier key sealed is sealed again. */
    Uni<Void> reseal() {
        return ChannelStore.all(pool)
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> {
                            byte[] resealed = secrets.resealed(row);
                            return resealed == null
                                    ? Uni.createFrom().voidItem()
                                    : ChannelStore.reseal(pool, row.channelId(), row.sealed(), resealed);
                        })
                        .onItem()
                        .ignoreAsUni());
    }
}
