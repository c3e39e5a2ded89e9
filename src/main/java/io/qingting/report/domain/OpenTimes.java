package io.qingting.report.domain;

import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.sla.domain.SlaRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The opening hours of all calendars over a stretch of time, as sorted numbers that a statement can search: for each window its
 * begin, its length, and the business time that passed before it. Each calendar has a slot, and its numbers begin at slot ×
 * {@link #SPAN}, so that one search serves all of them. Business time between two instants is the difference of what passed up
 * to them; a deadline is the instant by which so much more has passed. Milliseconds.
 *
 * @param slots calendars by the version of the rules in force, oldest first
 * @param from the first instant that can be told
 * @param earliestStart of waits whose limit can pass at or after the begin of the report
 */
public record OpenTimes(
        List<Long> begins, List<Long> lengths, List<Long> passed, List<Slots> slots, long from, long earliestStart) {
    /** More than any instant in epoch milliseconds. */
    public static final long SPAN = 100_000_000_000_000L;

    /** Of all calendars together; a report of three years with two windows a day has some 2,200 of each. */
    public static final int MOST_WINDOWS = 400_000;

    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final long FURTHEST_BACK = 1_000 * DAY;
    private static final long NO_END = SPAN / 4;

    /**
     * Which calendar queues go by while a version of the rules is in force.
     *
     * @param since epoch milliseconds; the first version holds for all time before too
     * @param site of every queue that has none of its own
     */
    public record Slots(long since, int site, Map<String, Integer> queues) {
        public Slots {
            queues = Map.copyOf(queues);
        }
    }

    public OpenTimes {
        begins = List.copyOf(begins);
        lengths = List.copyOf(lengths);
        passed = List.copyOf(passed);
        slots = List.copyOf(slots);
    }

    /**
     * @param completedFrom begin of the earliest wait that ends in the report
     * @param from begin of the report
     * @param to its end, exclusive
     * @param limit of the waits
     * @throws IllegalArgumentException where there are more than {@link #MOST_WINDOWS}
     */
    public static OpenTimes of(List<SlaRules> versions, long completedFrom, long from, long to, long limit) {
        Map<BusinessCalendar, Integer> numbers = new LinkedHashMap<>();
        Map<Object, BusinessCalendar> same = new HashMap<>();
        List<Slots> slots = new ArrayList<>();
        for (SlaRules rules : versions) {
            Map<String, Integer> queues = new HashMap<>();
            rules.content()
                    .queueCalendars()
                    .keySet()
                    .forEach(queue -> queues.put(queue, number(numbers, same, rules.calendarOf(queue))));
            slots.add(new Slots(rules.effectiveFrom(), number(numbers, same, rules.calendarOf(null)), queues));
        }
        long earliest = from;
        for (BusinessCalendar calendar : numbers.keySet()) earliest = Math.min(earliest, back(calendar, from, limit));
        long begin = Math.min(completedFrom, earliest);
        List<Long> begins = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        List<Long> passed = new ArrayList<>();
        numbers.forEach((calendar, number) -> {
            long base = number * SPAN;
            long sum = 0;
            add(begins, lengths, passed, base + begin, 0, base);
            long[] windows = calendar.openings(begin, to);
            if (begins.size() + windows.length / 2 > MOST_WINDOWS)
                throw new IllegalArgumentException("more than " + MOST_WINDOWS + " opening hours");
            for (int w = 0; w < windows.length; w += 2) {
                long length = windows[w + 1] - windows[w];
                add(begins, lengths, passed, base + windows[w], length, base + sum);
                sum += length;
            }
            // Nothing beyond the end is asked for, so it may count on.
            add(begins, lengths, passed, base + to, NO_END, base + sum);
        });
        return new OpenTimes(begins, lengths, passed, slots, begin, earliest);
    }

    private static int number(
            Map<BusinessCalendar, Integer> numbers, Map<Object, BusinessCalendar> same, BusinessCalendar calendar) {
        BusinessCalendar known = same.computeIfAbsent(calendar.settings(), s -> calendar);
        return numbers.computeIfAbsent(known, c -> numbers.size());
    }

    private static void add(
            List<Long> begins, List<Long> lengths, List<Long> passed, long begin, long length, long before) {
        begins.add(begin);
        lengths.add(length);
        passed.add(before);
    }

    /** An instant since which at least so much business time has passed. */
    private static long back(BusinessCalendar calendar, long to, long limit) {
        long days = 1 + limit / DAY;
        long from = to;
        while (to - from < FURTHEST_BACK) {
            from = to - Math.min(FURTHEST_BACK, days * DAY);
            if (calendar.between(from, to) >= limit) break;
            days *= 2;
        }
        return from;
    }
}
