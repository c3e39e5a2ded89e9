package io.qingting.sla.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.kernel.ContactKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one event tells of an improvement measure.
 *
 * @param measure its source and its id there
 * @param done false: it was made, or its date was planned anew
 * @param at epoch milliseconds
 * @param dueAt the planned date, epoch milliseconds; null: this event names none
 */
public record MeasureEvent(
        ContactKey measure,
        String eventId,
        boolean done,
        long at,
        @Nullable Long dueAt) {
    private static final Comparator<MeasureEvent> LATER =
            Comparator.comparingLong(MeasureEvent::at).thenComparing(MeasureEvent::eventId);

    /** Empty: the event is about no measure. */
    public static Optional<MeasureEvent> of(Event event) {
        if (event.type() != EventType.MEASURE_CREATED && event.type() != EventType.MEASURE_DONE)
            return Optional.empty();
        if (!(event.detail() instanceof Event.Measure measure)) return Optional.empty();
        return Optional.of(new MeasureEvent(
                new ContactKey(event.sourceId(), measure.id()),
                event.id(),
                event.type() == EventType.MEASURE_DONE,
                event.at(),
                measure.dueAt()));
    }

    /** Names the target of a measure. */
    public static TargetId target(ContactKey measure) {
        return new TargetId(measure, new SlaTarget.Key(TargetKind.IMPROVEMENT_MEASURE, 0, 0));
    }

    /**
     * The target that follows from all that was told of one measure: from its making to the date that was planned last, stopped
     * by the first word that it is done. A new date that was planned after the one before had passed comes too late: that promise
     * is broken. Empty where nobody told of its making or of a date, or where no policy applies.
     */
    public static Optional<SlaTarget> target(SlaBook book, Collection<MeasureEvent> told) {
        Optional<MeasureEvent> made = told.stream().filter(e -> !e.done()).min(LATER);
        Optional<Long> due = due(told);
        if (made.isEmpty() || due.isEmpty()) return Optional.empty();
        long start = made.get().at();
        SlaRules rules = book.at(start);
        SlaPolicy policy = rules.choose(new SlaPolicy.Start(TargetKind.IMPROVEMENT_MEASURE, Channel.OTHER, null, null));
        if (policy == null) return Optional.empty();
        Deadline deadline = Deadline.planned(policy, start, due.get());
        SlaTarget.State state = told.stream()
                .filter(MeasureEvent::done)
                .min(LATER)
                .map(done -> SlaTarget.stopped(deadline.at(), done.at(), true))
                .orElseGet(SlaTarget.State.Open::new);
        return Optional.of(new SlaTarget(
                target(made.get().measure()).key(),
                policy.policyId(),
                rules.version(),
                Channel.OTHER,
                null,
                null,
                start,
                deadline.warnAt(),
                deadline.at(),
                false,
                state));
    }

    private static Optional<Long> due(Collection<MeasureEvent> told) {
        Long due = null;
        for (MeasureEvent plan :
                told.stream().filter(e -> !e.done()).sorted(LATER).toList()) {
            if (plan.dueAt() != null && (due == null || plan.at() <= due)) due = plan.dueAt();
        }
        return Optional.ofNullable(due);
    }
}
