package io.qingting.report.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * When a saved view goes out by mail, and to whom.
 *
 * @param owner whose rights decide what is in it, as {@code person:7}
 * @param day weekday from 1, Monday, or day of the month, in a shorter month its last; of no meaning where daily
 * @param at of the site's clock
 * @param sinceAt the floor's time; what was due before is not sent
 */
public record Schedule(
        long scheduleId,
        long viewId,
        String owner,
        Every every,
        int day,
        LocalTime at,
        List<String> recipients,
        Format format,
        String language,
        boolean enabled,
        Instant sinceAt) {
    public static final int MOST_RECIPIENTS = 20;
    /** Of all views together. */
    public static final int MOST = 200;

    private static final int MOST_WEEKDAYS = 7;

    public enum Every {
        DAILY,
        WEEKLY,
        MONTHLY
    }

    public enum Format {
        XLSX,
        CSV
    }

    public Schedule {
        recipients = List.copyOf(recipients);
        if (day < 1 || day > (every == Every.MONTHLY ? 31 : MOST_WEEKDAYS))
            throw new IllegalArgumentException("a schedule on day " + day);
    }

    /** The last instant up to {@code now} at which it was due, also where that was before it was made. */
    public Instant lastDue(ZoneId zone, Instant now) {
        LocalDate day = now.atZone(zone).toLocalDate();
        Instant due = on(period(day), zone);
        return due.isAfter(now) ? on(before(period(day)), zone) : due;
    }

    /** The next instant after {@code now} at which it is due. */
    public Instant nextDue(ZoneId zone, Instant now) {
        LocalDate first = period(now.atZone(zone).toLocalDate());
        Instant due = on(first, zone);
        return due.isAfter(now) ? due : on(after(first), zone);
    }

    /** First day of the day, week or month that holds a day. */
    private LocalDate period(LocalDate of) {
        return switch (every) {
            case DAILY -> of;
            case WEEKLY -> of.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> of.withDayOfMonth(1);
        };
    }

    private LocalDate before(LocalDate first) {
        return first.minus(1, unit());
    }

    private LocalDate after(LocalDate first) {
        return first.plus(1, unit());
    }

    private ChronoUnit unit() {
        return switch (every) {
            case DAILY -> ChronoUnit.DAYS;
            case WEEKLY -> ChronoUnit.WEEKS;
            case MONTHLY -> ChronoUnit.MONTHS;
        };
    }

    private Instant on(LocalDate first, ZoneId zone) {
        LocalDate date = switch (every) {
            case DAILY -> first;
            case WEEKLY -> first.plusDays(day - 1L);
            case MONTHLY -> first.plusDays(Math.min(day, first.lengthOfMonth()) - 1L);
        };
        return date.atTime(at).atZone(zone).toInstant();
    }
}
