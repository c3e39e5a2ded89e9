package io.qingting.board.domain;

import io.qingting.contact.domain.ContactFolds;
import io.qingting.contact.domain.LiveView;
import io.qingting.contact.domain.LiveView.LegView;
import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is going on now: the views of all open contacts, counted in their queue and channel. A contact silent for too long is
 * unconfirmed and counted apart; a timer a contact looks again when that may have come, and moves on where events came since.
 */
final class LiveFigures {
    private record Timer(long dueAt, ContactKey key) {}

    private final BoardConfig config;
    private final Horizon horizon;
    private final Cells cells;
    private final Agents agents;
    private final ContactFolds folds;
    private final OpenContacts open;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::dueAt));
    private final Set<ContactKey> unconfirmed = new HashSet<>();

    LiveFigures(
            BoardConfig config, Horizon horizon, Cells cells, Agents agents, ContactFolds folds, OpenContacts open) {
        this.config = config;
        this.horizon = horizon;
        this.cells = cells;
        this.agents = agents;
        this.folds = folds;
        this.open = open;
    }

    /** A contact went from one view to another. */
    void change(ContactKey key, LiveView before, LiveView after, long lastAt) {
        boolean was = unconfirmed.contains(key);
        boolean is = !after.isIdle() && isSilent(after, lastAt);
        if (was == is && before.equals(after)) return;
        if (!was && !is && isOnlyWaitChange(before, after)) {
            waits(before, -1);
            waits(after, 1);
            open.waitChanged(key, before, after);
            agents.inHandChanged(after);
            cells.channel(after.channel()).changed();
        } else {
            if (!before.isIdle()) count(key, before, was, -1);
            if (!after.isIdle()) count(key, after, is, 1);
        }
        if (is) unconfirmed.add(key);
        else unconfirmed.remove(key);
        if (after.isIdle() || is) return;
        if (before.isIdle() || was || limitMillis(after) < limitMillis(before)) schedule(key, after, lastAt);
    }

    private void schedule(ContactKey key, LiveView view, long lastAt) {
        timers.add(new Timer(lastAt + limitMillis(view) + 1, key));
    }

    private boolean isSilent(LiveView view, long lastAt) {
        return horizon.now() - lastAt > limitMillis(view);
    }

    private long limitMillis(LiveView view) {
        return CountedContact.limitMillis(config, view);
    }

    /** Looks at the contacts whose time may have come. */
    void fireTimers() {
        while (!timers.isEmpty() && timers.element().dueAt() <= horizon.now()) {
            ContactKey key = timers.remove().key();
            LiveView view = folds.live(key);
            if (view.isIdle() || unconfirmed.contains(key)) continue;
            long lastAt = folds.lastAt(key);
            if (isSilent(view, lastAt)) change(key, view, view, lastAt);
            else schedule(key, view, lastAt);
        }
    }

    /** The earliest instant at which a timer may change something; {@link Long#MAX_VALUE}: none. */
    long nextTimerAt() {
        return timers.isEmpty() ? Long.MAX_VALUE : timers.element().dueAt();
    }

    /** A message came or was answered, and nothing else changed: by far the most frequent case. */
    private static boolean isOnlyWaitChange(LiveView before, LiveView after) {
        return !before.legs().isEmpty()
                && before.channel() == after.channel()
                && before.waiting() == after.waiting()
                && before.entrySince() == after.entrySince()
                && before.vip() == after.vip()
                && Objects.equals(before.entryQueueId(), after.entryQueueId())
                && before.legs().equals(after.legs());
    }

    private void count(ContactKey key, LiveView view, boolean isUnconfirmed, int times) {
        Cell channel = cells.channel(view.channel());
        channel.changed();
        if (isUnconfirmed) {
            Cell queue = cells.queue(
                    view.waiting() ? view.entryQueueId() : view.legs().get(0).queueId());
            queue.live(view.channel()).unconfirmed += times;
            queue.changed();
            return;
        }
        open.count(key, view, times > 0);
        if (view.waiting()) {
            Cell queue = cells.queue(view.entryQueueId());
            queue.live(view.channel()).entry(view.channel(), view.entrySince(), view.vip(), times);
            queue.changed();
        }
        if (view.legs().isEmpty()) return;
        channel.inService += times;
        inService(view, times);
        waits(view, times);
        agents.inHand(key, view, times > 0);
    }

    /** A contact counts once in each queue it is served in. */
    private void inService(LiveView view, int times) {
        List<LegView> legs = view.legs();
        for (int i = 0; i < legs.size(); i++) {
            Cell queue = cells.queue(legs.get(i).queueId());
            boolean again = false;
            for (int j = 0; j < i; j++) again |= cells.queue(legs.get(j).queueId()) == queue;
            if (again) continue;
            queue.live(view.channel()).inService += times;
            queue.changed();
        }
    }

    private void waits(LiveView view, int times) {
        if (view.firstReplySince() != LiveView.NONE) {
            Cell queue = cells.queue(view.firstReplyQueueId());
            queue.live(view.channel()).firstReply.add(view.firstReplySince(), times);
            queue.changed();
        }
        if (view.replySince() != LiveView.NONE) {
            Cell queue = cells.queue(view.replyQueueId());
            queue.live(view.channel()).reply.add(view.replySince(), times);
            queue.changed();
        }
    }

    /** All contacts that something is going on in, in no order. */
    List<CountedContact> counted() {
        List<CountedContact> all = new ArrayList<>();
        for (ContactKey key : folds.inMemory()) {
            LiveView view = folds.live(key);
            if (!view.isIdle()) all.add(new CountedContact(key, view, folds.lastAt(key), unconfirmed.contains(key)));
        }
        return all;
    }

    /** The contacts counted as unconfirmed, the longest silent first. */
    List<UnconfirmedContact> unconfirmed() {
        List<UnconfirmedContact> contacts = new ArrayList<>();
        for (ContactKey key : unconfirmed) {
            LiveView view = folds.live(key);
            if (view.isIdle()) continue;
            @Nullable
            String queue =
                    view.waiting() ? view.entryQueueId() : view.legs().get(0).queueId();
            contacts.add(new UnconfirmedContact(
                    key,
                    queue == null ? Board.NO_QUEUE : queue,
                    view.channel(),
                    view.waiting(),
                    Figures.instant(folds.lastAt(key))));
        }
        contacts.sort(UnconfirmedContact.ORDER);
        return contacts;
    }
}
