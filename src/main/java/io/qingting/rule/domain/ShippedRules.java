package io.qingting.rule.domain;

import io.qingting.alert.domain.Severity;
import io.qingting.board.domain.Window;
import io.qingting.report.domain.PeriodUnit;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The rules that a site starts with. Each is put in once; from then on it is the site's own. */
public final class ShippedRules {
    private static final double TWO_MINUTES = 120;
    private static final double FIVE_MINUTES = 300;

    private ShippedRules() {}

    /** @param csatTarget mean, 1 … 5 */
    public static List<FigureRule> of(double csatTarget) {
        return List.of(
                rule("longest-wait", RuleMetric.LONGEST_WAIT, RulePlace.QUEUE, new Over.Now(), TWO_MINUTES)
                        .recovery(90, 30)
                        .build(60, 0, ActiveHours.ALWAYS, Severity.CRITICAL, false),
                rule(
                                "service-level",
                                RuleMetric.SERVICE_LEVEL,
                                RulePlace.QUEUE,
                                new Over.Live(Window.THIRTY_MINUTES),
                                0.8)
                        .recovery(0.82, 60)
                        .build(0, 20, ActiveHours.ALWAYS, Severity.WARNING, false),
                // After closing time all are offline, and that is how it should be.
                rule("nobody-available", RuleMetric.AVAILABLE_AGENTS, RulePlace.QUEUE, new Over.Now(), 1)
                        .recovery(1, 30)
                        .build(30, 0, new ActiveHours.WhileOpen(), Severity.WARNING, false),
                // A source that tells what happened while it was away shows each state for a moment, and as hours old.
                rule("wrap-up", RuleMetric.WRAP_UP, RulePlace.AGENT, new Over.Now(), FIVE_MINUTES)
                        .recovery(FIVE_MINUTES, 0)
                        .build(3, 0, ActiveHours.ALWAYS, Severity.INFO, true),
                rule("source-silent", RuleMetric.SOURCE_SILENT, RulePlace.SOURCE, new Over.Now(), TWO_MINUTES)
                        .recovery(TWO_MINUTES, 0)
                        .build(0, 0, ActiveHours.ALWAYS, Severity.CRITICAL, false),
                rule("csat-two-days", RuleMetric.CSAT, RulePlace.QUEUE, new Over.Past(PeriodUnit.DAY, 2), csatTarget)
                        .recovery(csatTarget, 0)
                        .build(0, 20, ActiveHours.ALWAYS, Severity.WARNING, false),
                rule(
                                "complaint-category",
                                RuleMetric.COMPLAINT_CATEGORY_SHARE,
                                RulePlace.CATEGORY,
                                new Over.Past(PeriodUnit.WEEK, 1),
                                0.3)
                        .recovery(0.3, 0)
                        .build(0, 20, ActiveHours.ALWAYS, Severity.WARNING, false));
    }

    private static Draft rule(String id, RuleMetric metric, RulePlace per, Over over, double threshold) {
        return new Draft(id, metric, per, over, threshold, threshold, 0);
    }

    private record Draft(
            String id, RuleMetric metric, RulePlace per, Over over, double threshold, double recover, int recoverFor) {
        Draft recovery(double at, int seconds) {
            return new Draft(id, metric, per, over, threshold, at, seconds);
        }

        FigureRule build(int seconds, long sample, ActiveHours active, Severity severity, boolean consoleOnly) {
            return new FigureRule(
                            id,
                            null,
                            metric,
                            per,
                            over,
                            threshold,
                            recover,
                            Duration.ofSeconds(seconds),
                            Duration.ofSeconds(recoverFor),
                            sample,
                            active,
                            Set.of(),
                            Set.of(),
                            Set.of(),
                            severity,
                            consoleOnly,
                            List.of(),
                            true)
                    .checked();
        }
    }
}
