package io.qingting.report.app;

import io.qingting.access.app.Keys;
import io.qingting.access.app.People;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Person;
import io.qingting.access.domain.Sight;
import io.qingting.alert.domain.Backoff;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.ProblemException;
import io.qingting.report.channel.ReportMailer;
import io.qingting.report.domain.SavedView;
import io.qingting.report.domain.Schedule;
import io.qingting.report.domain.ScheduledRun;
import io.qingting.report.domain.ScheduledRun.Failure;
import io.qingting.report.domain.ScheduledRun.State;
import io.qingting.report.store.ScheduleStore;
import io.qingting.report.store.ViewStore;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sends the views that are due. What is due is noted once, by whichever instance comes first; one instance at a time sees to a
 * note, and after its lease another may. A mail goes out again only where an instance ended after the mail server had taken it
 * and before that was noted; its id is then the same. A replay sends nothing.
 */
@ApplicationScoped
class ScheduleRunner {
    private static final Logger LOG = Logger.getLogger(ScheduleRunner.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    /** After a longer absence a mail is noted as missed. */
    private static final Duration LATEST = Duration.ofHours(24);

    private static final Duration KEPT = Duration.ofDays(400);
    private static final int MOST_AT_ONCE = 50;
    private static final double MIDDLE = 0.5;

    private final Pool pool;
    private final BusinessClock business;
    private final MachineClock machine;
    private final SiteConfiguration site;
    private final ReportSettings settings;
    private final ReportRequests requests;
    private final Reports reports;
    private final FactLag facts;
    private final People people;
    private final Keys keys;
    private final ReportMailer mailer;

    ScheduleRunner(
            Pool pool,
            BusinessClock business,
            MachineClock machine,
            SiteConfiguration site,
            ReportSettings settings,
            ReportRequests requests,
            Reports reports,
            FactLag facts,
            People people,
            Keys keys,
            ReportMailer mailer) {
        this.pool = pool;
        this.business = business;
        this.machine = machine;
        this.site = site;
        this.settings = settings;
        this.requests = requests;
        this.reports = reports;
        this.facts = facts;
        this.people = people;
        this.keys = keys;
        this.mailer = mailer;
    }

    @Scheduled(every = "10s", identity = "report-schedules", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        if (!settings.mail() || business.isReplay()) return Uni.createFrom().voidItem();
        return run().onFailure()
                .invoke(e -> LOG.warnf("Scheduled reports could not be looked after: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** All that is due by now. */
    Uni<Void> run() {
        Instant now = business.now();
        return ScheduleStore.all(pool)
                .chain(all -> Multi.createFrom()
                        .iterable(all)
                        .filter(Schedule::enabled)
                        .onItem()
                        .transformToUniAndConcatenate(schedule -> note(schedule, now))
                        .onItem()
                        .ignoreAsUni())
                .chain(() -> sendNext(0))
                .chain(() -> ScheduleStore.forget(pool, now.minus(KEPT)));
    }

    private Uni<Void> note(Schedule schedule, Instant now) {
        Instant due = schedule.lastDue(site.current().zone(), now);
        if (!due.isAfter(schedule.sinceAt())) return Uni.createFrom().voidItem();
        State state = due.isBefore(now.minus(LATEST)) ? State.MISSED : State.WAITING;
        return ScheduleStore.note(pool, schedule.scheduleId(), due, state, machine.now());
    }

    private Uni<Void> sendNext(int sent) {
        if (sent >= MOST_AT_ONCE) return Uni.createFrom().voidItem();
        Instant now = machine.now();
        return ScheduleStore.lease(pool, now, now.plus(LEASE))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : attempt(found.get()).chain(() -> sendNext(sent + 1)));
    }

    private Uni<Void> attempt(ScheduledRun run) {
        return send(run)
                .onFailure()
                .invoke(e -> LOG.warnf("A scheduled report could not be made: %s", e.getMessage()))
                .onFailure()
                .recoverWithItem(e -> Optional.of(judge(e)))
                .chain(failure -> settle(run, failure));
    }

    private static Failure judge(Throwable failure) {
        if (!(failure instanceof ProblemException refused)) return Failure.BUSY;
        int status = refused.problem().status();
        if (status == 403) return Failure.NOT_ALLOWED;
        return status < 500 && status != 429 ? Failure.REPORT : Failure.BUSY;
    }

    private Uni<Void> settle(ScheduledRun run, Optional<Failure> failure) {
        Instant now = machine.now();
        if (failure.isEmpty()) return ScheduleStore.settle(pool, run, State.SENT, null, null, now);
        Optional<Instant> next =
                failure.get().isLasting() ? Optional.empty() : Backoff.next(run.attempts(), run.firstAt(), now, MIDDLE);
        return next.isPresent()
                ? ScheduleStore.settle(pool, run, State.WAITING, failure.get(), next.get(), now)
                : ScheduleStore.settle(pool, run, State.FAILED, failure.get(), null, now);
    }

    /** Empty: it was sent. */
    private Uni<Optional<Failure>> send(ScheduledRun run) {
        return ScheduleStore.find(pool, run.scheduleId())
                .chain(schedule -> schedule.isEmpty()
                        ? gone()
                        : ViewStore.find(pool, schedule.get().viewId())
                                .chain(view -> view.isEmpty() ? gone() : send(run, schedule.get(), view.get())));
    }

    /** Its schedule was taken away while it was looked at, and the run with it. */
    private static Uni<Optional<Failure>> gone() {
        return Uni.createFrom().item(Optional.of(Failure.NOT_ALLOWED));
    }

    private Uni<Optional<Failure>> send(ScheduledRun run, Schedule schedule, SavedView view) {
        return facts.now().chain(lag -> {
            boolean holdsAll = lag.events() == 0
                    || lag.position().recordedAt() >= run.dueAt().toEpochMilli();
            if (!holdsAll) return Uni.createFrom().item(Optional.of(Failure.NOT_READY));
            return sight(schedule.owner()).chain(sight -> {
                if (!ReportSchedules.isAllowed(sight)
                        || !view.shared() && !view.owner().equals(schedule.owner()))
                    return Uni.createFrom().item(Optional.of(Failure.NOT_ALLOWED));
                ReportRequests.Request request =
                        requests.report(view.subject(), ReportRequests.values(view.query()), run.dueAt());
                return reports.read(request, sight)
                        .emitOn(Infrastructure.getDefaultExecutor())
                        .chain(answer -> mailer.send(letter(run, schedule, view, answer)));
            });
        });
    }

    /** What the one who made a schedule may see now. */
    private Uni<Sight> sight(String owner) {
        long id = Long.parseLong(owner.substring(owner.indexOf(':') + 1));
        if (owner.startsWith("key:")) return keys.isAdminKey(id).map(valid -> valid ? Sight.EVERYBODY : Sight.NOBODY);
        return people.find(id)
                .map(found -> found.filter(person -> person.disabledAt() == null)
                        .map(ScheduleRunner::sight)
                        .orElse(Sight.NOBODY));
    }

    private static Sight sight(Person person) {
        Person.Profile profile = person.profile();
        return new Grant.LoggedIn(
                        person.personId(), profile.login(), profile.roles(), profile.teamIds(), profile.agentId())
                .sight();
    }

    private ReportMailer.Letter letter(ScheduledRun run, Schedule schedule, SavedView view, Reports.Answer answer) {
        Site present = site.current();
        ReportTable table = new ReportTable(answer, present, site::agentName, schedule.language());
        ReportLetter words = new ReportLetter(table.words(), answer, present);
        boolean isCsv = schedule.format() == Schedule.Format.CSV;
        String day = run.dueAt().atZone(present.zone()).toLocalDate().toString();
        return new ReportMailer.Letter(
                "report-" + run.scheduleId() + "-" + run.dueAt().getEpochSecond(),
                schedule.recipients(),
                words.subject(view.name()),
                words.text(view.name()),
                "report-" + day + (isCsv ? ".csv" : ".xlsx"),
                isCsv ? TableFiles.CSV : TableFiles.XLSX,
                isCsv ? TableFiles.csv(table) : TableFiles.xlsx(table, view.name()));
    }
}
