package io.qingting.contact.domain;

import io.qingting.contact.domain.ContactFold.Collector;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventOrder;
import io.qingting.event.domain.EventType.Subject;
import io.qingting.kernel.ContactKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folds of all contacts something is going on in. Memory holds the state of those, not their events: an event that sorts
 * after the last one applied is applied at once; for any other, and for contacts not in memory, the caller reads the
 * contact's events from the log and the old contributions are exchanged for the new. For one thread.
 *
 * <p>Use: {@link #needsHistory} → read the events of those contacts at positions before the batch → {@link #apply}.
 */
public final class ContactFolds {
    private final Map<ContactKey, ContactState> states = new HashMap<>();
    private final Map<ContactKey, Integer> pins = new HashMap<>();
    private final Deque<ContactKey> idle = new ArrayDeque<>();
    private final Names names = new Names();
    private final int idleLimit;

    /**
     * @param idleLimit how many contacts stay in memory after nothing is going on in them any more, 0 or more; the eldest leave
     *     first. Decides how often the log is read, never what is counted
     */
    public ContactFolds(int idleLimit) {
        this.idleLimit = idleLimit;
    }

    /** The contacts of the batch whose earlier events {@link #apply} must be given. */
    public Set<ContactKey> needsHistory(Collection<Event> batch) {
        Set<ContactKey> needed = new HashSet<>();
        for (Event event : batch) {
            if (event.type().subject() != Subject.CONTACT || event.contactId() == null) continue;
            ContactKey key = event.contact();
            ContactState state = states.get(key);
            if (state == null || ContactFold.isExclusion(event) || state.compareWithLast(event) < 0) needed.add(key);
        }
        return needed;
    }

    /**
     * Applies the contact events of a batch; others are passed over.
     *
     * @param history for each contact that {@link #needsHistory} named, its events applied before this batch; none: it is new
     * @throws IllegalStateException where the history of a contact in memory was needed and not given
     */
    public List<ContactChange> apply(Collection<Event> batch, Map<ContactKey, List<Event>> history) {
        List<ContactChange> changes = new ArrayList<>();
        for (Map.Entry<ContactKey, List<Event>> entry : byContact(batch).entrySet()) {
            List<Event> past = history.get(entry.getKey());
            changes.add(apply(entry.getKey(), entry.getValue(), past));
        }
        forgetIdle();
        return changes;
    }

    private static Map<ContactKey, List<Event>> byContact(Collection<Event> batch) {
        Map<ContactKey, List<Event>> byContact = new LinkedHashMap<>(batch.size() * 2);
        for (Event event : batch) {
            if (event.type().subject() != Subject.CONTACT || event.contactId() == null) continue;
            byContact.computeIfAbsent(event.contact(), k -> new ArrayList<>(2)).add(event);
        }
        for (List<Event> events : byContact.values()) {
            if (events.size() > 1) events.sort(EventOrder.INSTANCE);
        }
        return byContact;
    }

    private ContactChange apply(ContactKey key, List<Event> events, @Nullable List<Event> past) {
        ContactState state = states.get(key);
        boolean wasKnown = state != null;
        if (state == null) {
            state = ContactFold.replay(past == null ? List.of() : past, new Collector(names));
        }
        return isNext(state, events) ? append(key, state, events) : refold(key, state, events, past, wasKnown);
    }

    private static boolean isNext(ContactState state, List<Event> ordered) {
        if (state.compareWithLast(ordered.get(0)) < 0) return false;
        for (Event event : ordered) {
            if (ContactFold.isExclusion(event)) return false;
        }
        return true;
    }

    private ContactChange append(ContactKey key, ContactState state, List<Event> events) {
        LiveView before = state.live();
        long lastAtBefore = state.lastAt();
        Collector collector = new Collector(names);
        for (Event event : events) state.apply(event, collector);
        keep(key, state);
        return new ContactChange(
                key,
                collector.removed,
                collector.added,
                collector.anomalies,
                List.of(),
                before,
                state.live(),
                lastAtBefore,
                state.lastAt(),
                state.profile().customerKey(),
                state.profile().topic());
    }

    private ContactChange refold(
            ContactKey key, ContactState old, List<Event> events, @Nullable List<Event> past, boolean wasKnown) {
        if (past == null && wasKnown && old.lastAt() != LiveView.NONE)
            throw new IllegalStateException("no history given for contact " + key);
        List<Event> before = past == null ? List.of() : past;
        List<Event> all = new ArrayList<>(before.size() + events.size());
        all.addAll(before);
        all.addAll(events);
        Collector then = new Collector(names);
        Collector now = new Collector(names);
        ContactFold.replay(before, then);
        ContactState state = ContactFold.replay(all, now);
        keep(key, state);
        return new ContactChange(
                key,
                without(then.added, now.added),
                without(now.added, then.added),
                without(now.anomalies, then.anomalies),
                without(then.anomalies, now.anomalies),
                old.live(),
                state.live(),
                old.lastAt(),
                state.lastAt(),
                state.profile().customerKey(),
                state.profile().topic());
    }

    private static <T> List<T> without(List<T> all, List<T> others) {
        Set<T> rest = new HashSet<>(others);
        return all.stream().filter(x -> !rest.contains(x)).toList();
    }

    private void keep(ContactKey key, ContactState state) {
        states.put(key, state);
        if (state.isIdle()) idle.addLast(key);
    }

    private void forgetIdle() {
        while (idle.size() > idleLimit) {
            ContactKey key = idle.removeFirst();
            ContactState state = states.get(key);
            if (state != null && state.isIdle() && !pins.containsKey(key)) states.remove(key);
        }
    }

    /** Takes a contact into memory as its events up to now leave it, without counting anything. */
    public LiveView load(ContactKey key, Collection<Event> events) {
        ContactState state = states.get(key);
        if (state == null) {
            state = ContactFold.replay(events, new Collector(names));
            keep(key, state);
        }
        return state.live();
    }

    /** Keeps a contact of {@link #load} in memory, idle or not, until as many {@link #unpin} follow. */
    public void pin(ContactKey key) {
        pins.merge(key, 1, Integer::sum);
    }

    public void unpin(ContactKey key) {
        Integer left = pins.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
        ContactState state = states.get(key);
        if (left == null && state != null && state.isIdle()) idle.addLast(key);
    }

    /** What is going on in a contact; {@link LiveView#IDLE} for one that is not in memory. */
    public LiveView live(ContactKey key) {
        ContactState state = states.get(key);
        return state == null ? LiveView.IDLE : state.live();
    }

    /** Instant of the contact's last event, epoch milliseconds; {@link LiveView#NONE}: it is not in memory. */
    public long lastAt(ContactKey key) {
        ContactState state = states.get(key);
        return state == null ? LiveView.NONE : state.lastAt();
    }

    /** The contacts that must be loaded again to go on after a restart. */
    public Set<ContactKey> inMemory() {
        return Collections.unmodifiableSet(states.keySet());
    }
}
