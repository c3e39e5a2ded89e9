package io.qingting.report.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When it is busy: figures by weekday and half hour of the clock on the wall. Cells in their order, Monday 00:00 first. */
public record HeatMap(PatternQuery query, List<Cell> cells) {
    public static final int WEEKDAYS = 7;
    public static final int HALF_HOURS = 48;
    private static final long HALF_HOUR_SECONDS = 30 * 60;

    /**
     * @param weekday 1 Monday … 7 Sunday
     * @param halfHour 0 … 47
     * @param days how many such half hours the range has had so far: a night on which clocks change may have none or two
     * @param serviceLevel null: no data
     * @param waitSeconds of answered entries
     */
    public record Cell(
            int weekday,
            int halfHour,
            int days,
            long offered,
            Ratio abandonmentRate,
            @Nullable Ratio serviceLevel,
            Mean waitSeconds) {
        public static Cell empty(int place, int days) {
            return new Cell(1 + place / HALF_HOURS, place % HALF_HOURS, days, 0, Ratio.NONE, Ratio.NONE, Mean.NONE);
        }
    }

    public HeatMap {
        cells = List.copyOf(cells);
    }

    /** Place of a cell in the list. */
    public static int place(int weekday, int halfHour) {
        return (weekday - 1) * HALF_HOURS + halfHour;
    }

    /** How many half hours of each kind begin in a range, by place. */
    public static int[] days(ZoneId zone, Instant from, Instant to) {
        int[] days = new int[WEEKDAYS * HALF_HOURS];
        ZonedDateTime first = from.atZone(zone).withSecond(0).withNano(0);
        Instant at = first.withMinute(first.getMinute() < 30 ? 0 : 30).toInstant();
        for (; at.isBefore(to); at = at.plusSeconds(HALF_HOUR_SECONDS)) {
            if (at.isBefore(from)) continue;
            ZonedDateTime local = at.atZone(zone);
            days[place(local.getDayOfWeek().getValue(), local.getHour() * 2 + local.getMinute() / 30)]++;
        }
        return days;
    }
}
