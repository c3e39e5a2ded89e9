package io.qingting.sla.domain;

import java.time.LocalTime;

/**
 * Opening hours within a day, from its begin (inclusive) to its end (exclusive), as clocks on the wall show them.
 *
 * @param to at or before {@code from}: on the next day, so 00:00 to 00:00 is the whole day
 */
public record TimeWindow(LocalTime from, LocalTime to) {
    public static final TimeWindow WHOLE_DAY = new TimeWindow(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** True where it ends on the day after it began. */
    public boolean isOverMidnight() {
        return !to.isAfter(from);
    }
}
