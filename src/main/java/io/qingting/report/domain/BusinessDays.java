package io.qingting.report.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The business days of a site (METRICS.md, "business day"). A local time that does not exist moves forward, an ambiguous one
 * takes the earlier instant: as {@link LocalDate#atTime} with a zone does.
 *
 * @param startHour hour of the zone at which the day starts, 0 … 23
 */
public record BusinessDays(ZoneId zone, int startHour) {
    public BusinessDays {
        if (startHour < 0 || startHour > 23) throw new IllegalArgumentException("startHour " + startHour);
    }

    /** First instant of a business day. */
    public Instant start(LocalDate day) {
        return day.atTime(startHour, 0).atZone(zone).toInstant();
    }

    /** The business day that holds an instant. */
    public LocalDate dayOf(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        return instant.isBefore(start(day)) ? day.minusDays(1) : day;
    }
}
