package io.qingting.sla.domain;

import io.qingting.alert.domain.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done so that the kept targets are what the events say, and what that means for alerts raised before.
 *
 * @param writes rows to insert, or to put in the place of those of the same identity
 * @param deletions rows that no longer hold
 * @param recovered alerts whose target was stopped: late after its breach, or in time after its warning; and warnings of a
 *     deadline that was moved, or that nobody knows while the clock is paused
 * @param takenBack alerts of breaches that did not happen after all
 */
public record TargetPlan(List<Write> writes, List<Long> deletions, List<Cause> recovered, List<Cause> takenBack) {
    /** @param dueAt when it next warns or breaches; {@link SlaTarget#NEVER}: it does not */
    public record Write(TargetId id, SlaTarget target, boolean alerts, boolean warned, boolean raised, long dueAt) {}

    /**
     * @param kept what is kept of the targets in question, and no others
     * @param wanted what they should be
     * @param news which of them alert
     */
    public static TargetPlan of(Map<TargetId, StoredTarget> kept, Map<TargetId, SlaTarget> wanted, News news) {
        TargetPlan plan = new TargetPlan(new ArrayList<>(), new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0));
        wanted.forEach((id, target) -> plan.put(id, target, kept.get(id), news));
        kept.forEach((id, stored) -> {
            if (!wanted.containsKey(id)) plan.drop(stored);
        });
        return plan;
    }

    private void put(TargetId id, SlaTarget target, @Nullable StoredTarget stored, News news) {
        if (stored == null) {
            write(id, target, news.isNews(id, target), false, false);
            return;
        }
        if (stored.target().equals(target)) return;
        // History stays silent until something live changes this very target, and it can still be kept.
        boolean alerts = stored.alerts() || news.wakes(stored, target);
        boolean holds = stored.raised()
                && stored.target().deadline() == target.deadline()
                && (target.state() instanceof SlaTarget.State.Open
                        || target.state() instanceof SlaTarget.State.Breached);
        boolean warningHolds = stored.warned()
                && stored.target().warnAt() == target.warnAt()
                && stored.target().deadline() == target.deadline();
        if (stored.raised() && !holds) takenBack.add(id.cause());
        else if (isOver(stored, target, holds, warningHolds)) recovered.add(id.cause());
        write(id, target, alerts, warningHolds, holds);
    }

    /** Whether its open alert is over: what it told of has ended, or its warning named a deadline that no longer holds. */
    private static boolean isOver(StoredTarget stored, SlaTarget target, boolean holds, boolean warningHolds) {
        if (!(stored.target().state() instanceof SlaTarget.State.Open)) return false;
        if (target.state() instanceof SlaTarget.State.Open) return stored.warned() && !stored.raised() && !warningHolds;
        return holds || stored.warned() && !(target.state() instanceof SlaTarget.State.Breached);
    }

    private void write(TargetId id, SlaTarget target, boolean alerts, boolean warned, boolean raised) {
        writes.add(new Write(id, target, alerts, warned, raised, dueAt(target, alerts, warned, raised)));
    }

    private void drop(StoredTarget stored) {
        deletions.add(stored.targetId());
        if (stored.raised() || stored.warned()) takenBack.add(stored.id().cause());
    }

    /** A breach that is over before anybody called it is still called, once. */
    static long dueAt(SlaTarget target, boolean alerts, boolean warned, boolean raised) {
        if (!alerts) return SlaTarget.NEVER;
        return switch (target.state()) {
            case SlaTarget.State.Open paused when target.deadline() == SlaTarget.NEVER -> SlaTarget.NEVER;
            case SlaTarget.State.Open open -> {
                boolean warns = !warned && !raised && target.warnAt() < target.deadline();
                yield warns ? target.warnAt() : raised ? SlaTarget.NEVER : target.deadline();
            }
            case SlaTarget.State.Breached late -> raised ? SlaTarget.NEVER : target.deadline();
            case SlaTarget.State.Met met -> SlaTarget.NEVER;
            case SlaTarget.State.Cancelled gone -> SlaTarget.NEVER;
        };
    }
}
