package io.qingting.report.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/**
 * From when to when a report is, and which earlier range it compares with.
 *
 * @param from inclusive
 * @param to exclusive, later than {@code from}
 * @param unit what it is one of, so that "the one before" is the whole one before; TOTAL: a length of its own
 */
public record Range(Instant from, Instant to, PeriodUnit unit) {
    private static final int DAYS_OF_WEEK = 7;
    /** As many weekdays of each kind, and near the same date. */
    private static final int DAYS_OF_FOUR_WEEKS = 28;

    private static final int DAYS_OF_52_WEEKS = 364;

    /** Ranges that have a name. Those that are not over yet end with today. */
    public enum Preset {
        TODAY(PeriodUnit.DAY, 0),
        YESTERDAY(PeriodUnit.DAY, 1),
        THIS_WEEK(PeriodUnit.WEEK, 0),
        LAST_WEEK(PeriodUnit.WEEK, 1),
        THIS_MONTH(PeriodUnit.MONTH, 0),
        LAST_MONTH(PeriodUnit.MONTH, 1),
        THIS_QUARTER(PeriodUnit.QUARTER, 0),
        LAST_QUARTER(PeriodUnit.QUARTER, 1);

        private final PeriodUnit unit;
        private final int back;

        Preset(PeriodUnit unit, int back) {
            this.unit = unit;
            this.back = back;
        }

        /** As of an instant. */
        public Range at(BusinessDays days, Instant now) {
            LocalDate today = days.dayOf(now);
            LocalDate first = plus(firstOf(today, unit), unit, -back);
            LocalDate end = back == 0 ? today.plusDays(1) : plus(first, unit, 1);
            return new Range(days.start(first), days.start(end), unit);
        }
    }

    /** What is compared with. */
    public enum Comparison {
        /** The day, week, month or quarter before; of another range as many days before it. */
        PREVIOUS,
        /** Seven days before. */
        LAST_WEEK,
        /** The same dates a month before where the range is made of months, else 28 days before: the same weekdays. */
        LAST_MONTH,
        /** The same dates a year before where the range is made of months, else 364 days before: the same weekdays. */
        LAST_YEAR
    }

    /** The earlier range. One that is not over yet is compared with as much of the earlier one. */
    public Range earlier(Comparison comparison, BusinessDays days, Instant now) {
        Instant end = to.isAfter(now) && from.isBefore(now) ? now : to;
        return new Range(shifted(from, comparison, days), shifted(end, comparison, days), unit);
    }

    private Instant shifted(Instant at, Comparison comparison, BusinessDays days) {
        return switch (comparison) {
            case PREVIOUS ->
                switch (unit) {
                    case HALF_HOUR, HOUR, TOTAL -> before(at, days);
                    case DAY -> back(at, days, PeriodUnit.DAY, 1);
                    case WEEK -> back(at, days, PeriodUnit.WEEK, 1);
                    case MONTH -> back(at, days, PeriodUnit.MONTH, 1);
                    case QUARTER -> back(at, days, PeriodUnit.QUARTER, 1);
                };
            case LAST_WEEK -> back(at, days, PeriodUnit.DAY, DAYS_OF_WEEK);
            case LAST_MONTH ->
                isOfMonths(days)
                        ? back(at, days, PeriodUnit.MONTH, 1)
                        : back(at, days, PeriodUnit.DAY, DAYS_OF_FOUR_WEEKS);
            case LAST_YEAR ->
                isOfMonths(days)
                        ? back(at, days, PeriodUnit.QUARTER, 4)
                        : back(at, days, PeriodUnit.DAY, DAYS_OF_52_WEEKS);
        };
    }

    /** As far back as the range is long: in months or in days where it is made of such. */
    private Instant before(Instant at, BusinessDays days) {
        LocalDate first = days.dayOf(from);
        LocalDate end = days.dayOf(to);
        if (!days.start(first).equals(from) || !days.start(end).equals(to))
            return at.minusMillis(to.toEpochMilli() - from.toEpochMilli());
        return isOfMonths(days)
                ? back(at, days, PeriodUnit.MONTH, (int) ChronoUnit.MONTHS.between(first, end))
                : back(at, days, PeriodUnit.DAY, (int) ChronoUnit.DAYS.between(first, end));
    }

    private boolean isOfMonths(BusinessDays days) {
        if (unit == PeriodUnit.MONTH || unit == PeriodUnit.QUARTER) return true;
        LocalDate first = days.dayOf(from);
        LocalDate end = days.dayOf(to);
        return first.getDayOfMonth() == 1
                && end.getDayOfMonth() == 1
                && days.start(first).equals(from)
                && days.start(end).equals(to);
    }

    /** The same time of the clock on another date. */
    private static Instant back(Instant at, BusinessDays days, PeriodUnit unit, int count) {
        LocalDate day = days.dayOf(at);
        if (days.start(day).equals(at)) return days.start(plus(day, unit, -count));
        ZonedDateTime local = at.atZone(days.zone());
        return local.with(plus(local.toLocalDate(), unit, -count)).toInstant();
    }

    private static LocalDate firstOf(LocalDate day, PeriodUnit unit) {
        return switch (unit) {
            case HALF_HOUR, HOUR, DAY, TOTAL -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
        };
    }

    private static LocalDate plus(LocalDate day, PeriodUnit unit, int count) {
        return switch (unit) {
            case HALF_HOUR, HOUR, DAY, TOTAL -> day.plusDays(count);
            case WEEK -> day.plusWeeks(count);
            case MONTH -> day.plusMonths(count);
            case QUARTER -> day.plusMonths(3L * count);
        };
    }
}
