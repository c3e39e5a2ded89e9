package io.qingting.staffing.domain;

import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.sla.domain.CalendarSettings.DayRule;
import io.qingting.sla.domain.PublicHolidays;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a day is to a calendar, and so which other days went alike: holidays are like holidays, whatever their weekday; a
 * make-up workday (调休) is like the weekday that it stands in for; every other day is like its weekday.
 *
 * @param like weekday whose days went alike; null: holidays
 * @param name of what is special about the day; null: nothing
 * @param isOpen whether the calendar opens on it at all
 */
public record DayKind(
        Sort sort, @Nullable DayOfWeek like, @Nullable String name, boolean isOpen) {
    public enum Sort {
        ORDINARY,
        HOLIDAY,
        MAKE_UP_WORKDAY
    }

    public static DayKind of(BusinessCalendar calendar, LocalDate day) {
        Sort sort = sort(calendar, day);
        DayOfWeek like = switch (sort) {
            case HOLIDAY -> null;
            case MAKE_UP_WORKDAY -> calendar.settings().makeUpAs();
            case ORDINARY -> day.getDayOfWeek();
        };
        return new DayKind(
                sort, like, calendar.nameOf(day), !calendar.hoursOf(day).isEmpty());
    }

    /** A rule of the calendar's own decides before the public holidays: what it closes is a holiday, what it opens makes up. */
    private static Sort sort(BusinessCalendar calendar, LocalDate day) {
        DayRule own = calendar.settings().days().get(day);
        boolean usuallyOpen = !calendar.settings()
                .week()
                .getOrDefault(day.getDayOfWeek(), List.of())
                .isEmpty();
        if (own != null) {
            if (own.windows().isEmpty()) return Sort.HOLIDAY;
            return usuallyOpen ? Sort.ORDINARY : Sort.MAKE_UP_WORKDAY;
        }
        PublicHolidays holidays = calendar.holidays();
        PublicHolidays.Day known = holidays == null ? null : holidays.day(day);
        if (known == null) return Sort.ORDINARY;
        return switch (known.kind()) {
            case HOLIDAY -> Sort.HOLIDAY;
            case MAKE_UP_WORKDAY -> Sort.MAKE_UP_WORKDAY;
        };
    }

    boolean isLike(DayKind other) {
        return like == other.like;
    }
}
