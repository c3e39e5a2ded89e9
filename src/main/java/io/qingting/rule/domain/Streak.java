package io.qingting.rule.domain;

import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.report.domain.Periods;
import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.RuleState.Firing;
import io.qingting.rule.domain.RuleState.Open;
import io.qingting.rule.domain.Verdict.Change;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whole periods one after the other: a rule fires where each of them is bad, and recovers by one that is good. A period that
 * cannot be told breaks the row and heals nothing.
 */
public final class Streak {
    private Streak() {}

    /** The newest periods that had ended by an instant, as many as the rule wants in a row, oldest first. */
    public static List<Period> periods(BusinessDays days, Over.Past past, Instant now) {
        LocalDate current = first(days.dayOf(now), past.unit());
        LocalDate from = back(current, past.unit(), past.inARow());
        return Periods.of(days, past.unit(), days.start(from), days.start(current), past.inARow());
    }

    /** The first and the last business day of periods, such as {@code 2026-08-03/2026-08-09}. */
    public static String span(BusinessDays days, List<Period> periods) {
        Instant from = Instant.ofEpochMilli(periods.getFirst().startsAt());
        Instant to = Instant.ofEpochMilli(periods.getLast().endsAt() - 1);
        return days.dayOf(from) + "/" + days.dayOf(to);
    }

    private static LocalDate first(LocalDate day, PeriodUnit unit) {
        return switch (unit) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case HALF_HOUR, HOUR, DAY, QUARTER, TOTAL -> day;
        };
    }

    private static LocalDate back(LocalDate first, PeriodUnit unit, int n) {
        return switch (unit) {
            case WEEK -> first.minusWeeks(n);
            case MONTH -> first.minusMonths(n);
            case HALF_HOUR, HOUR, DAY, QUARTER, TOTAL -> first.minusDays(n);
        };
    }

    /**
     * @param states of the rule, by place
     * @param readings of each place, one a period
     * @return those where something changed
     */
    public static List<Verdict> judge(
            FigureRule rule, Map<String, RuleState> states, PeriodReadings readings, List<Period> periods) {
        Set<String> places = new TreeSet<>(readings.byPlace().keySet());
        places.addAll(states.keySet());
        Instant since = Instant.ofEpochMilli(periods.getFirst().startsAt());
        List<Verdict> verdicts = new ArrayList<>();
        for (String place : places) {
            List<Reading> row = readings.of(place).stream().map(rule::usable).toList();
            RuleState before = states.getOrDefault(place, RuleState.QUIET);
            Verdict verdict =
                    before instanceof Open ? goesOn(rule, place, before, row) : begins(rule, place, before, row, since);
            if (verdict.isNews()) verdicts.add(verdict);
        }
        return verdicts;
    }

    private static Verdict begins(FigureRule rule, String place, RuleState before, List<Reading> row, Instant since) {
        boolean allBad = row.stream().allMatch(each -> each instanceof Told told && rule.isBad(told.value()));
        if (allBad && row.getLast() instanceof Told newest)
            return new Verdict(place, before, new Firing(since, null), Change.FIRED, newest);
        return new Verdict(place, before, RuleState.QUIET, Change.NONE, null);
    }

    private static Verdict goesOn(FigureRule rule, String place, RuleState before, List<Reading> row) {
        if (row.getLast() instanceof Told newest && rule.isGood(newest.value()))
            return new Verdict(place, before, RuleState.QUIET, Change.RECOVERED, newest);
        if (row.stream().noneMatch(Told.class::isInstance))
            return new Verdict(place, before, RuleState.QUIET, Change.UNTOLD, null);
        return new Verdict(place, before, before, Change.NONE, null);
    }
}
