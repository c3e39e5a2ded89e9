package io.qingting.sla.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calendars that tests share. */
final class Calendars {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final PublicHolidays CHINA = shipped();

    private Calendars() {}

    private static PublicHolidays shipped() {
        try (InputStream in = Objects.requireNonNull(Calendars.class.getResourceAsStream("/calendars/cn.csv"))) {
            return PublicHolidays.parse("cn", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TimeWindow window(String from, String to) {
        return new TimeWindow(LocalTime.parse(from), LocalTime.parse(to));
    }

    static Map<DayOfWeek, List<TimeWindow>> weekdays(TimeWindow... windows) {
        EnumMap<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() <= 5) week.put(day, Arrays.asList(windows));
        }
        return week;
    }

    static Map<DayOfWeek, List<TimeWindow>> everyDay(TimeWindow... windows) {
        EnumMap<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, Arrays.asList(windows));
        return week;
    }

    static BusinessCalendar of(ZoneId zone, Map<DayOfWeek, List<TimeWindow>> week, @Nullable String country) {
        return new BusinessCalendar(
                new CalendarSettings("test", "test", zone, week, country, DayOfWeek.MONDAY, Map.of()),
                country == null ? null : CHINA);
    }

    /** Monday to Friday, 9 to 12 and 13 to 18, with the holidays of China. */
    static BusinessCalendar office() {
        return of(SHANGHAI, weekdays(window("09:00", "12:00"), window("13:00", "18:00")), "cn");
    }

    static BusinessCalendar alwaysOpen(ZoneId zone) {
        return new BusinessCalendar(CalendarSettings.alwaysOpen("always", "always", zone), null);
    }

    static BusinessCalendar with(BusinessCalendar calendar, Map<LocalDate, CalendarSettings.DayRule> days) {
        CalendarSettings s = calendar.settings();
        return new BusinessCalendar(
                new CalendarSettings(s.calendarId(), s.name(), s.zone(), s.week(), s.country(), s.makeUpAs(), days),
                calendar.holidays());
    }

    static long at(ZoneId zone, String local) {
        return LocalDateTime.parse(local.replace(' ', 'T'))
                .atZone(zone)
                .toInstant()
                .toEpochMilli();
    }

    /** Shanghai's time. */
    static long at(String local) {
        return at(SHANGHAI, local);
    }

    static String text(long at) {
        return Instant.ofEpochMilli(at)
                .atZone(SHANGHAI)
                .toLocalDateTime()
                .toString()
                .replace('T', ' ');
    }
}
