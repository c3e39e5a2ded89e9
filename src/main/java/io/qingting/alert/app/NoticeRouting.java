package io.qingting.alert.app;

import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Route;
import io.qingting.alert.domain.Routing;
import io.qingting.alert.domain.Silence;
import io.qingting.alert.domain.Told;
import io.qingting.alert.store.NoticeStore;
import io.qingting.alert.store.RouteStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns notices into deliveries: decides, by the routes in force, which channels are told what is new. */
@ApplicationScoped
class NoticeRouting {
    private static final int MOST_NOTICES = 500;

    private final Pool pool;
    private final MachineClock machine;
    private final BusinessClock business;
    private final Floor floor;
    private final AlertSettings settings;

    NoticeRouting(Pool pool, MachineClock machine, BusinessClock business, Floor floor, AlertSettings settings) {
        this.pool = pool;
        this.machine = machine;
        this.business = business;
        this.floor = floor;
        this.settings = settings;
    }

    /** What a decision rests on beside the notice. */
    private record Rules(List<Routing.Trouble> troubles, List<Silence> silences, List<Route> routes) {}

    /** Decides on new notices, oldest first, at most 500 at once. */
    Uni<Void> route() {
        return settings.limited(NoticeStore.isAnythingNew(pool)
                .chain(any -> any
                        ? pool.withTransaction(this::route)
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> route(SqlConnection tx) {
        Instant now = machine.now();
        return NoticeStore.newNotices(tx, MOST_NOTICES)
                .chain(notices -> rules(tx, now)
                        .chain(rules -> told(tx, notices)
                                .map(told -> decisions(notices, rules, told, now))
                                .chain(decisions -> NoticeStore.decided(tx, decisions, ChannelRow.BROKEN_AFTER, now))));
    }

    private static Uni<Rules> rules(SqlConnection tx, Instant now) {
        return NoticeStore.troubles(tx)
                .chain(troubles -> RouteStore.silences(tx, now)
                        .chain(silences -> RouteStore.routes(tx).map(routes -> new Rules(troubles, silences, routes))));
    }

    /** Where it matters who was told before. */
    private static Uni<Map<Long, Told>> told(SqlConnection tx, List<Notice> notices) {
        List<Long> alerts = notices.stream()
                .filter(notice -> notice.kind().isRelief() || notice.kind() == NoticeKind.REMINDER)
                .map(notice -> notice.alert().alertId())
                .distinct()
                .toList();
        return NoticeStore.told(tx, alerts);
    }

    private Map<Notice, Routing.Decision> decisions(
            List<Notice> notices, Rules rules, Map<Long, Told> told, Instant now) {
        LocalTime localTime = now.atZone(floor.zone()).toLocalTime();
        Map<Notice, Routing.Decision> decisions = new LinkedHashMap<>();
        for (Notice notice : notices) {
            Routing.Decision decision = business.isReplay()
                    ? new Routing.Decision.Drop("a replay tells nobody")
                    : Routing.decide(
                            notice,
                            rules.troubles(),
                            rules.silences(),
                            rules.routes(),
                            told.getOrDefault(notice.alert().alertId(), Told.NOBODY),
                            now,
                            localTime);
            decisions.put(notice, decision);
        }
        return decisions;
    }
}
