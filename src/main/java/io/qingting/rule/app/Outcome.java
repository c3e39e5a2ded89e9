package io.qingting.rule.app;

import io.qingting.alert.app.Alerts;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.Signal;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.RuleState;
import io.qingting.rule.domain.Verdict;
import io.qingting.rule.store.StateStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a judgement comes to: states, alerts and firings, which commit together. */
final class Outcome {
    private static final String NOBODY = "system";
    private static final String STILL_BAD = "stillBad";

    private final Instant at;
    private final List<StateStore.Change> changes = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private final List<Cause> recovered = new ArrayList<>();
    private final Map<String, List<Cause>> dismissedByNote = new TreeMap<>();
    private final Map<String, List<Cause>> endedByReason = new TreeMap<>();
    private final Map<String, List<String>> firedByRule = new TreeMap<>();

    Outcome(Instant at) {
        this.at = at;
    }

    /** Of a rule on what is now. */
    void add(FigureRule rule, List<Verdict> verdicts) {
        add(rule, verdicts, null);
    }

    /** @param period of a rule on whole periods, as {@link io.qingting.rule.domain.Streak#span} says it; null: of another */
    void add(FigureRule rule, List<Verdict> verdicts, @Nullable String period) {
        for (Verdict verdict : verdicts) {
            String place = verdict.place();
            changes.add(new StateStore.Change(rule.ruleId(), place, verdict.after()));
            Cause cause = RuleSignals.cause(rule, place);
            switch (verdict.change()) {
                case NONE -> {}
                case FIRED -> {
                    RuleState.Open open = (RuleState.Open) verdict.after();
                    signals.add(RuleSignals.signal(
                            rule,
                            place,
                            period,
                            Objects.requireNonNull(verdict.told()),
                            open.since(),
                            at,
                            verdict.before() instanceof RuleState.Dismissed));
                    firedByRule
                            .computeIfAbsent(rule.ruleId(), id -> new ArrayList<>())
                            .add(place);
                }
                case RECOVERED -> recovered.add(cause);
                case UNTOLD -> ended("the figure could not be told any more", cause);
                case OUT_OF_HOURS -> ended("the rule does not watch at this hour", cause);
                case GONE -> ended("there is nothing left that the rule watches there", cause);
            }
        }
    }

    /** People ended the alert on a figure of now: where it is still bad, the rule fires again after a while. */
    void dismissed(FigureRule rule, String place, RuleState.Dismissed state) {
        changes.add(new StateStore.Change(rule.ruleId(), place, state));
        note(
                rule,
                place,
                "the figure is still bad: the rule fires again unless it recovers within "
                        + rule.peace().toSeconds() + " s");
    }

    /** People ended the alert on whole periods: where the next one is bad too, the rule fires again. */
    void dismissedUntilNextPeriod(FigureRule rule, String place) {
        changes.add(new StateStore.Change(rule.ruleId(), place, RuleState.QUIET));
        note(rule, place, "the rule fires again if the next period is bad too");
    }

    private void note(FigureRule rule, String place, String note) {
        dismissedByNote.computeIfAbsent(note, n -> new ArrayList<>()).add(RuleSignals.cause(rule, place));
    }

    private void ended(String reason, Cause cause) {
        endedByReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(cause);
    }

    private List<Cause> causes() {
        List<Cause> all = new ArrayList<>(recovered);
        signals.forEach(signal -> all.add(signal.cause()));
        endedByReason.values().forEach(all::addAll);
        dismissedByNote.values().forEach(all::addAll);
        return all;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    int size() {
        return changes.size();
    }

    Uni<Void> commit(SqlConnection tx, Alerts alerts) {
        Uni<Void> all = alerts.lock(tx, causes())
                .chain(() -> StateStore.write(tx, changes))
                .chain(() -> signals.isEmpty() ? Uni.createFrom().voidItem() : alerts.raise(tx, signals, at))
                .chain(() -> alerts.recover(tx, recovered, at));
        for (Map.Entry<String, List<Cause>> ended : endedByReason.entrySet())
            all = all.chain(() -> alerts.end(tx, ended.getValue(), NOBODY, ended.getKey(), at));
        for (Map.Entry<String, List<Cause>> dismissed : dismissedByNote.entrySet())
            all = all.chain(() -> alerts.remark(tx, dismissed.getValue(), STILL_BAD, dismissed.getKey()));
        for (Map.Entry<String, List<String>> fired : firedByRule.entrySet())
            all = all.chain(() -> StateStore.fired(tx, fired.getKey(), fired.getValue(), at));
        return all;
    }
}
