package io.qingting.staffing.app;

import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.report.app.ReportSettings;
import io.qingting.report.app.Reports;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.HalfHours;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.qingting.sla.app.SlaBooks;
import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.staffing.domain.DayKind;
import io.qingting.staffing.domain.Forecast;
import io.qingting.staffing.domain.Handling;
import io.qingting.staffing.domain.Patience;
import io.qingting.staffing.domain.Plan;
import io.qingting.staffing.domain.Plan.Known;
import io.qingting.staffing.domain.Plan.Peak;
import io.qingting.staffing.domain.Target;
import io.qingting.staffing.store.PresenceStore;
import io.qingting.staffing.store.StaffingStore;
import io.qingting.staffing.store.StaffingStore.Arrived;
import io.qingting.staffing.store.StaffingStore.Stretch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans of a day as of now, from what the facts hold. */
@ApplicationScoped
public class Staffing {
    private static final double MILLIS = 1_000;

    private final Pool pool;
    private final BusinessClock clock;
    private final SiteConfiguration site;
    private final SlaBooks books;
    private final FactLag lag;
    private final Reports reports;
    private final ReportSettings settings;
    private final List<Peak> peaks;

    Staffing(
            Pool pool,
            BusinessClock clock,
            SiteConfiguration site,
            SlaBooks books,
            FactLag lag,
            Reports reports,
            ReportSettings settings,
            StaffingSettings hours) {
        this.pool = pool;
        this.clock = clock;
        this.site = site;
        this.books = books;
        this.lag = lag;
        this.reports = reports;
        this.settings = settings;
        this.peaks = hours.peaks().stream().map(Staffing::peak).toList();
    }

    /** An installation whose hours are no hours does not start. */
    private static Peak peak(String text) {
        String[] ends = text.trim().split("-", -1);
        return new Peak(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
    }

    /**
     * What is asked for.
     *
     * @param queue null: all
     * @param weeks days of the same kind that the forecast stands on
     * @param share to be answered within {@code seconds}
     */
    public record Question(LocalDate day, @Nullable String queue, int weeks, double share, int seconds) {}

    /** @param lagSeconds how long the facts have been behind the log */
    public record Answer(Plan plan, Instant at, double lagSeconds, boolean isCatchingUp) {}

    /** Within the limits of reports: fails with 429 and 503 as they do. */
    public Uni<Answer> plan(Question question) {
        return reports.limited(() -> read(question));
    }

    private Uni<Answer> read(Question question) {
        Instant now = clock.now();
        Site present = site.current();
        BusinessDays days = new BusinessDays(present.zone(), present.dayStartHour());
        // Looked at before the figures are read: they can only be newer than it says.
        return lag.now()
                .chain(behind -> books.now().chain(book -> {
                    BusinessCalendar calendar = book.latest().calendarOf(question.queue());
                    Reading reading = new Reading(question, days, calendar, now);
                    return StaffingStore.reading(pool, settings.statementTimeout(), reading::plan)
                            .map(plan -> new Answer(
                                    plan,
                                    now,
                                    behind.seconds(),
                                    behind.seconds() * MILLIS
                                            > settings.lagLimit().toMillis()));
                }));
    }

    /** One plan being made. */
    private final class Reading {
        private final Question question;
        private final BusinessDays days;
        private final BusinessCalendar calendar;
        private final Instant now;
        private final List<Instant> begins;
        private final List<LocalDate> candidates;

        Reading(Question question, BusinessDays days, BusinessCalendar calendar, Instant now) {
            this.question = question;
            this.days = days;
            this.calendar = calendar;
            this.now = now;
            this.begins = HalfHours.begins(
                    days.start(question.day()), days.start(question.day().plusDays(1)));
            LocalDate today = days.dayOf(now);
            LocalDate before = question.day().isBefore(today) ? question.day() : today;
            this.candidates = Forecast.candidates(calendar, question.day(), before, question.weeks());
        }

        Uni<Plan> plan(SqlConnection tx) {
            List<LocalDate> read = new ArrayList<>(candidates);
            read.add(question.day());
            return StaffingStore.arrivals(tx, read.stream().map(this::stretch).toList(), question.queue())
                    .chain(arrived -> {
                        Forecast forecast = Forecast.of(candidates, byTime(read, arrived), question.weeks(), times());
                        List<Stretch> used =
                                forecast.days().stream().map(this::stretch).toList();
                        return StaffingStore.handling(tx, used, question.queue())
                                .chain(handling -> StaffingStore.patience(tx, used, question.queue())
                                        .chain(patience -> presence(tx, forecast)
                                                .map(there -> plan(
                                                        forecast, handling, patience, known(own(arrived), there)))));
                    });
        }

        private Stretch stretch(LocalDate day) {
            return new Stretch(days.start(day), days.start(day.plusDays(1)));
        }

        private LocalTime time(Instant begin) {
            return begin.atZone(days.zone()).toLocalTime();
        }

        /** Of the day asked for; on a day whose clocks go back an hour comes twice. */
        private List<LocalTime> times() {
            return begins.stream().map(this::time).distinct().toList();
        }

        private Map<LocalDate, Map<LocalTime, Integer>> byTime(List<LocalDate> read, List<Arrived> arrived) {
            Map<LocalDate, Map<LocalTime, Integer>> byDay = new HashMap<>();
            for (Arrived a : arrived) {
                LocalDate day = read.get(a.day());
                LocalTime time = time(days.start(day).plus(Plan.LENGTH.multipliedBy(a.halfHour())));
                byDay.computeIfAbsent(day, d -> new HashMap<>()).merge(time, a.arrivals(), Integer::sum);
            }
            return byDay;
        }

        /** Arrivals of the day asked for by the number of the half hour. */
        private Map<Integer, Integer> own(List<Arrived> arrived) {
            return arrived.stream()
                    .filter(a -> a.day() == candidates.size())
                    .collect(Collectors.toMap(Arrived::halfHour, Arrived::arrivals));
        }

        /** Agents present by day and half hour, of the day asked for as far as it is over, and of those of the forecast. */
        private Uni<Map<LocalDate, Map<LocalTime, Double>>> presence(SqlConnection tx, Forecast forecast) {
            List<LocalDate> read = new ArrayList<>(forecast.days());
            read.add(question.day());
            return Multi.createFrom()
                    .iterable(read)
                    .filter(day -> days.start(day).isBefore(now))
                    .onItem()
                    .transformToUniAndConcatenate(day -> PresenceStore.present(tx, upToNow(day), question.queue())
                            .map(present -> Map.entry(day, byTime(day, present))))
                    .collect()
                    .asMap(Map.Entry::getKey, Map.Entry::getValue);
        }

        private Stretch upToNow(LocalDate day) {
            Stretch whole = stretch(day);
            return now.isBefore(whole.to()) ? new Stretch(whole.from(), now) : whole;
        }

        private Map<LocalTime, Double> byTime(LocalDate day, Map<Integer, Double> present) {
            Map<LocalTime, Double> byTime = new HashMap<>();
            present.forEach((n, agents) ->
                    byTime.putIfAbsent(time(days.start(day).plus(Plan.LENGTH.multipliedBy(n))), agents));
            return byTime;
        }

        private List<Known> known(Map<Integer, Integer> arrived, Map<LocalDate, Map<LocalTime, Double>> there) {
            Map<LocalTime, Double> present = there.getOrDefault(question.day(), Map.of());
            List<Known> known = new ArrayList<>();
            for (int i = 0; i < begins.size(); i++) {
                Instant begin = begins.get(i);
                LocalTime time = time(begin);
                boolean isOver = !begin.plus(Plan.LENGTH).isAfter(now);
                known.add(new Known(
                        begin,
                        time,
                        isOver ? arrived.getOrDefault(i, 0) : null,
                        isOver ? present.get(time) : null,
                        usually(there, time)));
            }
            return known;
        }

        private @Nullable Double usually(Map<LocalDate, Map<LocalTime, Double>> there, LocalTime time) {
            double sum = 0;
            int count = 0;
            for (LocalDate day : candidates) {
                Double present = there.getOrDefault(day, Map.of()).get(time);
                if (present == null) continue;
                sum += present;
                count++;
            }
            return count == 0 ? null : Double.valueOf(sum / count);
        }

        private Plan plan(Forecast forecast, Handling handling, Patience patience, List<Known> known) {
            return Plan.of(
                    question.day(),
                    DayKind.of(calendar, question.day()),
                    question.weeks(),
                    forecast,
                    handling,
                    patience,
                    new Target(
                            question.share(),
                            question.seconds(),
                            site.current().settings().limits().shortAbandonSeconds()),
                    known,
                    peaks);
        }
    }
}
