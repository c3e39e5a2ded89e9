package io.qingting.rule.domain;

import io.qingting.board.domain.Window;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.rule.domain.RuleMetric.About;
import io.qingting.rule.domain.RuleMetric.Form;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what is wrong with a rule, by the field as it is sent. */
final class RuleCheck {
    static final int MOST_FILTERED = 500;
    static final int MOST_STEPS = 10;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ID = 256;
    private static final Set<PeriodUnit> UNITS = Set.of(PeriodUnit.DAY, PeriodUnit.WEEK, PeriodUnit.MONTH);

    private RuleCheck() {}

    static void check(FigureRule rule) {
        names(rule);
        place(rule);
        over(rule);
        threshold("threshold", rule.metric(), rule.threshold());
        threshold("recoverThreshold", rule.metric(), rule.recoverThreshold());
        recovery(rule);
        lengths(rule);
        sample(rule);
        filters(rule);
        if (rule.escalation().size() > MOST_STEPS)
            throw wrong("escalation", "There are too many steps.", "Use at most " + MOST_STEPS + ".");
        for (int i = 1; i < rule.escalation().size(); i++) {
            if (rule.escalation()
                            .get(i)
                            .after()
                            .compareTo(rule.escalation().get(i - 1).after())
                    <= 0)
                throw wrong("escalation/" + i, "It does not come after the step before it.", "Put steps in order.");
        }
    }

    private static InvalidRuleException wrong(String field, String reason, String remedy) {
        return new InvalidRuleException(field, reason, remedy);
    }

    private static void names(FigureRule rule) {
        if (!rule.ruleId().matches("[A-Za-z0-9_-]{1,64}"))
            throw wrong("ruleId", "This is no id.", "Use 1 to 64 letters, digits, dashes or underscores.");
        String name = rule.name();
        if (name != null && (name.isBlank() || name.length() > LONGEST_NAME || hasControls(name)))
            throw wrong(
                    "name",
                    "This is no name.",
                    "Use 1 to " + LONGEST_NAME
                            + " characters on one line, or leave it out: then the metric's is used.");
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static void place(FigureRule rule) {
        RulePlace needed = switch (rule.metric().about()) {
            case AGENT -> RulePlace.AGENT;
            case SOURCE -> RulePlace.SOURCE;
            case COMPLAINT_CATEGORY -> RulePlace.CATEGORY;
            case PLACE_NOW, PLACE_OVER_TIME -> rule.per() == RulePlace.SITE ? RulePlace.SITE : RulePlace.QUEUE;
        };
        if (rule.per() != needed)
            throw wrong(
                    "per",
                    rule.metric().wireName() + " is no figure of a "
                            + rule.per().wireName() + ".",
                    "Use " + (needed == RulePlace.QUEUE ? "queue or site" : needed.wireName()) + ", or leave it out.");
    }

    private static void over(FigureRule rule) {
        About about = rule.metric().about();
        boolean overPeriods = about == About.COMPLAINT_CATEGORY;
        boolean overTime = about == About.PLACE_OVER_TIME || overPeriods;
        switch (rule.over()) {
            case Over.Now now -> {
                if (overTime)
                    throw wrong(
                            "window",
                            rule.metric().wireName() + " is a figure over some time.",
                            "Use one of " + windows() + ".");
            }
            case Over.Live live -> {
                if (overPeriods)
                    throw wrong(
                            "window",
                            rule.metric().wireName() + " is told of whole periods only.",
                            "Use one of day, week, month.");
                if (!overTime) throw ofNow(rule);
            }
            case Over.Past past -> {
                if (!overTime) throw ofNow(rule);
                if (!UNITS.contains(past.unit()))
                    throw wrong("window", "This is none.", "Use one of " + windows() + ".");
                if (past.inARow() < 1 || past.inARow() > Over.MOST_IN_A_ROW)
                    throw wrong("periodsInARow", "So many cannot be.", "Use 1 to " + Over.MOST_IN_A_ROW + ".");
                if (!(rule.active() instanceof ActiveHours.Always))
                    throw wrong("active", "A whole period is judged once, after its end.", "Leave active hours out.");
            }
        }
    }

    private static InvalidRuleException ofNow(FigureRule rule) {
        return wrong("window", rule.metric().wireName() + " is a figure of the moment.", "Leave the window out.");
    }

    static String windows() {
        return Arrays.stream(Window.values()).map(Window::wireName).collect(Collectors.joining(", "))
                + ", day, week, month";
    }

    private static void threshold(String field, RuleMetric metric, double value) {
        Form form = metric.form();
        if (value >= form.least() && value <= form.most()) return;
        throw wrong(
                field,
                "A threshold of " + metric.wireName() + " cannot be " + value + ".",
                "Use " + plain(form.least()) + " to " + plain(form.most())
                        + (form == Form.SHARE ? ": 0.8 is 80 %." : "."));
    }

    private static String plain(double value) {
        return Long.toString((long) value);
    }

    private static void recovery(FigureRule rule) {
        boolean above = rule.metric().isBadAbove();
        boolean fits =
                above ? rule.recoverThreshold() <= rule.threshold() : rule.recoverThreshold() >= rule.threshold();
        if (fits) return;
        throw wrong(
                "recoverThreshold",
                "The figure would be good again while it is still bad.",
                "Use the threshold or a " + (above ? "lower" : "higher") + " value, or leave it out.");
    }

    private static void lengths(FigureRule rule) {
        length("forSeconds", rule.lasting(), rule);
        length("recoverForSeconds", rule.recoverAfter(), rule);
    }

    private static void length(String field, Duration length, FigureRule rule) {
        if (length.isNegative() || length.compareTo(FigureRule.LONGEST) > 0)
            throw wrong(field, "So long cannot be.", "Use 0 to " + FigureRule.LONGEST.toSeconds() + " seconds.");
        if (!length.isZero() && rule.over() instanceof Over.Past)
            throw wrong(field, "A whole period is judged once, after its end.", "Leave it out and use periodsInARow.");
    }

    private static void sample(FigureRule rule) {
        if (rule.minimumSample() < 0 || rule.minimumSample() > 1_000_000)
            throw wrong("minimumSample", "So many cannot be.", "Use 0 to 1000000.");
        if (rule.minimumSample() > 0 && !rule.metric().form().hasSample())
            throw wrong("minimumSample", "There is no N beside " + rule.metric().wireName() + ".", "Leave it out.");
    }

    private static void filters(FigureRule rule) {
        filter("queues", rule.queues());
        filter("sources", rule.sources());
        boolean ofSource = rule.per() == RulePlace.SOURCE;
        if (!rule.sources().isEmpty() && !ofSource)
            throw wrong("sources", "Only sourceSilentSeconds is a figure of sources.", "Leave it out.");
        if (!rule.queues().isEmpty() && (ofSource || rule.per() == RulePlace.SITE))
            throw wrong(
                    "queues",
                    "The rule is not on figures of queues.",
                    ofSource ? "Leave it out; use sources." : "Leave it out, or use per queue.");
        if (rule.channels().isEmpty()) return;
        if (ofSource || rule.per() == RulePlace.AGENT || rule.metric() == RuleMetric.AVAILABLE_AGENTS)
            throw wrong("channels", rule.metric().wireName() + " is not known by channel.", "Leave it out.");
        if (rule.over() instanceof Over.Live && rule.per() == RulePlace.QUEUE)
            throw wrong(
                    "channels",
                    "Figures of a queue over a live window are not kept by channel.",
                    "Leave it out and name queues, or use per site, or a window of day, week or month.");
    }

    private static void filter(String field, Set<String> ids) {
        if (ids.size() > MOST_FILTERED)
            throw wrong(field, "There are too many.", "Use at most " + MOST_FILTERED + ", or none for all.");
        if (ids.stream().anyMatch(id -> id.isBlank() || id.length() > LONGEST_ID || hasControls(id)))
            throw wrong(field, "One of them is no id.", "Use ids of 1 to " + LONGEST_ID + " characters.");
    }
}
