package io.qingting.rule.domain;

import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When a rule watches. Outside of it nothing fires, and what fires ends. */
public sealed interface ActiveHours {
    ActiveHours ALWAYS = new Always();

    record Always() implements ActiveHours {}

    /** While the business calendar of the queue is open, or the site's: of the queue that has none, and of all that is no queue. */
    record WhileOpen() implements ActiveHours {}

    /**
     * Hours of its own, in the site's zone.
     *
     * @param days on which the windows begin; empty: each day
     * @param windows at least one; they do not overlap
     */
    record Windows(Set<DayOfWeek> days, List<TimeWindow> windows) implements ActiveHours {
        public Windows {
            days = Set.copyOf(days);
            windows = List.copyOf(windows);
            if (windows.isEmpty()) throw new IllegalArgumentException("at least one window is needed");
            // Refuses windows that overlap.
            calendar(ZoneId.of("UTC"), days, windows);
        }

        BusinessCalendar calendar(ZoneId zone) {
            return calendar(zone, days, windows);
        }

        private static BusinessCalendar calendar(ZoneId zone, Set<DayOfWeek> days, List<TimeWindow> windows) {
            Map<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                if (days.isEmpty() || days.contains(day)) week.put(day, windows);
            }
            return new BusinessCalendar(
                    new CalendarSettings("hours", "hours", zone, week, null, DayOfWeek.MONDAY, Map.of()), null);
        }
    }

    /**
     * @param open the business calendar of the place that is watched
     * @param zone of the site
     */
    default boolean holds(BusinessCalendar open, ZoneId zone, Instant now) {
        return switch (this) {
            case Always always -> true;
            case WhileOpen whileOpen -> open.isOpen(now.toEpochMilli());
            case Windows windows -> windows.calendar(zone).isOpen(now.toEpochMilli());
        };
    }
}
