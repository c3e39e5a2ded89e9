package io.qingting.sla.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.kernel.ProblemException;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.CalendarSettings.DayRule;
import io.qingting.sla.domain.TimeWindow;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Files as calendars give them out: days off, make-up workdays, and what is neither. */
class ICalendarDaysTest {
    private static final TimeWindow HOURS = new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));

    private static ICalendarDays read(ICalendarDays.Kind kind, String... events) {
        EnumMap<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
        week.put(DayOfWeek.MONDAY, List.of(HOURS));
        CalendarSettings calendar = new CalendarSettings(
                "office", "office", ZoneId.of("Asia/Shanghai"), week, null, DayOfWeek.MONDAY, Map.of());
        String file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + String.join("", events)
                + "END:VCALENDAR\r\n";
        return ICalendarDays.read(file.getBytes(StandardCharsets.UTF_8), calendar, kind);
    }

    private static String event(String title, String... lines) {
        return "BEGIN:VEVENT\r\nUID:" + title + "\r\nSUMMARY:" + title + "\r\n" + String.join("\r\n", lines)
                + "\r\nEND:VEVENT\r\n";
    }

    private static List<TimeWindow> on(ICalendarDays days, String date) {
        DayRule rule = days.days().get(LocalDate.parse(date));
        return Objects.requireNonNull(rule, date).windows();
    }

    @Test
    void aTitleSaysWhetherADayIsOffOrMadeUpAndTheEndIsTheDayAfter() {
        ICalendarDays days = read(
                ICalendarDays.Kind.AUTO,
                event("国庆节 休", "DTSTART;VALUE=DATE:20271001", "DTEND;VALUE=DATE:20271004"),
                event("国庆节 补班", "DTSTART;VALUE=DATE:20271009"),
                event("调休上班", "DTSTART;VALUE=DATE:20271010"),
                event("放假不上班", "DTSTART;VALUE=DATE:20271011"));

        assertThat(days.days()).hasSize(6).doesNotContainKey(LocalDate.parse("2027-10-04"));
        assertThat(on(days, "2027-10-03")).isEmpty();
        assertThat(on(days, "2027-10-09")).containsExactly(HOURS);
        assertThat(on(days, "2027-10-10")).containsExactly(HOURS);
        assertThat(on(days, "2027-10-11")).isEmpty();
        assertThat(days.skipped()).isEmpty();
    }

    @Test
    void aDayThatReturnsEachYearIsTakenYearByYear() {
        ICalendarDays days = read(
                ICalendarDays.Kind.HOLIDAY, event("店庆", "DTSTART;VALUE=DATE:20270315", "RRULE:FREQ=YEARLY;COUNT=3"));

        assertThat(days.days().keySet())
                .containsExactlyInAnyOrder(
                        LocalDate.parse("2027-03-15"), LocalDate.parse("2028-03-15"), LocalDate.parse("2029-03-15"));
    }

    @Test
    void whatCannotBeADayIsCountedByItsReason() {
        ICalendarDays days = read(
                ICalendarDays.Kind.AUTO,
                event("meeting", "DTSTART:20270308T010000Z"),
                event("renovation", "DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:20270401"),
                event("workday", "DTSTART;VALUE=DATE:20270306"));

        assertThat(days.days()).hasSize(1);
        assertThat(days.skipped()).isEqualTo(Map.of("is not a whole day", 1, "is longer than 60 days", 1));
        assertThatThrownBy(() -> read(ICalendarDays.Kind.AUTO)).isInstanceOf(ProblemException.class);
    }
}
