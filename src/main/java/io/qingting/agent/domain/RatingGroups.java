package io.qingting.agent.domain;

import io.qingting.kernel.Mean;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent's ratings as the agent is shown them: whole days of one month put together until there are at least {@link #LEAST},
 * so that no rating can be told from the others. Groups begin with each month and only grow at its end, so that a later look
 * takes none apart.
 *
 * @param groups oldest first
 * @param waiting ratings of the last month that wait for others to be shown with
 * @param leftOut ratings of earlier months that too few others came to
 */
public record RatingGroups(List<Group> groups, long waiting, long leftOut) {
    /** Fewest ratings of a group. */
    public static final int LEAST = 5;

    public RatingGroups {
        groups = List.copyOf(groups);
    }

    /**
     * The ratings of one business day.
     *
     * @param sum on the scale 1 … 5
     * @param good of 4 and more
     */
    public record Day(LocalDate date, double sum, long count, long good) {}

    /** @param to the last day, inclusive */
    public record Group(LocalDate from, LocalDate to, Mean csat, long good) {
        private Group plus(Day day) {
            return new Group(from, day.date, csat.plus(new Mean(day.sum, day.count)), good + day.good);
        }
    }

    /**
     * @param days in order, none of them today
     * @param present the month of today
     */
    public static RatingGroups of(List<Day> days, YearMonth present) {
        List<Group> groups = new ArrayList<>();
        long waiting = 0;
        long leftOut = 0;
        Group open = null;
        for (Day day : days) {
            if (open != null && !YearMonth.from(open.from).equals(YearMonth.from(day.date))) {
                leftOut += open.csat.count();
                open = null;
            }
            open = open == null
                    ? new Group(day.date, day.date, new Mean(day.sum, day.count), day.good)
                    : open.plus(day);
            if (open.csat.count() >= LEAST) {
                groups.add(open);
                open = null;
            }
        }
        if (open != null && YearMonth.from(open.from).equals(present)) waiting = open.csat.count();
        else if (open != null) leftOut += open.csat.count();
        return new RatingGroups(groups, waiting, leftOut);
    }
}
