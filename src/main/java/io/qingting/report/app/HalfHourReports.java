package io.qingting.report.app;

import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.HalfHours;
import io.qingting.report.store.HalfHourStore;
import io.qingting.report.store.Snapshot;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The business day by half hours beside that of a week before. Screens that ask for the same within ten seconds share an answer. */
@ApplicationScoped
public class HalfHourReports {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long SLOT_MILLIS = 10_000;
    private static final int MOST_KEPT = 200;

    private record Kept(long slot, Uni<HalfHours> answer) {}

    private final Pool pool;
    private final BusinessClock clock;
    private final ReportSettings settings;
    private final SiteConfiguration site;
    private final FactLag lag;
    private final Map<List<String>, Kept> kept = new ConcurrentHashMap<>();

    HalfHourReports(Pool pool, BusinessClock clock, ReportSettings settings, SiteConfiguration site, FactLag lag) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
        this.site = site;
        this.lag = lag;
    }

    /**
     * At most ten seconds of the floor's clock old.
     *
     * @param queues empty: all
     */
    public Uni<HalfHours> read(List<String> queues) {
        Instant now = clock.now();
        long slot = Math.floorDiv(now.toEpochMilli(), SLOT_MILLIS);
        if (kept.size() > MOST_KEPT) kept.clear();
        return kept.compute(
                        List.copyOf(queues),
                        (q, old) -> old != null && old.slot == slot
                                ? old
                                : new Kept(slot, fresh(q, now).memoize().indefinitely()))
                .answer
                .onFailure()
                .invoke(() -> kept.remove(queues));
    }

    private Uni<HalfHours> fresh(List<String> queues, Instant now) {
        Site present = site.current();
        BusinessDays days = new BusinessDays(present.zone(), present.dayStartHour());
        LocalDate day = days.dayOf(now);
        // Looked at before the figures are read: they can only be newer than it says.
        return lag.now()
                .chain(behind -> Snapshot.read(
                        pool,
                        LIMIT,
                        tx -> slots(tx, queues, days, day, present)
                                .chain(today -> slots(tx, queues, days, day.minusWeeks(1), present)
                                        .map(then -> new HalfHours(
                                                now.toEpochMilli(),
                                                behind.seconds(),
                                                behind.seconds() * 1_000
                                                        > settings.lagLimit().toMillis(),
                                                HalfHours.pairs(today, then, present.zone(), now))))));
    }

    private Uni<List<HalfHours.Slot>> slots(
            SqlConnection tx, List<String> queues, BusinessDays days, LocalDate day, Site present) {
        Instant from = days.start(day);
        Instant to = days.start(day.plusDays(1));
        return HalfHourStore.read(
                tx,
                queues,
                HalfHours.begins(from, to),
                to,
                Duration.ofSeconds(present.targets().serviceLevel().seconds()),
                Duration.ofSeconds(present.settings().limits().shortAbandonSeconds()));
    }
}
