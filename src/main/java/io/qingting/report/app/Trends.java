package io.qingting.report.app;

import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.Trend;
import io.qingting.report.domain.TrendQuery;
import io.qingting.report.store.Snapshot;
import io.qingting.report.store.TrendStore;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Trends as of now. A hundred screens that reconnect ask for the same: an answer is shared for a short time, and while it is
 * read there is one reading for all who ask.
 */
@ApplicationScoped
public class Trends {
    private static final long MINUTE = 60_000;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_KEPT = 200;

    /** {@code slot}: part of time in which the answer holds. */
    private record Kept<T>(long slot, Uni<T> answer) {}

    private final Pool pool;
    private final BusinessClock clock;
    private final ReportSettings settings;
    private final SiteConfiguration site;
    private final FactLag lag;
    private final Map<TrendQuery, Kept<Trend>> kept = new ConcurrentHashMap<>();

    Trends(Pool pool, BusinessClock clock, ReportSettings settings, SiteConfiguration site, FactLag lag) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
        this.site = site;
        this.lag = lag;
    }

    /** At most a second of the floor's clock old. */
    public Uni<Trend> read(TrendQuery query) {
        long now = clock.nowMillis();
        if (kept.size() > MOST_KEPT) kept.clear();
        return kept.compute(
                        query,
                        (q, old) -> old != null && old.slot == now / 1_000
                                ? old
                                : new Kept<>(
                                        now / 1_000, fresh(q, now).memoize().indefinitely()))
                .answer
                .onFailure()
                .invoke(() -> kept.remove(query));
    }

    private Uni<Trend> fresh(TrendQuery query, long now) {
        Site present = site.current();
        TrendStore.Terms terms = new TrendStore.Terms(
                Duration.ofSeconds(present.targets().serviceLevel().seconds()),
                Duration.ofSeconds(present.settings().limits().shortAbandonSeconds()),
                Duration.ofMinutes(present.settings().limits().unconfirmedEntryMinutes()),
                teamOfAgent(present));
        BusinessDays days = new BusinessDays(present.zone(), present.dayStartHour());
        long then = now - WEEK.toMillis();
        long day = dayStart(days, then);
        long window = query.windowMinutes() == 0 ? day : then - then % MINUTE - (query.windowMinutes() - 1) * MINUTE;
        // Looked at before the figures are read: they can only be newer than it says.
        return lag.now()
                .chain(behind -> Snapshot.read(
                        pool,
                        LIMIT,
                        tx -> TrendStore.points(tx, query, terms, now, dayStart(days, now))
                                .chain(points -> TrendStore.at(tx, query, terms, then, window, day)
                                        .map(lastWeek -> new Trend(
                                                now,
                                                behind.seconds(),
                                                behind.seconds() * 1_000
                                                        > settings.lagLimit().toMillis(),
                                                points,
                                                lastWeek.orElse(null))))));
    }

    private static long dayStart(BusinessDays days, long at) {
        return days.start(days.dayOf(Instant.ofEpochMilli(at))).toEpochMilli();
    }

    private static Map<String, String> teamOfAgent(Site site) {
        Map<String, String> teams = new HashMap<>();
        site.agents().values().forEach(agent -> {
            String team = agent.teamId();
            if (team != null) teams.put(agent.agentId(), team);
        });
        return teams;
    }
}
