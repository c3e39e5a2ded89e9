package io.qingting.report.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** Cuts a range into periods that follow each other without a gap; days of 23 and 25 hours have as many hours. */
public final class Periods {
    private Periods() {}

    /**
     * The periods of a range in order; the first and the last are cut to it. Stops after {@code limit} + 1, so that a caller
     * sees that there are too many.
     *
     * @param from inclusive
     * @param to exclusive, later than {@code from}
     */
    public static List<Period> of(BusinessDays days, PeriodUnit unit, Instant from, Instant to, int limit) {
        List<Period> periods = new ArrayList<>();
        Instant start = from;
        while (start.isBefore(to) && periods.size() <= limit) {
            Instant end = unit == PeriodUnit.TOTAL ? to : min(end(days, unit, start), to);
            periods.add(new Period(label(days, unit, start), start.toEpochMilli(), end.toEpochMilli()));
            start = end;
        }
        return List.copyOf(periods);
    }

    private static Instant end(BusinessDays days, PeriodUnit unit, Instant at) {
        LocalDate day = days.dayOf(at);
        if (!isWithinDay(unit)) return days.start(next(first(day, unit), unit));
        return min(begin(days, unit, at).plus(length(unit)), days.start(day.plusDays(1)));
    }

    private static String label(BusinessDays days, PeriodUnit unit, Instant at) {
        LocalDate day = days.dayOf(at);
        return isWithinDay(unit)
                ? begin(days, unit, at).toString()
                : first(day, unit).toString();
    }

    private static boolean isWithinDay(PeriodUnit unit) {
        return unit == PeriodUnit.HALF_HOUR || unit == PeriodUnit.HOUR;
    }

    private static Duration length(PeriodUnit unit) {
        return unit == PeriodUnit.HALF_HOUR ? Duration.ofMinutes(30) : Duration.ofHours(1);
    }

    /** Begin of the hour or half hour, counted from the begin of the business day. */
    private static Instant begin(BusinessDays days, PeriodUnit unit, Instant at) {
        Instant dayStart = days.start(days.dayOf(at));
        Duration length = length(unit);
        return dayStart.plus(length.multipliedBy(Duration.between(dayStart, at).dividedBy(length)));
    }

    private static LocalDate first(LocalDate day, PeriodUnit unit) {
        return switch (unit) {
            case HALF_HOUR, HOUR, DAY, TOTAL -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
        };
    }

    private static LocalDate next(LocalDate first, PeriodUnit unit) {
        return switch (unit) {
            case HALF_HOUR, HOUR, DAY, TOTAL -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
            case QUARTER -> first.plusMonths(3);
        };
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
