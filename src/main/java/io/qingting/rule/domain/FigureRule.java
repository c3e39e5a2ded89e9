package io.qingting.rule.domain;

import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Severity;
import io.qingting.event.domain.Channel;
import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.RuleState.Dismissed;
import io.qingting.rule.domain.RuleState.Firing;
import io.qingting.rule.domain.RuleState.Open;
import io.qingting.rule.domain.RuleState.Pending;
import io.qingting.rule.domain.RuleState.Quiet;
import io.qingting.rule.domain.RuleState.Recovering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule on a figure: beyond the threshold for long enough it is an alert, which ends when the figure has been good for long
 * enough. Between threshold and recovery threshold lies a band in which nothing begins and nothing ends, so that a figure that
 * swings about one of them is one alert.
 *
 * @param ruleId 1 to 64 letters, digits, dashes or underscores
 * @param name as people chose it; null: the metric's, in the reader's language
 * @param threshold in the metric's unit; exactly there is not bad
 * @param recoverThreshold where it is good again, at or on the good side of {@code threshold}; exactly there is good
 * @param lasting how long it must be bad without a break; zero: at once
 * @param recoverAfter how long it must be good without a break; zero: at once
 * @param minimumSample with a smaller N the figure is untold
 * @param queues ids; empty: all. Of agents: those of one of these queues
 * @param channels empty: all
 * @param sources names; empty: all
 * @param consoleOnly on screens only, never in a message
 */
public record FigureRule(
        String ruleId,
        @Nullable String name,
        RuleMetric metric,
        RulePlace per,
        Over over,
        double threshold,
        double recoverThreshold,
        Duration lasting,
        Duration recoverAfter,
        long minimumSample,
        ActiveHours active,
        Set<String> queues,
        Set<Channel> channels,
        Set<String> sources,
        Severity severity,
        boolean consoleOnly,
        List<EscalationStep> escalation,
        boolean enabled) {

    /** An alert whose figure cannot be told for so long says nothing true any more: it ends. */
    public static final Duration UNTOLD_LIMIT = Duration.ofMinutes(10);

    /** So long at least people who end an alert by hand have peace from it, though the figure stays bad. */
    public static final Duration LEAST_PEACE = Duration.ofMinutes(1);

    public static final Duration LONGEST = Duration.ofHours(24);

    public FigureRule {
        queues = Set.copyOf(queues);
        channels = Set.copyOf(channels);
        sources = Set.copyOf(sources);
        escalation = List.copyOf(escalation);
    }

    /** @throws InvalidRuleException where it contradicts itself */
    public FigureRule checked() {
        RuleCheck.check(this);
        return this;
    }

    public boolean isBad(double value) {
        return metric.isBadAbove() ? value > threshold : value < threshold;
    }

    public boolean isGood(double value) {
        return metric.isBadAbove() ? value <= recoverThreshold : value >= recoverThreshold;
    }

    /** The reading as this rule may use it: with too few cases it is none. */
    public Reading usable(Reading reading) {
        return reading instanceof Told told && metric.form().hasSample() && told.sample() < Math.max(1, minimumSample)
                ? Reading.UNTOLD
                : reading;
    }

    /** What the state becomes by a reading of now. Of a rule on past periods see {@link Streak}. */
    public RuleState step(RuleState state, Reading reading, Instant now) {
        return switch (usable(reading)) {
            case Reading.Held held -> state;
            case Reading.Untold untold -> untold(state, now);
            case Told told when isBad(told.value()) -> bad(state, now);
            case Told told when isGood(told.value()) -> good(state, now);
            case Told between -> between(state);
        };
    }

    private RuleState bad(RuleState state, Instant now) {
        return switch (state) {
            case Quiet quiet -> pending(now, now);
            case Pending pending -> pending(pending.since(), now);
            case Dismissed dismissed ->
                isOver(dismissed.dismissedAt(), peace(), now) ? new Firing(dismissed.since(), null) : dismissed;
            case Open open -> new Firing(open.since(), null);
        };
    }

    /** How long a figure must stay bad after people ended its alert until the rule fires again. */
    public Duration peace() {
        return lasting.compareTo(LEAST_PEACE) > 0 ? lasting : LEAST_PEACE;
    }

    private RuleState pending(Instant since, Instant now) {
        return isOver(since, lasting, now) ? new Firing(since, null) : new Pending(since);
    }

    private RuleState good(RuleState state, Instant now) {
        return switch (state) {
            case Quiet quiet -> quiet;
            case Pending pending -> RuleState.QUIET;
            case Dismissed dismissed -> RuleState.QUIET;
            case Firing firing -> recovering(firing.since(), now, now);
            case Recovering recovering -> recovering(recovering.since(), recovering.goodSince(), now);
        };
    }

    private RuleState recovering(Instant since, Instant goodSince, Instant now) {
        return isOver(goodSince, recoverAfter, now) ? RuleState.QUIET : new Recovering(since, goodSince);
    }

    private static RuleState between(RuleState state) {
        return switch (state) {
            case Quiet quiet -> quiet;
            case Pending pending -> RuleState.QUIET;
            case Dismissed dismissed -> RuleState.QUIET;
            case Open open -> new Firing(open.since(), null);
        };
    }

    private static RuleState untold(RuleState state, Instant now) {
        return switch (state) {
            case Quiet quiet -> quiet;
            case Pending pending -> RuleState.QUIET;
            case Dismissed dismissed -> RuleState.QUIET;
            case Recovering recovering -> new Firing(recovering.since(), now);
            case Firing firing -> {
                Instant since = firing.untoldSince() == null ? now : firing.untoldSince();
                yield isOver(since, UNTOLD_LIMIT, now) ? RuleState.QUIET : new Firing(firing.since(), since);
            }
        };
    }

    private static boolean isOver(Instant since, Duration length, Instant now) {
        return !since.plus(length).isAfter(now);
    }
}
