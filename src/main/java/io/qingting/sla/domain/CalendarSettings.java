package io.qingting.sla.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A business calendar as people set it up. For a day counts, in this order: its own rule in {@code days}; the public holidays;
 * its weekday.
 *
 * @param calendarId 1 to 64 letters, digits, dashes or underscores
 * @param zone in which days and windows are meant
 * @param week windows of each weekday; a weekday that is absent is closed. At least one has a window
 * @param country whose public holidays count; null: none do
 * @param makeUpAs the weekday whose windows a make-up workday has
 * @param days rules of single days, which replace what else would hold
 */
public record CalendarSettings(
        String calendarId,
        String name,
        ZoneId zone,
        Map<DayOfWeek, List<TimeWindow>> week,
        @Nullable String country,
        DayOfWeek makeUpAs,
        Map<LocalDate, DayRule> days) {

    public static final int MOST_WINDOWS = 8;
    public static final int MOST_DAYS = 2_000;
    private static final int LONGEST_NAME = 100;

    /** Windows of one day; none: closed. */
    public record DayRule(String name, List<TimeWindow> windows) {
        public DayRule {
            windows = sorted(windows);
        }
    }

    public CalendarSettings {
        if (!calendarId.matches("[A-Za-z0-9_-]{1,64}"))
            throw new IllegalArgumentException("an id has 1 to 64 letters, digits, dashes or underscores");
        if (name.isBlank() || name.length() > LONGEST_NAME)
            throw new IllegalArgumentException("a name has 1 to " + LONGEST_NAME + " characters");
        if (days.size() > MOST_DAYS)
            throw new IllegalArgumentException("a calendar has at most " + MOST_DAYS + " days of its own");
        EnumMap<DayOfWeek, List<TimeWindow>> copy = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, windows) -> copy.put(day, sorted(windows)));
        if (copy.values().stream().allMatch(List::isEmpty))
            throw new IllegalArgumentException("at least one weekday needs a window, or no deadline would ever come");
        if (copy.getOrDefault(makeUpAs, List.of()).isEmpty() && country != null)
            throw new IllegalArgumentException("the weekday that make-up workdays follow has no window");
        week = Map.copyOf(copy);
        days = Map.copyOf(days);
    }

    /** Every hour of every day, without holidays. */
    public static CalendarSettings alwaysOpen(String calendarId, String name, ZoneId zone) {
        EnumMap<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, List.of(TimeWindow.WHOLE_DAY));
        return new CalendarSettings(calendarId, name, zone, week, null, DayOfWeek.MONDAY, Map.of());
    }

    private static List<TimeWindow> sorted(List<TimeWindow> windows) {
        if (windows.size() > MOST_WINDOWS)
            throw new IllegalArgumentException("a day has at most " + MOST_WINDOWS + " windows");
        List<TimeWindow> sorted =
                windows.stream().sorted(Comparator.comparing(TimeWindow::from)).toList();
        for (int i = 0; i + 1 < sorted.size(); i++) {
            TimeWindow window = sorted.get(i);
            if (window.isOverMidnight() || window.to().isAfter(sorted.get(i + 1).from()))
                throw new IllegalArgumentException(
                        "the windows of a day overlap: " + window + " and " + sorted.get(i + 1));
        }
        return sorted;
    }
}
