package io.qingting.rule.app;

import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.RulePlace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a rule says where it fires. */
final class RuleSignals {
    private static final double MILLIS_A_SECOND = 1_000;

    private RuleSignals() {}

    static Cause cause(FigureRule rule, String place) {
        return rule.per() == RulePlace.SOURCE
                ? Cause.ofSilence(rule.ruleId(), place)
                : Cause.ofFigure(rule.ruleId(), place);
    }

    /**
     * @param period of a rule on whole periods; null: of another
     * @param since when the figure went beyond the threshold
     * @param at the moment of the reading
     * @param again people ended an alert on it while the figure was bad
     */
    static Signal signal(
            FigureRule rule,
            String place,
            @Nullable String period,
            Told told,
            Instant since,
            Instant at,
            boolean again) {
        if (rule.per() == RulePlace.SOURCE) {
            Instant lastWord = at.minusMillis(Math.round(told.value() * MILLIS_A_SECOND));
            return new Signal.SourceSilent(
                    rule.ruleId(), rule.severity(), place, lastWord, rule.consoleOnly(), again, rule.escalation());
        }
        String metric = rule.metric().wireName();
        return new Signal.FigureOff(
                cause(rule, place),
                rule.severity(),
                subject(rule, place),
                rule.name() == null ? metric : rule.name(),
                metric,
                told.value(),
                rule.threshold(),
                told.sample(),
                rule.per() == RulePlace.CATEGORY ? place : null,
                period,
                since,
                rule.consoleOnly(),
                again,
                rule.escalation());
    }

    private static Subject subject(FigureRule rule, String place) {
        return switch (rule.per()) {
            case QUEUE -> Subject.ofQueue(place);
            case AGENT -> Subject.ofAgent(place, null);
            case SOURCE -> Subject.ofSource(place);
            // Its category is no subject: it stands beside the figure.
            case SITE, CATEGORY -> Subject.SITE;
        };
    }
}
