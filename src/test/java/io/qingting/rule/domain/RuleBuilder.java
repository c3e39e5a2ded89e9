package io.qingting.rule.domain;

import io.qingting.alert.domain.Severity;
import io.qingting.board.domain.Window;
import io.qingting.event.domain.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A rule for a test, built from the usual one. */
public final class RuleBuilder {
    private final String id;
    private final RuleMetric metric;
    private RulePlace per;
    private Over over = new Over.Now();
    private double threshold;
    private double recover;
    private int lasting;
    private int recoverAfter;
    private long sample;
    private ActiveHours active = ActiveHours.ALWAYS;
    private Set<String> queues = Set.of();
    private Set<String> sources = Set.of();
    private boolean consoleOnly;
    private Severity severity = Severity.WARNING;

    private RuleBuilder(String id, RuleMetric metric) {
        this.id = id;
        this.metric = metric;
        this.per = switch (metric.about()) {
            case AGENT -> RulePlace.AGENT;
            case SOURCE -> RulePlace.SOURCE;
            case COMPLAINT_CATEGORY -> RulePlace.CATEGORY;
            case PLACE_NOW, PLACE_OVER_TIME -> RulePlace.QUEUE;
        };
        if (metric.about() == RuleMetric.About.PLACE_OVER_TIME) over = new Over.Live(Window.THIRTY_MINUTES);
    }

    public static RuleBuilder on(String id, RuleMetric metric) {
        return new RuleBuilder(id, metric);
    }

    public RuleBuilder threshold(double value) {
        threshold = value;
        recover = value;
        return this;
    }

    public RuleBuilder recoverAt(double value) {
        recover = value;
        return this;
    }

    public RuleBuilder lasting(int seconds) {
        lasting = seconds;
        return this;
    }

    public RuleBuilder recoverAfter(int seconds) {
        recoverAfter = seconds;
        return this;
    }

    public RuleBuilder sample(long atLeast) {
        sample = atLeast;
        return this;
    }

    public RuleBuilder over(Over time) {
        over = time;
        return this;
    }

    public RuleBuilder perSite() {
        per = RulePlace.SITE;
        return this;
    }

    public RuleBuilder active(ActiveHours hours) {
        active = hours;
        return this;
    }

    public RuleBuilder queues(String... ids) {
        queues = Set.of(ids);
        return this;
    }

    public RuleBuilder sources(String... names) {
        sources = Set.of(names);
        return this;
    }

    public RuleBuilder consoleOnly() {
        consoleOnly = true;
        return this;
    }

    public RuleBuilder severity(Severity how) {
        severity = how;
        return this;
    }

    public FigureRule build() {
        return new FigureRule(
                        id,
                        null,
                        metric,
                        per,
                        over,
                        threshold,
                        recover,
                        Duration.ofSeconds(lasting),
                        Duration.ofSeconds(recoverAfter),
                        sample,
                        active,
                        queues,
                        Set.<Channel>of(),
                        sources,
                        severity,
                        consoleOnly,
                        List.of(),
                        true)
                .checked();
    }
}
