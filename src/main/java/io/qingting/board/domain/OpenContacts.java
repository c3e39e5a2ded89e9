package io.qingting.board.domain;

import io.qingting.contact.domain.ContactFolds;
import io.qingting.contact.domain.LiveView;
import io.qingting.contact.domain.LiveView.LegView;
import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which contacts are counted in which queue now, so that a queue's list costs what is in it. Without the unconfirmed. */
final class OpenContacts {
    private final ContactFolds folds;
    private final Map<String, Set<ContactKey>> byQueue = new HashMap<>();

    OpenContacts(ContactFolds folds) {
        this.folds = folds;
    }

    /** Puts a contact under the queues that its view counts in, or with {@code isNow} false takes it out. */
    void count(ContactKey key, LiveView view, boolean isNow) {
        for (String queue : queuesOf(view)) {
            if (isNow) byQueue.computeIfAbsent(queue, q -> new HashSet<>()).add(key);
            else {
                Set<ContactKey> there = byQueue.get(queue);
                if (there != null && there.remove(key) && there.isEmpty()) byQueue.remove(queue);
            }
        }
    }

    /** The same where the waits for a reply changed and nothing else. */
    void waitChanged(ContactKey key, LiveView before, LiveView after) {
        if (Objects.equals(before.firstReplyQueueId(), after.firstReplyQueueId())
                && Objects.equals(before.replyQueueId(), after.replyQueueId())
                && (before.firstReplySince() == LiveView.NONE) == (after.firstReplySince() == LiveView.NONE)
                && (before.replySince() == LiveView.NONE) == (after.replySince() == LiveView.NONE)) return;
        count(key, before, false);
        count(key, after, true);
    }

    private static List<String> queuesOf(LiveView view) {
        List<String> queues = new ArrayList<>(2);
        if (view.waiting()) add(queues, view.entryQueueId());
        for (LegView leg : view.legs()) add(queues, leg.queueId());
        if (view.firstReplySince() != LiveView.NONE) add(queues, view.firstReplyQueueId());
        if (view.replySince() != LiveView.NONE) add(queues, view.replyQueueId());
        return queues;
    }

    private static void add(List<String> queues, @Nullable String queueId) {
        String queue = queueId == null ? Board.NO_QUEUE : queueId;
        if (!queues.contains(queue)) queues.add(queue);
    }

    /** Those of a queue, in no particular order. */
    List<OpenContact> ofQueue(String queueId) {
        return of(byQueue.getOrDefault(queueId, Set.of()));
    }

    /** Those of these that something is going on in. */
    List<OpenContact> of(Collection<ContactKey> keys) {
        List<OpenContact> contacts = new ArrayList<>(keys.size());
        for (ContactKey key : keys) {
            LiveView view = folds.live(key);
            if (!view.isIdle()) contacts.add(contact(key, view));
        }
        return contacts;
    }

    private static OpenContact contact(ContactKey key, LiveView view) {
        List<String> agents = new ArrayList<>(1);
        for (LegView leg : view.legs()) if (leg.agentId() != null) agents.add(leg.agentId());
        long reply = waitingSince(view);
        OpenContact.State state = view.waiting()
                ? OpenContact.State.WAITING
                : reply == Long.MAX_VALUE ? OpenContact.State.IN_SERVICE : OpenContact.State.AWAITING_REPLY;
        long since = switch (state) {
            case WAITING -> view.entrySince();
            case AWAITING_REPLY -> reply;
            case IN_SERVICE -> view.legs().get(0).since();
        };
        String queue = view.waiting() ? view.entryQueueId() : view.legs().get(0).queueId();
        return new OpenContact(
                key,
                view.channel(),
                view.vip(),
                queue == null ? Board.NO_QUEUE : queue,
                state,
                Figures.instant(since),
                agents);
    }

    /** A customer who waits for a first reply and in a run has waited since the earlier of the two. */
    static long waitingSince(LiveView view) {
        long first = view.firstReplySince() == LiveView.NONE ? Long.MAX_VALUE : view.firstReplySince();
        long reply = view.replySince() == LiveView.NONE ? Long.MAX_VALUE : view.replySince();
        return Math.min(first, reply);
    }
}
