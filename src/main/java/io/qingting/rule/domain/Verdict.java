package io.qingting.rule.domain;

import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.RuleState.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one place of a rule.
 *
 * @param told the figure it was found by; null: it was not told
 */
public record Verdict(
        String place,
        RuleState before,
        RuleState after,
        Change change,
        @Nullable Told told) {

    /** What it means for the alert. */
    public enum Change {
        NONE,
        /** It begins. */
        FIRED,
        /** Things are right again. */
        RECOVERED,
        /** The figure could not be told for too long. */
        UNTOLD,
        /** The rule does not watch at this hour. */
        OUT_OF_HOURS,
        /** There is no such place any more, or the rule does not watch it any more. */
        GONE
    }

    public boolean isNews() {
        return !before.equals(after);
    }

    /**
     * Judges all places of a rule at once. Places that have a state and no reading are gone.
     *
     * @param states of the rule, by place; a place without one is quiet
     * @param isActive whether the rule watches a place at this hour
     * @return those where something changed
     */
    public static List<Verdict> of(
            FigureRule rule,
            Map<String, RuleState> states,
            List<PlaceReading> readings,
            Predicate<String> isActive,
            Instant now) {
        List<Verdict> verdicts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (PlaceReading each : readings) {
            RuleState before = states.getOrDefault(each.place(), RuleState.QUIET);
            seen.add(each.place());
            Verdict verdict = isActive.test(each.place())
                    ? step(rule, each, before, now)
                    : ended(each.place(), before, Change.OUT_OF_HOURS);
            if (verdict.isNews()) verdicts.add(verdict);
        }
        states.forEach((place, before) -> {
            if (!seen.contains(place)) verdicts.add(ended(place, before, Change.GONE));
        });
        return verdicts;
    }

    private static Verdict step(FigureRule rule, PlaceReading each, RuleState before, Instant now) {
        Reading usable = rule.usable(each.reading());
        RuleState after = rule.step(before, usable, now);
        Told told = usable instanceof Told known ? known : null;
        return new Verdict(each.place(), before, after, change(before, after, told), told);
    }

    static Change change(RuleState before, RuleState after, @Nullable Told told) {
        if (after instanceof Open && !(before instanceof Open)) return Change.FIRED;
        if (before instanceof Open && !(after instanceof Open)) return told == null ? Change.UNTOLD : Change.RECOVERED;
        return Change.NONE;
    }

    private static Verdict ended(String place, RuleState before, Change why) {
        return new Verdict(place, before, RuleState.QUIET, before instanceof Open ? why : Change.NONE, null);
    }
}
