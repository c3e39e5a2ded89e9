package io.qingting.sla.app;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.DateStart;
import biweekly.util.ICalDate;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.CalendarSettings.DayRule;
import io.qingting.sla.domain.TimeWindow;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;

/**
 * Whole days of an iCalendar file as rules of days.
 *
 * @param skipped why entries were left out, each reason with how often
 */
public record ICalendarDays(Map<LocalDate, DayRule> days, Map<String, Integer> skipped) {
    /** A holiday that returns each year is taken for so many years from its first, at most. */
    private static final int MOST_OCCURRENCES = 60;

    private static final int LONGEST_EVENT_DAYS = 60;
    private static final int LONGEST_NAME = 100;

    /** What the days of a file are. */
    public enum Kind {
        /** As each event's title says: 班 or workday is worked, everything else is closed. */
        AUTO,
        HOLIDAY,
        WORKDAY;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param calendar whose windows a workday gets, those of its make-up weekday
     * @throws ProblemException where it is no iCalendar file
     */
    public static ICalendarDays read(byte[] file, CalendarSettings calendar, Kind kind) {
        ICalendar found =
                Biweekly.parse(new String(file, StandardCharsets.UTF_8)).first();
        if (found == null || found.getEvents().isEmpty()) {
            throw new ProblemException(Problem.of(
                    400,
                    "invalid-value",
                    "A value is not allowed",
                    "The file holds no event. Send an iCalendar file with VEVENT entries of whole days."));
        }
        ICalendarDays days = new ICalendarDays(new HashMap<>(), new TreeMap<>());
        for (VEvent event : found.getEvents()) days.take(event, calendar, kind);
        return days;
    }

    private void take(VEvent event, CalendarSettings calendar, Kind kind) {
        DateStart start = event.getDateStart();
        ICalDate first = start == null ? null : start.getValue();
        if (first == null) {
            skip("has no start");
            return;
        }
        if (first.hasTime()) {
            skip("is not a whole day");
            return;
        }
        String title = event.getSummary() == null ? "" : event.getSummary().getValue();
        String name = title.substring(0, Math.min(title.length(), LONGEST_NAME));
        List<TimeWindow> windows =
                isWorked(title, kind) ? calendar.week().getOrDefault(calendar.makeUpAs(), List.of()) : List.of();
        DayRule rule = new DayRule(name, windows);
        LocalDate from = date(first);
        long length = Math.max(1, end(event, from).toEpochDay() - from.toEpochDay());
        if (length > LONGEST_EVENT_DAYS) {
            skip("is longer than " + LONGEST_EVENT_DAYS + " days");
            return;
        }
        if (event.getRecurrenceRule() == null) put(from, length, rule);
        else recur(event, length, rule);
    }

    private void recur(VEvent event, long length, DayRule rule) {
        DateIterator dates = event.getDateIterator(TimeZone.getTimeZone(ZoneOffset.UTC));
        for (int i = 0; i < MOST_OCCURRENCES && dates.hasNext() && !isFull(); i++) {
            Date next = dates.next();
            put(next.toInstant().atZone(ZoneOffset.UTC).toLocalDate(), length, rule);
        }
        if (dates.hasNext()) skip("returns more often than is taken");
    }

    private void put(LocalDate from, long length, DayRule rule) {
        for (long i = 0; i < length && !isFull(); i++) days.put(from.plusDays(i), rule);
        if (isFull()) skip("comes after the most days that a calendar has");
    }

    private boolean isFull() {
        return days.size() >= CalendarSettings.MOST_DAYS;
    }

    private static boolean isWorked(String title, Kind kind) {
        return switch (kind) {
            case HOLIDAY -> false;
            case WORKDAY -> true;
            case AUTO -> {
                String lower = title.toLowerCase(Locale.ROOT);
                yield title.contains("班") && !title.contains("不上班")
                        || lower.contains("workday")
                        || lower.contains("working day");
            }
        };
    }

    private static LocalDate end(VEvent event, LocalDate from) {
        ICalDate end = event.getDateEnd() == null ? null : event.getDateEnd().getValue();
        return end == null ? from.plusDays(1) : date(end);
    }

    private static LocalDate date(ICalDate date) {
        return LocalDate.of(
                date.getRawComponents().getYear(),
                date.getRawComponents().getMonth(),
                date.getRawComponents().getDate());
    }

    private void skip(String reason) {
        skipped.merge(reason, 1, Integer::sum);
    }
}
