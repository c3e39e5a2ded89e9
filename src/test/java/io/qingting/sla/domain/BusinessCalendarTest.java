package io.qingting.sla.domain;

import static io.qingting.sla.domain.Calendars.at;
import static io.qingting.sla.domain.Calendars.text;
import static io.qingting.sla.domain.Calendars.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.sla.domain.CalendarSettings.DayRule;
import io.qingting.sla.domain.PublicHolidays.Kind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long YEARS_2024_TO_2026 = 3L * 365 * 24 * HOUR;
    private static final long NEW_YEAR_2024 = at("2024-01-01 00:00");

    private final BusinessCalendar office = Calendars.office();

    @Test
    void outOfHoursItStartsAtTheNextOpening() {
        assertThat(text(office.add(at("2026-03-03 08:00"), HOUR))).isEqualTo("2026-03-03 10:00");
        assertThat(text(office.add(at("2026-03-03 11:30"), HOUR))).isEqualTo("2026-03-03 13:30");
        assertThat(text(office.add(at("2026-03-06 17:30"), HOUR))).isEqualTo("2026-03-09 09:30");
    }

    @Test
    void aLengthUsedUpAtClosingTimeEndsThere() {
        assertThat(text(office.add(at("2026-03-06 17:00"), HOUR))).isEqualTo("2026-03-06 18:00");
    }

    @Test
    void aHolidayIsClosedAndAMakeUpWorkdayIsOpen() {
        // The Spring Festival of 2026: 15 to 23 February; Saturdays 14 and 28 February are worked.
        assertThat(text(office.add(at("2026-02-14 17:30"), HOUR))).isEqualTo("2026-02-24 09:30");
        assertThat(office.isOpen(at("2026-02-28 10:00"))).isTrue();
        assertThat(office.isOpen(at("2026-02-28 12:30"))).isFalse();
        assertThat(office.isOpen(at("2026-03-07 10:00"))).isFalse();
        assertThat(office.nameOf(LocalDate.parse("2026-02-17"))).isEqualTo("春节");
    }

    @Test
    void threeWorkingDaysEndAtTheCloseOfTheThirdWorkingDayAfterReceipt() {
        assertThat(text(office.closeOfWorkingDay(at("2026-03-03 10:00"), 3))).isEqualTo("2026-03-06 18:00");
        assertThat(text(office.closeOfWorkingDay(at("2026-03-05 23:59"), 3))).isEqualTo("2026-03-10 18:00");
        assertThat(text(office.closeOfWorkingDay(at("2026-03-07 10:00"), 1))).isEqualTo("2026-03-09 18:00");
        // Received on 13 February: 14 is a make-up workday, then the holidays, 24, 25.
        assertThat(text(office.closeOfWorkingDay(at("2026-02-13 10:00"), 3))).isEqualTo("2026-02-25 18:00");
    }

    @Test
    void beyondTheKnownHolidaysADeadlineIsProvisional() {
        assertThat(office.isProvisional(at("2026-12-31 23:59"))).isFalse();
        assertThat(office.isProvisional(at("2027-01-01 00:00"))).isTrue();
        assertThat(Calendars.alwaysOpen(Calendars.SHANGHAI).isProvisional(at("2030-01-01 00:00")))
                .isFalse();
    }

    @Test
    void theShippedHolidaysAreThoseOfTheNotices() {
        PublicHolidays china = Calendars.CHINA;

        assertThat(china.source()).contains("State Council").contains("MIT");
        assertThat(china.knownUntil()).isEqualTo(LocalDate.parse("2026-12-31"));
        assertThat(china.days().keySet()).allMatch(china::knows);
        assertThat(count(china, 2024, Kind.HOLIDAY)).isEqualTo(28);
        assertThat(count(china, 2025, Kind.HOLIDAY)).isEqualTo(28);
        assertThat(count(china, 2026, Kind.HOLIDAY)).isEqualTo(33);
        // Make-up workdays are weekend days, or they would make up for nothing.
        assertThat(china.days().entrySet())
                .filteredOn(day -> day.getValue().kind() == Kind.MAKE_UP_WORKDAY)
                .allMatch(day -> day.getKey().getDayOfWeek().getValue() >= 6);
    }

    private static long count(PublicHolidays holidays, int year, Kind kind) {
        return holidays.days().entrySet().stream()
                .filter(d -> d.getKey().getYear() == year && d.getValue().kind() == kind)
                .count();
    }

    @Test
    void aWindowOverMidnightBelongsToTheDayItBeginsOn() {
        BusinessCalendar night =
                Calendars.of(Calendars.SHANGHAI, Map.of(DayOfWeek.FRIDAY, List.of(window("22:00", "06:00"))), null);

        assertThat(text(night.add(at("2026-03-06 23:00"), 2 * HOUR))).isEqualTo("2026-03-07 01:00");
        assertThat(text(night.add(at("2026-03-07 05:30"), HOUR))).isEqualTo("2026-03-13 22:30");
        assertThat(text(night.closeOfWorkingDay(at("2026-03-05 10:00"), 1))).isEqualTo("2026-03-07 06:00");
    }

    @Test
    void windowsThatMeetAtMidnightAreOneStretch() {
        BusinessCalendar calendar =
                Calendars.of(Calendars.SHANGHAI, Calendars.everyDay(window("20:00", "04:00")), null);

        assertThat(calendar.between(at("2026-03-03 23:00"), at("2026-03-04 01:00")))
                .isEqualTo(2 * HOUR);
    }

    @Test
    void aDayOfItsOwnReplacesHolidayAndWeekday() {
        BusinessCalendar calendar = Calendars.with(
                office,
                Map.of(
                        LocalDate.parse("2026-02-17"), new DayRule("值班", List.of(window("10:00", "11:00"))),
                        LocalDate.parse("2026-03-03"), new DayRule("盘点", List.of())));

        assertThat(calendar.isOpen(at("2026-02-17 10:30"))).isTrue();
        assertThat(calendar.isOpen(at("2026-03-03 10:30"))).isFalse();
        assertThat(calendar.nameOf(LocalDate.parse("2026-03-03"))).isEqualTo("盘点");
    }

    @Test
    void aNightOnWhichClocksGoForwardIsAnHourShorter() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        BusinessCalendar night = Calendars.of(berlin, Calendars.everyDay(window("22:00", "06:00")), null);

        long opening = at(berlin, "2026-03-28 22:00");
        assertThat(night.between(opening, at(berlin, "2026-03-29 12:00"))).isEqualTo(7 * HOUR);
        assertThat(night.add(opening, 7 * HOUR)).isEqualTo(at(berlin, "2026-03-29 06:00"));
        assertThat(night.between(at(berlin, "2026-10-24 22:00"), at(berlin, "2026-10-25 12:00")))
                .isEqualTo(9 * HOUR);
    }

    @Test
    void aTimeThatAChangeOfClocksLeavesOutIsTheInstantOfTheChange() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        BusinessCalendar calendar = Calendars.of(berlin, Calendars.everyDay(window("02:30", "04:00")), null);

        assertThat(calendar.between(at(berlin, "2026-03-29 00:00"), at(berlin, "2026-03-30 00:00")))
                .isEqualTo(HOUR);
        // Opens at 02:30 of summer time and closes at 04:00 of winter time.
        assertThat(calendar.between(at(berlin, "2026-10-25 00:00"), at(berlin, "2026-10-26 00:00")))
                .isEqualTo(2 * HOUR + 30 * MINUTE);
    }

    @Test
    void windowsOfADayMustNotOverlap() {
        assertThatThrownBy(() -> Calendars.of(
                        Calendars.SHANGHAI,
                        Calendars.everyDay(window("09:00", "12:00"), window("11:00", "13:00")),
                        null))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> Calendars.of(Calendars.SHANGHAI, Map.of(), null))
                .hasMessageContaining("window");
    }

    @Property
    void timeAddedIsTimeBetween(
            @ForAll("calendars") BusinessCalendar calendar,
            @ForAll @LongRange(min = 0, max = YEARS_2024_TO_2026) long offset,
            @ForAll @LongRange(min = 0, max = 200 * HOUR) long length) {
        long from = NEW_YEAR_2024 + offset;

        assertThat(calendar.between(from, calendar.add(from, length))).isEqualTo(length);
    }

    @Property
    void noEarlierInstantHasSeenTheWholeLength(
            @ForAll("calendars") BusinessCalendar calendar,
            @ForAll @LongRange(min = 0, max = YEARS_2024_TO_2026) long offset,
            @ForAll @LongRange(min = 1, max = 200 * HOUR) long length) {
        long from = NEW_YEAR_2024 + offset;

        assertThat(calendar.between(from, calendar.add(from, length) - 1)).isEqualTo(length - 1);
    }

    @Property
    void aLaterStartNeverGivesAnEarlierDeadline(
            @ForAll("calendars") BusinessCalendar calendar,
            @ForAll @LongRange(min = 0, max = YEARS_2024_TO_2026) long offset,
            @ForAll @LongRange(min = 0, max = 100 * HOUR) long later,
            @ForAll @LongRange(min = 0, max = 200 * HOUR) long length) {
        long from = NEW_YEAR_2024 + offset;

        assertThat(calendar.add(from + later, length)).isGreaterThanOrEqualTo(calendar.add(from, length));
        assertThat(calendar.closeOfWorkingDay(from + later, 3))
                .isGreaterThanOrEqualTo(calendar.closeOfWorkingDay(from, 3));
    }

    @Property
    void timeBetweenAddsUp(
            @ForAll("calendars") BusinessCalendar calendar,
            @ForAll @LongRange(min = 0, max = YEARS_2024_TO_2026) long offset,
            @ForAll @LongRange(min = 0, max = 100 * HOUR) long first,
            @ForAll @LongRange(min = 0, max = 100 * HOUR) long second) {
        long from = NEW_YEAR_2024 + offset;
        long middle = from + first;

        assertThat(calendar.between(from, middle) + calendar.between(middle, middle + second))
                .isEqualTo(calendar.between(from, middle + second));
    }

    @Property
    void aCalendarThatIsAlwaysOpenKeepsCalendarTime(
            @ForAll("zones") ZoneId zone,
            @ForAll @LongRange(min = 0, max = YEARS_2024_TO_2026) long offset,
            @ForAll @LongRange(min = 0, max = 1_000 * HOUR) long length) {
        BusinessCalendar calendar = Calendars.alwaysOpen(zone);
        long from = NEW_YEAR_2024 + offset;

        assertThat(calendar.add(from, length)).isEqualTo(from + length);
        assertThat(calendar.between(from, from + length)).isEqualTo(length);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<BusinessCalendar> calendars() {
        Arbitrary<Map<DayOfWeek, List<TimeWindow>>> weeks = Arbitraries.of(
                Calendars.weekdays(window("09:00", "12:00"), window("13:00", "18:00")),
                Calendars.everyDay(window("22:00", "06:00")),
                Calendars.everyDay(window("02:15", "02:45"), window("20:00", "04:00")),
                Calendars.weekdays(TimeWindow.WHOLE_DAY),
                Map.of(
                        DayOfWeek.MONDAY, List.of(window("08:30", "12:30")),
                        DayOfWeek.SUNDAY, List.of(window("23:59", "00:01"))));
        return Combinators.combine(zones(), weeks, Arbitraries.of("cn", ""))
                .as((zone, week, country) -> Calendars.of(zone, week, country.isEmpty() ? null : country));
    }
}
