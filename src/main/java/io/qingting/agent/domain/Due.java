package io.qingting.agent.domain;

import io.qingting.board.domain.AgentFigures.Contact;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.StoredTarget;
import io.qingting.sla.domain.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By when a customer who waits is to be answered.
 *
 * @param at the deadline; it may have passed
 * @param warnAt when it becomes pressing; null: not before the deadline
 * @param isPromise a promise to the customer; false: the limit of the figure by which the own score counts
 */
public record Due(Instant at, @Nullable Instant warnAt, boolean isPromise) {
    private static final Set<TargetKind> REPLIES = Set.of(TargetKind.FIRST_RESPONSE, TargetKind.NEXT_RESPONSE);
    /** As promises warn by default: at two thirds of the time. */
    private static final int WARN_PARTS = 3;

    /**
     * The limits of the figures that a score is made of.
     *
     * @param firstResponse X of "first response within X"
     * @param response X of "response within X"
     */
    public record Limits(Duration firstResponse, Duration response) {}

    /**
     * The earliest promise that runs, else the figure's limit where the contact is a conversation; empty: the customer does not
     * wait, or nothing says until when.
     *
     * @param isConversation voice or chat: elsewhere a limit of seconds makes no sense
     * @param targets of this contact
     */
    public static Optional<Due> of(Contact contact, boolean isConversation, List<StoredTarget> targets, Limits limits) {
        Instant since = contact.waitingReplySinceAt();
        if (since == null) return Optional.empty();
        Optional<Due> promise = targets.stream()
                .map(StoredTarget::target)
                .filter(Due::runs)
                .min(Comparator.comparingLong(SlaTarget::deadline))
                .map(Due::ofPromise);
        if (promise.isPresent() || !isConversation) return promise;
        // An agent answers for a wait from when the contact came (METRICS.md, "Attribution").
        Instant from = since.isAfter(contact.sinceAt()) ? since : contact.sinceAt();
        Duration limit = contact.awaitsFirstReply() ? limits.firstResponse() : limits.response();
        Instant due = from.plus(limit);
        return Optional.of(new Due(due, due.minus(limit.dividedBy(WARN_PARTS)), false));
    }

    private static boolean runs(SlaTarget target) {
        return REPLIES.contains(target.key().kind())
                && target.state() instanceof SlaTarget.State.Open
                && target.deadline() != SlaTarget.NEVER;
    }

    private static Due ofPromise(SlaTarget target) {
        return new Due(
                Instant.ofEpochMilli(target.deadline()),
                target.warnAt() == SlaTarget.NEVER ? null : Instant.ofEpochMilli(target.warnAt()),
                true);
    }
}
