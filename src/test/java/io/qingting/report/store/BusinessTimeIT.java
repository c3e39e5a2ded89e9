package io.qingting.report.store;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.app.EventLog;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.PostgresResource;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Durations;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportQuery.Subject;
import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.SlaBook;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.TimeWindow;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** First responses in business time, against the arithmetic of the calendar itself. Queues have calendars of their own. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class BusinessTimeIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A Friday. */
    private static final LocalDate FRIDAY = LocalDate.parse("2026-03-06");

    @Inject
    Pool pool;

    @Inject
    EventLog log;

    @Inject
    FactLag lag;

    private final String office = "office" + newId();
    private final String hotline = "hotline" + newId();
    private final String amy = "amy" + newId();
    private int source;

    @BeforeEach
    void aSource() {
        source = get(log.sourceId("/connectors/" + newId()));
    }

    @Test
    void aNightAndAWeekendDoNotCountWhereTheQueueIsClosed() {
        happened(script(office)
                .entered("17:58:00", "c1")
                .customerWrote("17:58:00", "c1")
                .on("2026-03-09")
                .agentWrote("09:01:00", "c1", amy));
        happened(script(hotline)
                .entered("23:58:00", "c1")
                .customerWrote("23:58:00", "c1")
                .on("2026-03-07")
                .agentWrote("00:01:00", "c1", amy));

        assertThat(seconds(read(office, Duration.ofSeconds(180), "2026-03-06", "2026-03-10")))
                .isEqualTo(180);
        assertThat(ratio(read(office, Duration.ofSeconds(180), "2026-03-06", "2026-03-10")))
                .isEqualTo(new Ratio(1, 1));
        assertThat(ratio(read(office, Duration.ofSeconds(179), "2026-03-06", "2026-03-10")))
                .isEqualTo(new Ratio(0, 1));
        assertThat(seconds(read(hotline, Duration.ofSeconds(180), "2026-03-06", "2026-03-10")))
                .isEqualTo(180);
    }

    @Test
    void whatIsOverdueBelongsToItsDeadlineInBusinessTime() {
        happened(script(office)
                .entered("17:59:00", "c1")
                .customerWrote("17:59:00", "c1")
                .on("2026-03-10")
                .agentWrote("12:00:00", "c1", amy));

        Duration limit = Duration.ofSeconds(120);
        assertThat(ratio(read(office, limit, "2026-03-06", "2026-03-09"))).isEqualTo(Ratio.NONE);
        assertThat(ratio(read(office, limit, "2026-03-09", "2026-03-10"))).isEqualTo(new Ratio(0, 1));
        assertThat(ratio(read(office, limit, "2026-03-10", "2026-03-11"))).isEqualTo(Ratio.NONE);
    }

    @Test
    void aLimitThatIsUsedUpAtClosingTimePassesThenAndNotAtTheNextOpening() {
        happened(script(office)
                .entered("17:58:00", "c1")
                .customerWrote("17:58:00", "c1")
                .on("2026-03-06")
                .agentWrote("20:00:00", "c1", amy));

        assertThat(ratio(read(office, Duration.ofSeconds(120), "2026-03-06", "2026-03-07")))
                .isEqualTo(new Ratio(0, 1));
    }

    @Test
    void manyWaitsAgreeWithTheCalendarAndDaysAddUp() {
        Random random = new Random(7);
        BusinessCalendar calendar = rules().calendarOf(office);
        FloorScript script = script(office);
        List<long[]> waits = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            LocalDateTime begin = FRIDAY.atStartOfDay().plusSeconds(random.nextInt(5 * 86_400));
            LocalDateTime reply = begin.plusSeconds(random.nextInt(2 * 86_400));
            script.on(begin.toLocalDate().toString())
                    .entered(begin.toLocalTime().toString(), "r" + i);
            script.customerWrote(begin.toLocalTime().toString(), "r" + i);
            script.on(reply.toLocalDate().toString())
                    .agentWrote(reply.toLocalTime().toString(), "r" + i, amy);
            waits.add(new long[] {millis(begin), millis(reply)});
        }
        happened(script);
        long limit = Duration.ofHours(2).toMillis();

        long sum = 0;
        long hits = 0;
        for (long[] wait : waits) {
            sum += calendar.between(wait[0], wait[1]);
            if (wait[1] <= calendar.add(wait[0], limit)) hits++;
        }
        Report days = read(office, Duration.ofMillis(limit), "2026-03-06", "2026-03-20");

        assertThat(days.rows()).hasSizeGreaterThan(3);
        assertThat(seconds(days)).isEqualTo(sum / 1000.0);
        assertThat(ratio(days)).isEqualTo(new Ratio(hits, waits.size()));
    }

    private static long millis(LocalDateTime local) {
        return local.atZone(SHANGHAI).toInstant().toEpochMilli();
    }

    private FloorScript script(String queue) {
        return new FloorScript(source, queue, SHANGHAI, FRIDAY).by("chat");
    }

    private void happened(FloorScript script) {
        get(log.append(script.events()));
        Awaitility.await().atMost(LIMIT).until(() -> get(lag.now()).events() == 0);
        source = get(log.sourceId("/connectors/" + newId()));
    }

    /** The hotline is open all day, all others Monday to Friday from 9 to 12 and from 13 to 18. */
    private SlaRules rules() {
        EnumMap<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() <= 5) week.put(day, List.of(window("09:00", "12:00"), window("13:00", "18:00")));
        }
        CalendarSettings working =
                new CalendarSettings("working", "working", SHANGHAI, week, null, DayOfWeek.MONDAY, Map.of());
        return new SlaRules(
                1,
                0,
                new SlaRules.Content(
                        List.of(),
                        List.of(working, CalendarSettings.alwaysOpen("always", "always", SHANGHAI)),
                        "working",
                        Map.of(hotline, "always")),
                country -> null);
    }

    private static TimeWindow window(String from, String to) {
        return new TimeWindow(LocalTime.parse(from), LocalTime.parse(to));
    }

    /** By day; as asked for long after. */
    private Report read(String queue, Duration limit, String from, String to) {
        List<Period> days = new ArrayList<>();
        for (LocalDate day = LocalDate.parse(from); day.isBefore(LocalDate.parse(to)); day = day.plusDays(1)) {
            days.add(new Period(
                    day.toString(),
                    millis(day.atStartOfDay()),
                    millis(day.plusDays(1).atStartOfDay())));
        }
        ReportQuery query = new ReportQuery(
                Subject.QUEUES,
                PeriodUnit.DAY,
                Grouping.ALL,
                days,
                limit,
                limit,
                limit,
                List.of(queue),
                List.of(),
                List.of());
        ReportStore.Terms terms = new ReportStore.Terms(
                Instant.parse("2026-06-01T00:00:00Z").toEpochMilli(),
                Duration.ofSeconds(5),
                Duration.ofDays(7),
                10_000,
                new SlaBook(List.of(rules())),
                Map.of());
        return get(pool.withTransaction(tx -> ReportStore.read(tx, query, terms)));
    }

    private static double seconds(Report report) {
        return report.rows().stream()
                .map(row ->
                        (Figure.Lengths) Objects.requireNonNull(row.figures().get(Metric.FIRST_RESPONSE_BUSINESS)))
                .map(Figure.Lengths::durations)
                .mapToDouble(Durations::sum)
                .sum();
    }

    private static Ratio ratio(Report report) {
        return report.rows().stream()
                .map(row ->
                        (Figure.Share) Objects.requireNonNull(row.figures().get(Metric.FIRST_RESPONSE_BUSINESS_WITHIN)))
                .map(Figure.Share::ratio)
                .reduce(Ratio.NONE, Ratio::plus);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
