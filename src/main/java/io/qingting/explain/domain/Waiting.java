package io.qingting.explain.domain;

import io.qingting.board.domain.CountedContact;
import io.qingting.contact.domain.LiveView;
import io.qingting.contact.domain.LiveView.LegView;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges an open contact for a figure as of now, as the board counts it (METRICS.md, "Queue, now"). */
public final class Waiting {
    private Waiting() {}

    /**
     * @param now epoch milliseconds
     * @return null: it has nothing to do with the figure here
     */
    public static @Nullable Judged judge(NowMetric metric, Scope scope, CountedContact contact, long now) {
        LiveView view = contact.view();
        if (contact.isUnconfirmed()) return unconfirmed(metric, scope, contact);
        return switch (metric) {
            case QUEUE_LENGTH, LONGEST_WAIT ->
                waits(view, scope) && view.channel().isLive() ? since(view.entrySince()) : null;
            case MEAN_CURRENT_WAIT ->
                waits(view, scope) && view.channel().isLive()
                        ? new Judged(view.entrySince(), now - view.entrySince(), 1, Why.WAITS)
                        : null;
            case WAITING_VIPS ->
                waits(view, scope) && view.channel().isLive() && view.vip() ? since(view.entrySince()) : null;
            case BACKLOG -> waits(view, scope) && !view.channel().isLive() ? since(view.entrySince()) : null;
            case WAITING_FIRST_REPLY -> waitsForReply(view, scope, view.firstReplySince(), view.firstReplyQueueId());
            case WAITING_REPLY -> waitsForReply(view, scope, view.replySince(), view.replyQueueId());
            case IN_SERVICE -> inService(view, scope);
            case UNCONFIRMED -> null;
        };
    }

    private static @Nullable Judged unconfirmed(NowMetric metric, Scope scope, CountedContact contact) {
        LiveView view = contact.view();
        String queueId =
                view.waiting() ? view.entryQueueId() : view.legs().getFirst().queueId();
        if (scope.kind().isOfPeople() || !isAt(scope, view, queueId)) return null;
        if (metric == NowMetric.UNCONFIRMED) return new Judged(contact.lastAt(), 1, 1, Why.SILENT);
        LiveView confirmed = contact.view();
        boolean wouldCount =
                judge(metric, scope, new CountedContact(contact.contact(), confirmed, contact.lastAt(), false), 0)
                        != null;
        return wouldCount ? new Judged(contact.lastAt(), 0, 0, Why.UNCONFIRMED) : null;
    }

    private static Judged since(long at) {
        return new Judged(at, 1, 1, Why.WAITS);
    }

    private static boolean waits(LiveView view, Scope scope) {
        return view.waiting() && isAt(scope, view, view.entryQueueId());
    }

    private static @Nullable Judged waitsForReply(LiveView view, Scope scope, long since, @Nullable String queueId) {
        if (since == LiveView.NONE || view.legs().isEmpty()) return null;
        boolean here = scope.kind().isOfPeople() ? isInHand(view, scope) : isAt(scope, view, queueId);
        return here ? since(since) : null;
    }

    private static @Nullable Judged inService(LiveView view, Scope scope) {
        long earliest = Long.MAX_VALUE;
        for (LegView leg : view.legs()) {
            boolean here = scope.kind().isOfPeople()
                    ? leg.agentId() != null && scope.agents().contains(leg.agentId())
                    : isAt(scope, view, leg.queueId());
            if (here) earliest = Math.min(earliest, leg.since());
        }
        return earliest == Long.MAX_VALUE ? null : new Judged(earliest, 1, 1, Why.IN_SERVICE);
    }

    private static boolean isInHand(LiveView view, Scope scope) {
        Predicate<LegView> own = leg -> leg.agentId() != null && scope.agents().contains(leg.agentId());
        return view.legs().stream().anyMatch(own);
    }

    private static boolean isAt(Scope scope, LiveView view, @Nullable String queueId) {
        return switch (scope.kind()) {
            case SITE -> true;
            case QUEUE -> scope.id().equals(Scope.queueOf(queueId));
            case CHANNEL -> scope.id().equals(view.channel().wireName());
            case SEGMENT, TEAM, AGENT -> false;
        };
    }
}
