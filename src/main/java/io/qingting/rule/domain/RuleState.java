package io.qingting.rule.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a rule has come with one of its places. Instants are the floor's time. */
public sealed interface RuleState {
    RuleState QUIET = new Quiet();

    /** Nothing is wrong. */
    record Quiet() implements RuleState {}

    /** The figure is beyond the threshold, not for long enough yet. */
    record Pending(Instant since) implements RuleState {}

    /**
     * People ended its alert while the figure was bad: if it stays so, the rule fires again.
     *
     * @param since when the figure went beyond the threshold
     * @param dismissedAt when that was noticed
     */
    record Dismissed(Instant since, Instant dismissedAt) implements RuleState {}

    /** An alert is open. */
    sealed interface Open extends RuleState permits Firing, Recovering {
        /** When the figure went beyond the threshold. */
        Instant since();
    }

    /** @param untoldSince since when the figure cannot be told; null: it can */
    record Firing(Instant since, @Nullable Instant untoldSince) implements Open {}

    /** The figure is good again, not for long enough yet. */
    record Recovering(Instant since, Instant goodSince) implements Open {}
}
