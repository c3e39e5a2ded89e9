package io.qingting.staffing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.CalendarSettings.DayRule;
import io.qingting.sla.domain.PublicHolidays;
import io.qingting.sla.domain.TimeWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final LocalTime TEN = LocalTime.of(10, 0);
    private static final LocalTime HALF_PAST = LocalTime.of(10, 30);
    private static final List<LocalTime> TIMES = List.of(TEN, HALF_PAST);
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");

    private final Map<LocalDate, Map<LocalTime, Integer>> arrived = new HashMap<>();
    private final List<LocalDate> mondays = new ArrayList<>();

    /** Of earlier Mondays, the last first; 0: nothing came in all day. */
    private void mondaysHad(int... atTen) {
        for (int i = 0; i < atTen.length; i++) {
            LocalDate day = MONDAY.minusWeeks(i + 1);
            mondays.add(day);
            if (atTen[i] > 0) arrived.put(day, Map.of(TEN, atTen[i]));
        }
    }

    private Forecast forecast(int wanted) {
        return Forecast.of(mondays, arrived, wanted, TIMES);
    }

    @Test
    void ofFiveMondaysTheHighestAndTheLowestDoNotCount() {
        mondaysHad(20, 100, 22, 3, 24);

        assertThat(forecast(6).expected()).isEqualTo(Map.of(TEN, 22.0, HALF_PAST, 0.0));
    }

    @Test
    void ofFewerAllCount() {
        mondaysHad(20, 100, 30);

        assertThat(forecast(6).expected().get(TEN)).isEqualTo(50.0);
    }

    @Test
    void twoMondaysAreTooFew() {
        mondaysHad(20, 22);

        assertThat(forecast(6).expected()).isEmpty();
        assertThat(forecast(6).days()).hasSize(2);
    }

    @Test
    void aMondayOnWhichNothingCameInIsLeftOutForAnEarlierOne() {
        mondaysHad(20, 0, 22, 24);

        Forecast forecast = forecast(3);

        assertThat(forecast.days()).containsExactly(mondays.get(0), mondays.get(2), mondays.get(3));
        assertThat(forecast.expected().get(TEN)).isEqualTo(22.0);
    }

    @Test
    void theErrorIsOfTheSameForecastMadeForMondaysThatAreOver() {
        mondaysHad(20, 30, 10, 20, 30);

        Forecast.Error error = forecast(3).error();

        // The last from the three before it: 20. The one before it likewise: 20, and 30 came. The third has two before
        // it.
        assertThat(error.days()).containsExactly(mondays.get(0), mondays.get(1));
        assertThat(error.halfHours()).isEqualTo(4);
        assertThat(error.missed()).isCloseTo(10.0, within(1e-9));
        assertThat(error.expected()).isCloseTo(40.0, within(1e-9));
        assertThat(error.arrived()).isEqualTo(50);
    }

    @Test
    void withoutAnEarlierDayToTestItOnTheErrorIsNotTold() {
        mondaysHad(20, 22, 24);

        assertThat(forecast(6).error().days()).isEmpty();
    }

    @Test
    void aSundayThatMakesUpForAHolidayWentLikeAMondayAndAHolidayLikeHolidays() {
        BusinessCalendar office = office(Map.of());
        LocalDate makeUp = LocalDate.parse("2025-09-28");
        LocalDate holiday = LocalDate.parse("2025-10-01");

        assertThat(DayKind.of(office, makeUp))
                .isEqualTo(new DayKind(DayKind.Sort.MAKE_UP_WORKDAY, DayOfWeek.MONDAY, "国庆节", true));
        assertThat(DayKind.of(office, holiday)).isEqualTo(new DayKind(DayKind.Sort.HOLIDAY, null, "国庆节", false));
        LocalDate before = LocalDate.parse("2025-10-13");
        assertThat(Forecast.candidates(office, before, before, 3))
                .startsWith(
                        LocalDate.parse("2025-10-11"),
                        LocalDate.parse("2025-09-29"),
                        makeUp,
                        LocalDate.parse("2025-09-22"))
                .doesNotContain(LocalDate.parse("2025-10-06"));
        assertThat(Forecast.candidates(office, LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-01"), 3))
                .startsWith(LocalDate.parse("2025-10-08"), LocalDate.parse("2025-10-07"));
    }

    @Test
    void aDayThatTheCalendarClosesItselfIsAHolidayAndOneThatItOpensMakesUp() {
        LocalDate outing = LocalDate.parse("2026-06-03");
        LocalDate sale = LocalDate.parse("2026-06-06");
        BusinessCalendar office = office(Map.of(
                outing, new DayRule("团建", List.of()),
                sale, new DayRule("大促", List.of(TimeWindow.WHOLE_DAY))));

        assertThat(DayKind.of(office, outing).sort()).isEqualTo(DayKind.Sort.HOLIDAY);
        assertThat(DayKind.of(office, sale).like()).isEqualTo(DayOfWeek.MONDAY);
    }

    @Test
    void anAgentWhoHoldsTwoChatsAtATimeNeedsHalfOfTheTimeForEach() {
        Handling handling = new Handling(new Mean(1_800, 10), new Mean(6_000, 10), new Ratio(2_000, 1_000));

        assertThat(handling.agentSeconds()).isEqualTo(new Mean(4_800, 20));
    }

    @Test
    void whereNothingIsExpectedNobodyIsNeededAndWithoutHandleTimesNothingIsToldOfAgents() {
        mondaysHad(20, 21, 22);
        List<Plan.Known> known = List.of(
                new Plan.Known(Instant.EPOCH, TEN, 19, null, 4.5),
                new Plan.Known(Instant.EPOCH, HALF_PAST, null, null, null));

        List<Plan.HalfHour> unknown = plan(Handling.NONE, known).halfHours();
        List<Plan.HalfHour> told = plan(new Handling(new Mean(1_800, 10), Mean.NONE, Ratio.NONE), known)
                .halfHours();

        assertThat(unknown.get(0).byC()).isNull();
        assertThat(told.get(1).byC()).isEqualTo(new Service(0, 0, 1));
        assertThat(told.get(1).byA()).isNull();
        assertThat(Objects.requireNonNull(told.get(0).byC()).agents()).isGreaterThan(2);
        assertThat(told.get(0).isPeak()).isTrue();
        assertThat(told.get(0).arrived()).isEqualTo(19);
        assertThat(told.get(0).usuallyPresent()).isEqualTo(4.5);
    }

    private Plan plan(Handling handling, List<Plan.Known> known) {
        return Plan.of(
                MONDAY,
                new DayKind(DayKind.Sort.ORDINARY, DayOfWeek.MONDAY, null, true),
                6,
                forecast(6),
                handling,
                new Patience(100, Patience.LEAST_ABANDONED - 1),
                new Target(0.8, 30, 5),
                known,
                List.of(new Plan.Peak(TEN, LocalTime.NOON)));
    }

    private static BusinessCalendar office(Map<LocalDate, DayRule> days) {
        Map<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) if (day.getValue() <= 5) week.put(day, List.of(TimeWindow.WHOLE_DAY));
        return new BusinessCalendar(
                new CalendarSettings(
                        "office", "office", ZoneId.of("Asia/Shanghai"), week, "cn", DayOfWeek.MONDAY, days),
                china());
    }

    private static PublicHolidays china() {
        try (InputStream in = Objects.requireNonNull(ForecastTest.class.getResourceAsStream("/calendars/cn.csv"))) {
            return PublicHolidays.parse("cn", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
