package io.qingting.report.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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
        if (unit != PeriodUnit.HOUR) return days.start(next(first(day, unit), unit));
        Instant dayStart = days.start(day);
        long hours = ChronoUnit.HOURS.between(dayStart, at);
        return min(dayStart.plus(hours + 1, ChronoUnit.HOURS), days.start(day.plusDays(1)));
    }

    private static String label(BusinessDays days, PeriodUnit unit, Instant at) {
        LocalDate day = days.dayOf(at);
        if (unit != PeriodUnit.HOUR) return first(day, unit).toString();
        Instant dayStart = days.start(day);
        return dayStart.plus(ChronoUnit.HOURS.between(dayStart, at), ChronoUnit.HOURS)
                .toString();
    }

    private static LocalDate first(LocalDate day, PeriodUnit unit) {
        return switch (unit) {
            case HOUR, DAY, TOTAL -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
        };
    }

    private static LocalDate next(LocalDate first, PeriodUnit unit) {
        return switch (unit) {
            case HOUR, DAY, TOTAL -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
            case QUARTER -> first.plusMonths(3);
        };
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
