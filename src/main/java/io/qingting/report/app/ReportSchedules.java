package io.qingting.report.app;

import io.qingting.access.app.Audit;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.kernel.BusinessClock;
import io.qingting.report.domain.SavedView;
import io.qingting.report.domain.Schedule;
import io.qingting.report.domain.ScheduledRun;
import io.qingting.report.store.ScheduleStore;
import io.qingting.site.app.SiteConfiguration;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When views go out by mail, as those who see everybody choose. Every change is in the audit trail. */
@ApplicationScoped
public class ReportSchedules {
    private final Pool pool;
    private final Audit audit;
    private final BusinessClock clock;
    private final ReportViews views;
    private final SiteConfiguration site;

    ReportSchedules(Pool pool, Audit audit, BusinessClock clock, ReportViews views, SiteConfiguration site) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
        this.views = views;
        this.site = site;
    }

    /** What somebody wants to be sent; the parts are as in {@link Schedule}. */
    public record Wanted(
            long viewId,
            Schedule.Every every,
            int day,
            LocalTime at,
            List<String> recipients,
            Schedule.Format format,
            String language,
            boolean enabled) {}

    /**
     * A schedule and how it fares.
     *
     * @param nextAt null: it is switched off
     * @param last null: nothing was due yet
     */
    public record Listed(
            Schedule schedule,
            @Nullable Instant nextAt,
            @Nullable ScheduledRun last) {}

    /** Schedules of the views that somebody sees. */
    public Uni<List<Listed>> visibleTo(Grant grant) {
        Instant now = clock.now();
        return views.visibleTo(grant).chain(seen -> {
            Set<Long> ids = seen.stream().map(SavedView::viewId).collect(Collectors.toSet());
            return ScheduleStore.all(pool)
                    .chain(all -> ScheduleStore.lastRuns(pool).map(runs -> {
                        Map<Long, ScheduledRun> last = new HashMap<>();
                        runs.forEach(run -> last.put(run.scheduleId(), run));
                        return all.stream()
                                .filter(schedule -> ids.contains(schedule.viewId()))
                                .map(schedule -> new Listed(
                                        schedule,
                                        schedule.enabled()
                                                ? schedule.nextDue(
                                                        site.current().zone(), now)
                                                : null,
                                        last.get(schedule.scheduleId())))
                                .toList();
                    }));
        });
    }

    /** Adds a schedule (id 0) or replaces one; whoever saves it lends it the own rights. */
    public Uni<Long> save(Grant grant, long scheduleId, Wanted wanted) {
        Schedule schedule = new Schedule(
                scheduleId,
                wanted.viewId(),
                ReportViews.owner(grant),
                wanted.every(),
                wanted.day(),
                wanted.at(),
                wanted.recipients(),
                wanted.format(),
                wanted.language(),
                wanted.enabled(),
                clock.now());
        return views.find(grant, wanted.viewId())
                .chain(() -> scheduleId == 0
                        ? Uni.createFrom().voidItem()
                        : one(grant, scheduleId).replaceWithVoid())
                .chain(() -> pool.withTransaction(tx -> ScheduleStore.all(tx)
                        .invoke(all -> {
                            if (scheduleId == 0 && all.size() >= Schedule.MOST)
                                throw ReportViews.tooMany(
                                        "There are " + Schedule.MOST + " schedules already: remove one.", "/viewId");
                        })
                        .chain(() -> ScheduleStore.save(tx, schedule))
                        .call(id -> audit.record(
                                tx,
                                grant.actor(),
                                "reportSchedule.saved",
                                "reportSchedule:" + id,
                                null,
                                values(schedule)))));
    }

    /** A schedule of a view that somebody sees; fails with 404 for others. */
    private Uni<Schedule> one(Grant grant, long scheduleId) {
        return ScheduleStore.find(pool, scheduleId)
                .map(found -> found.orElseThrow(ReportViews::notFound))
                .call(schedule -> views.find(grant, schedule.viewId()));
    }

    public Uni<Void> delete(Grant grant, long scheduleId) {
        return one(grant, scheduleId)
                .chain(schedule -> pool.withTransaction(tx -> ScheduleStore.delete(tx, scheduleId)
                        .chain(() -> audit.record(
                                tx,
                                grant.actor(),
                                "reportSchedule.deleted",
                                "reportSchedule:" + scheduleId,
                                values(schedule),
                                null))));
    }

    /** The newest runs before an instant. */
    public Uni<List<ScheduledRun>> runs(Grant grant, long scheduleId, Instant before, int limit) {
        return one(grant, scheduleId).chain(schedule -> ScheduleStore.runs(pool, scheduleId, before, limit));
    }

    private static Map<String, Object> values(Schedule schedule) {
        return Map.of(
                "view", Long.toString(schedule.viewId()),
                "every", Parameters.wire(schedule.every()),
                "day", schedule.day(),
                "at", schedule.at().toString(),
                "recipients", List.copyOf(schedule.recipients()),
                "format", Parameters.wire(schedule.format()),
                "language", schedule.language(),
                "enabled", schedule.enabled());
    }

    /** Whether somebody may have views sent: what leaves by mail is for those who see everybody. */
    public static boolean isAllowed(Sight sight) {
        return sight.equals(Sight.EVERYBODY);
    }
}
