package io.qingting.sla.store;

import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.CalendarSettings.DayRule;
import io.qingting.sla.domain.TimeWindow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as it is sent and kept.
 *
 * @param week windows by weekday, {@code monday} to {@code sunday}; one that is absent is closed
 * @param holidays country whose public holidays count, such as {@code cn}; absent: none
 * @param makeUpAs the weekday whose windows a make-up workday has; absent: monday
 * @param days rules of single days
 */
public record CalendarJson(
        @Nullable String calendarId,
        @Nullable String name,
        @Nullable String zone,
        @Nullable Map<String, List<WindowJson>> week,
        @Nullable String holidays,
        @Nullable String makeUpAs,
        @Nullable List<DayJson> days) {

    /** Local times {@code HH:mm}; {@code to} at or before {@code from} is on the next day. */
    public record WindowJson(
            @Nullable String from, @Nullable String to) {}

    /** @param windows absent or empty: closed */
    public record DayJson(
            @Nullable String date,
            @Nullable String name,
            @Nullable List<WindowJson> windows) {}

    public static CalendarJson of(CalendarSettings calendar) {
        Map<String, List<WindowJson>> week = new TreeMap<>();
        calendar.week().forEach((day, windows) -> week.put(name(day), windows(windows)));
        List<DayJson> days = new TreeMap<>(calendar.days())
                .entrySet().stream()
                        .map(d -> new DayJson(
                                d.getKey().toString(),
                                d.getValue().name(),
                                windows(d.getValue().windows())))
                        .toList();
        return new CalendarJson(
                calendar.calendarId(),
                calendar.name(),
                calendar.zone().getId(),
                week,
                calendar.country(),
                name(calendar.makeUpAs()),
                days);
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static List<WindowJson> windows(List<TimeWindow> windows) {
        return windows.stream()
                .map(w -> new WindowJson(w.from().toString(), w.to().toString()))
                .toList();
    }

    /** @throws io.qingting.kernel.ProblemException naming the value that is wrong */
    public CalendarSettings settings() {
        return Values.at(
                "",
                () -> new CalendarSettings(
                        Values.required(calendarId, "/calendarId", "Give the calendar an id."),
                        Values.required(name, "/name", "Give the calendar a name."),
                        Values.at(
                                "/zone",
                                () -> ZoneId.of(Values.required(zone, "/zone", "Name a zone, such as Asia/Shanghai."))),
                        weekRead(),
                        holidays,
                        makeUpAs == null ? DayOfWeek.MONDAY : weekday(makeUpAs, "/makeUpAs"),
                        daysRead()));
    }

    private static DayOfWeek weekday(String name, String pointer) {
        return Values.word(name, DayOfWeek.values(), CalendarJson::name, pointer);
    }

    private Map<DayOfWeek, List<TimeWindow>> weekRead() {
        EnumMap<DayOfWeek, List<TimeWindow>> read = new EnumMap<>(DayOfWeek.class);
        Values.required(week, "/week", "Say the windows of each weekday.")
                .forEach((day, windows) -> read.put(weekday(day, "/week"), times(windows, "/week/" + day)));
        return read;
    }

    private Map<LocalDate, DayRule> daysRead() {
        Map<LocalDate, DayRule> read = new HashMap<>();
        int n = 0;
        for (DayJson day : Values.list(days)) {
            String pointer = "/days/" + n++;
            LocalDate date = Values.at(
                    pointer + "/date",
                    () -> LocalDate.parse(
                            Values.required(day.date(), pointer + "/date", "Give a date, such as 2026-10-01.")));
            String called = day.name() == null ? "" : day.name();
            if (called.length() > 100) throw Values.invalid(pointer + "/name", "A name has at most 100 characters.");
            DayRule rule = Values.at(pointer, () -> new DayRule(called, times(day.windows(), pointer + "/windows")));
            if (read.put(date, rule) != null)
                throw Values.invalid(pointer + "/date", "The day " + date + " stands here twice: keep one.");
        }
        return read;
    }

    private static List<TimeWindow> times(@Nullable List<WindowJson> windows, String pointer) {
        List<TimeWindow> read = new ArrayList<>();
        for (WindowJson window : Values.list(windows)) {
            String place = pointer + "/" + read.size();
            read.add(Values.at(
                    place,
                    () -> new TimeWindow(
                            LocalTime.parse(
                                    Values.required(window.from(), place + "/from", "Give a time, such as 09:00.")),
                            LocalTime.parse(
                                    Values.required(window.to(), place + "/to", "Give a time, such as 18:00.")))));
        }
        return read;
    }
}
