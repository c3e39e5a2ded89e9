package io.qingting.board.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day of the site: from its start hour to the next day's, 23 to 25 hours. A local time that does not exist moves forward,
 * an ambiguous one is the earlier instant (METRICS.md, "business day").
 *
 * @param startsAt included
 * @param endsAt excluded
 */
public record BusinessDay(LocalDate date, Instant startsAt, Instant endsAt) {

    /** The day that contains {@code at}, epoch milliseconds. {@code startHour}: 0 … 23. */
    public static BusinessDay containing(long at, ZoneId zone, int startHour) {
        Instant instant = Instant.ofEpochMilli(at);
        LocalDate date = instant.atZone(zone).toLocalDate();
        BusinessDay day = of(date, zone, startHour);
        if (instant.isBefore(day.startsAt)) return of(date.minusDays(1), zone, startHour);
        return instant.isBefore(day.endsAt) ? day : of(date.plusDays(1), zone, startHour);
    }

    private static BusinessDay of(LocalDate date, ZoneId zone, int startHour) {
        return new BusinessDay(date, start(date, zone, startHour), start(date.plusDays(1), zone, startHour));
    }

    private static Instant start(LocalDate date, ZoneId zone, int startHour) {
        return date.atTime(startHour, 0).atZone(zone).toInstant();
    }
}
