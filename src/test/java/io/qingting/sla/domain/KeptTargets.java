package io.qingting.sla.domain;

import io.qingting.alert.domain.Cause;
import io.qingting.contact.domain.ContactChange;
import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.ContactFolds;
import io.qingting.contact.domain.Span;
import io.qingting.event.domain.Event;
import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Targets kept in memory batch by batch, and swept, as the leader and the watch do it in the database. */
final class KeptTargets {
    static final long HISTORY_AFTER = 24 * 3_600_000L;

    final Map<TargetId, StoredTarget> kept = new HashMap<>();
    final List<String> alerts = new ArrayList<>();
    private final SlaBook book;
    private final ContactFolds folds = new ContactFolds(2);
    private final Map<ContactKey, Map<String, Event>> log = new HashMap<>();
    private long ids;

    KeptTargets(SlaBook book) {
        this.book = book;
    }

    /** Events that are heard of as they happen. */
    void apply(List<Event> batch) {
        apply(batch, 0);
    }

    /** @param heardAt their receipt, epoch milliseconds; a promise that was broken a day before is history */
    void apply(List<Event> batch, long heardAt) {
        Map<ContactKey, List<Event>> past = new HashMap<>();
        for (ContactKey contact : folds.needsHistory(batch)) {
            past.put(contact, List.copyOf(log.getOrDefault(contact, Map.of()).values()));
        }
        for (Event event : batch) {
            log.computeIfAbsent(event.contact(), k -> new LinkedHashMap<>()).putIfAbsent(event.id(), event);
        }
        for (ContactChange change : folds.apply(batch, past)) apply(change, heardAt);
    }

    private void apply(ContactChange change, long heardAt) {
        Set<TargetId> touched = new HashSet<>();
        Map<TargetId, SlaTarget> wanted = new HashMap<>();
        Targets targets = new Targets(book);
        ContactKey contact = change.key();
        if (book.needsWholeContacts()) {
            kept.keySet().stream().filter(id -> id.contact().equals(contact)).forEach(touched::add);
            List<Span> all = ContactFold.fold(
                            log.getOrDefault(contact, Map.of()).values())
                    .spans();
            targets.of(all).forEach(t -> wanted.put(new TargetId(contact, t.key()), t));
        } else {
            for (List<Span> spans : List.of(change.removed(), change.added())) {
                for (Span span : spans) {
                    SlaTarget.Key key = Targets.keyOf(span);
                    if (key != null) touched.add(new TargetId(contact, key));
                }
            }
            targets.ofSingle(change.added()).forEach(t -> wanted.put(new TargetId(contact, t.key()), t));
        }
        Map<TargetId, StoredTarget> before = new HashMap<>(kept);
        before.keySet().retainAll(touched);
        carryOut(TargetPlan.of(before, wanted, new News(Map.of(contact, heardAt), HISTORY_AFTER)));
    }

    private void carryOut(TargetPlan plan) {
        kept.values().removeIf(stored -> plan.deletions().contains(stored.targetId()));
        for (TargetPlan.Write w : plan.writes()) {
            StoredTarget before = kept.get(w.id());
            long id = before == null ? ids++ : before.targetId();
            kept.put(w.id(), new StoredTarget(id, w.id().contact(), w.target(), w.alerts(), w.warned(), w.raised()));
        }
        for (Cause cause : plan.takenBack()) alerts.add("takenBack " + cause.key());
        for (Cause cause : plan.recovered()) alerts.add("recovered " + cause.key());
    }

    /** Calls what is due before an instant. */
    void sweep(long until) {
        for (StoredTarget stored : List.copyOf(kept.values())) {
            if (stored.dueAt() >= until) continue;
            boolean breach = stored.target().deadline() < until;
            alerts.add((breach ? "breached " : "warned ") + stored.id().cause().key());
            kept.put(
                    stored.id(),
                    new StoredTarget(
                            stored.targetId(),
                            stored.contact(),
                            stored.target(),
                            stored.alerts(),
                            stored.warned() || !breach,
                            stored.raised() || breach));
        }
    }

    Set<String> targets() {
        Set<String> lines = new TreeSet<>();
        kept.values().forEach(stored -> lines.add(stored.contact() + " " + stored.target()));
        return lines;
    }

    static Set<String> recomputed(SlaBook book, List<Event> events) {
        Map<ContactKey, List<Event>> byContact = new HashMap<>();
        for (Event event : events)
            byContact.computeIfAbsent(event.contact(), k -> new ArrayList<>()).add(event);
        Set<String> lines = new TreeSet<>();
        byContact.forEach((contact, all) -> new Targets(book)
                .of(ContactFold.fold(all).spans())
                .forEach(target -> lines.add(contact + " " + target)));
        return lines;
    }
}
