package io.qingting.staffing.domain;

import io.qingting.sla.domain.BusinessCalendar;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Arrivals of a day to come, from days that went alike: of each half hour the mean over the last days of its kind; where there
 * are {@link #TRIMMED_FROM} or more, without the highest and the lowest of them, so that one outage or promotion moves nothing.
 * A mean and no median, because agents are needed for a sum of contacts, and of small counts the median is too low. A day on
 * which nothing at all came in says nothing and is left out: closed, or not recorded.
 *
 * @param days that it stands on, newest first; fewer than {@link #LEAST_DAYS}: there is no forecast
 * @param expected by the half hour's begin on the clock; empty: no forecast
 * @param error of the same on the last days whose arrivals are known
 */
public record Forecast(List<LocalDate> days, Map<LocalTime, Double> expected, Error error) {
    public static final int LEAST_DAYS = 3;
    public static final int TRIMMED_FROM = 5;

    /** So many days are forecast again from those before them, to tell how far it is out. */
    public static final int TESTED_DAYS = 4;

    /** Days looked at beyond those wanted, as some may have to be left out. */
    private static final int SPARE_DAYS = 4;

    private static final int WEEK = 7;
    private static final int FURTHEST_DAYS = 400;

    /**
     * How far it was out: over half hours, the differences between forecast and arrivals (without sign) over the arrivals are
     * the weighted absolute percentage error (WAPE).
     *
     * @param days forecast again, newest first; empty: there were none to tell it by
     * @param missed sum of the differences, contacts
     * @param expected sum of the forecasts
     * @param arrived sum of the arrivals
     */
    public record Error(List<LocalDate> days, int halfHours, double missed, double expected, long arrived) {
        static final Error NONE = new Error(List.of(), 0, 0, 0, 0);

        public Error {
            days = List.copyOf(days);
        }
    }

    public Forecast {
        days = List.copyOf(days);
        expected = Map.copyOf(expected);
    }

    /**
     * Days before {@code before} that went like {@code day}, newest first: as many as a forecast from {@code wanted} days and
     * its test can need. Holidays are looked for through a year, other days through as many weeks as there are days to be had.
     */
    public static List<LocalDate> candidates(BusinessCalendar calendar, LocalDate day, LocalDate before, int wanted) {
        DayKind kind = DayKind.of(calendar, day);
        int most = wanted + TESTED_DAYS + SPARE_DAYS;
        int furthest = kind.like() == null ? FURTHEST_DAYS : WEEK * (most + SPARE_DAYS);
        List<LocalDate> found = new ArrayList<>();
        for (int back = 1; back <= furthest && found.size() < most; back++) {
            LocalDate other = before.minusDays(back);
            if (DayKind.of(calendar, other).isLike(kind)) found.add(other);
        }
        return found;
    }

    /**
     * @param arrived arrivals of the candidates, newest first, each by the begin of its half hours; absent: none
     * @param wanted days to stand on
     * @param times begins of the half hours to be told
     */
    public static Forecast of(
            List<LocalDate> candidates,
            Map<LocalDate, Map<LocalTime, Integer>> arrived,
            int wanted,
            List<LocalTime> times) {
        List<LocalDate> recorded = candidates.stream()
                .filter(day -> !arrived.getOrDefault(day, Map.of()).isEmpty())
                .toList();
        List<LocalDate> days = recorded.subList(0, Math.min(wanted, recorded.size()));
        return new Forecast(days, expected(days, arrived, times), error(recorded, arrived, wanted, times));
    }

    private static Map<LocalTime, Double> expected(
            List<LocalDate> days, Map<LocalDate, Map<LocalTime, Integer>> arrived, List<LocalTime> times) {
        Map<LocalTime, Double> expected = new TreeMap<>();
        if (days.size() < LEAST_DAYS) return expected;
        for (LocalTime time : times) {
            expected.put(
                    time,
                    mean(days.stream().map(day -> count(arrived, day, time)).toList()));
        }
        return expected;
    }

    private static int count(Map<LocalDate, Map<LocalTime, Integer>> arrived, LocalDate day, LocalTime time) {
        return arrived.getOrDefault(day, Map.of()).getOrDefault(time, 0);
    }

    private static double mean(List<Integer> counts) {
        List<Integer> sorted = counts.stream().sorted().toList();
        List<Integer> kept = sorted.size() < TRIMMED_FROM ? sorted : sorted.subList(1, sorted.size() - 1);
        return kept.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }

    private static Error error(
            List<LocalDate> recorded,
            Map<LocalDate, Map<LocalTime, Integer>> arrived,
            int wanted,
            List<LocalTime> times) {
        List<LocalDate> tested = new ArrayList<>();
        Error sum = Error.NONE;
        for (int i = 0; i < Math.min(TESTED_DAYS, recorded.size()); i++) {
            LocalDate day = recorded.get(i);
            List<LocalDate> earlier = recorded.subList(i + 1, Math.min(recorded.size(), i + 1 + wanted));
            Map<LocalTime, Double> expected = expected(earlier, arrived, times);
            if (expected.isEmpty()) break;
            tested.add(day);
            for (LocalTime time : times) sum = plus(sum, tested, expected.get(time), count(arrived, day, time));
        }
        return sum;
    }

    private static Error plus(Error sum, List<LocalDate> tested, @Nullable Double expected, int arrived) {
        double told = expected == null ? 0 : expected;
        return new Error(
                tested,
                sum.halfHours + 1,
                sum.missed + Math.abs(told - arrived),
                sum.expected + told,
                sum.arrived + arrived);
    }
}
