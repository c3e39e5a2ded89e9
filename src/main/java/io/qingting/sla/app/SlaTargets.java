package io.qingting.sla.app;

import io.qingting.alert.app.Alerts;
import io.qingting.alert.domain.Cause;
import io.qingting.contact.domain.ContactChange;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.sla.domain.MeasureEvent;
import io.qingting.sla.domain.News;
import io.qingting.sla.domain.OpenTargetQuery;
import io.qingting.sla.domain.SlaBook;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.StoredTarget;
import io.qingting.sla.domain.TargetId;
import io.qingting.sla.domain.TargetKind;
import io.qingting.sla.domain.TargetPlan;
import io.qingting.sla.domain.Targets;
import io.qingting.sla.store.MeasureStore;
import io.qingting.sla.store.TargetStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the targets that follow from what changed in contacts, in the transaction that writes the contacts' facts and moves
 * the leader's position. A late event heals: a breach that did not happen is taken back there. {@link SlaWatch} finds what
 * falls due.
 */
@ApplicationScoped
public class SlaTargets {
    /** Kinds of contributions that are clocks of targets while they last. */
    public static final Set<SpanKind> CLOCKS = Targets.KINDS.stream()
            .filter(kind -> TargetKind.of(kind).isPresent())
            .collect(Collectors.toUnmodifiableSet());

    private final Pool pool;
    private final SlaBooks books;
    private final Alerts alerts;
    private final BusinessClock clock;
    private final SlaSettings settings;

    SlaTargets(Pool pool, SlaBooks books, Alerts alerts, BusinessClock clock, SlaSettings settings) {
        this.pool = pool;
        this.books = books;
        this.alerts = alerts;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * @param heardAt receipt of what the batch tells of contacts and is no import, as {@link News} has it
     * @param position of the leader after this transaction
     * @param contributions asked where a target depends on more than what changed
     */
    public Uni<Void> write(
            SqlConnection tx,
            Collection<ContactChange> changes,
            Map<ContactKey, Long> heardAt,
            long position,
            Contributions contributions) {
        List<ContactChange> relevant =
                changes.stream().filter(SlaTargets::isRelevant).toList();
        if (relevant.isEmpty()) return Uni.createFrom().voidItem();
        News news = news(heardAt);
        return books.inForce(tx)
                .chain(book -> book.needsWholeContacts()
                        ? whole(
                                tx,
                                book,
                                relevant.stream().map(ContactChange::key).collect(Collectors.toSet()),
                                news,
                                contributions)
                        : single(tx, book, relevant, news))
                .chain(plan -> carryOut(tx, plan, position));
    }

    private News news(Map<ContactKey, Long> heardAt) {
        return new News(heardAt, settings.historyAfter().toMillis());
    }

    /**
     * Writes the targets of improvement measures that a batch tells of.
     *
     * @param position of the leader after this transaction
     */
    public Uni<Void> writeMeasures(SqlConnection tx, List<LoggedEvent> batch, long position) {
        List<MeasureEvent> told = new ArrayList<>(0);
        Map<ContactKey, Long> heardAt = new HashMap<>();
        for (LoggedEvent logged : batch) {
            MeasureEvent.of(logged.event()).ifPresent(event -> {
                told.add(event);
                if (!logged.imported()) heardAt.merge(event.measure(), logged.recordedAt(), Math::min);
            });
        }
        if (told.isEmpty()) return Uni.createFrom().voidItem();
        Set<ContactKey> measures = told.stream().map(MeasureEvent::measure).collect(Collectors.toSet());
        return books.inForce(tx)
                .chain(book -> MeasureStore.add(tx, told)
                        .chain(() -> MeasureStore.of(tx, measures))
                        .chain(all -> TargetStore.lock(
                                        tx,
                                        measures.stream()
                                                .map(MeasureEvent::target)
                                                .toList())
                                .map(kept -> TargetPlan.of(kept, ofMeasures(book, all), news(heardAt)))))
                .chain(plan -> carryOut(tx, plan, position));
    }

    private static Map<TargetId, SlaTarget> ofMeasures(SlaBook book, Map<ContactKey, List<MeasureEvent>> told) {
        Map<TargetId, SlaTarget> wanted = new HashMap<>();
        told.forEach((measure, events) ->
                MeasureEvent.target(book, events).ifPresent(it -> wanted.put(MeasureEvent.target(measure), it)));
        return wanted;
    }

    private static boolean isRelevant(ContactChange change) {
        return isRelevant(change.removed()) || isRelevant(change.added());
    }

    private static boolean isRelevant(List<Span> spans) {
        for (Span span : spans) {
            if (Targets.KINDS.contains(span.kind())) return true;
        }
        return false;
    }

    /** Each changed contribution is all that its target depends on. */
    private static Uni<TargetPlan> single(SqlConnection tx, SlaBook book, List<ContactChange> changes, News news) {
        Targets targets = new Targets(book);
        Set<TargetId> touched = new HashSet<>();
        Map<TargetId, SlaTarget> wanted = new HashMap<>();
        for (ContactChange change : changes) {
            touch(touched, change.key(), change.removed());
            touch(touched, change.key(), change.added());
            put(wanted, change.key(), targets.ofSingle(change.added()));
        }
        if (touched.isEmpty()) return Uni.createFrom().item(TargetPlan.of(Map.of(), Map.of(), news));
        return TargetStore.lock(tx, touched).map(kept -> TargetPlan.of(kept, wanted, news));
    }

    private static void touch(Set<TargetId> touched, ContactKey contact, List<Span> spans) {
        for (Span span : spans) {
            SlaTarget.Key key = Targets.keyOf(span);
            if (key != null) touched.add(new TargetId(contact, key));
        }
    }

    private static void put(Map<TargetId, SlaTarget> wanted, ContactKey contact, List<SlaTarget> targets) {
        for (SlaTarget target : targets) wanted.put(new TargetId(contact, target.key()), target);
    }

    /** Writes all targets of contacts, as they follow from all that these contribute. See {@link #write} for the other arguments. */
    public Uni<Void> writeWhole(
            SqlConnection tx, Set<ContactKey> contacts, News news, long position, Contributions contributions) {
        if (contacts.isEmpty()) return Uni.createFrom().voidItem();
        return books.inForce(tx)
                .chain(book -> whole(tx, book, contacts, news, contributions))
                .chain(plan -> carryOut(tx, plan, position));
    }

    private static Uni<TargetPlan> whole(
            SqlConnection tx, SlaBook book, Set<ContactKey> contacts, News news, Contributions contributions) {
        return contributions
                .of(tx, contacts, Targets.KINDS)
                .chain(spans -> TargetStore.lockContacts(tx, contacts)
                        .map(kept -> TargetPlan.of(kept, wanted(book, spans), news)));
    }

    private static Map<TargetId, SlaTarget> wanted(SlaBook book, Map<ContactKey, List<Span>> spans) {
        Targets targets = new Targets(book);
        Map<TargetId, SlaTarget> wanted = new HashMap<>();
        spans.forEach((contact, all) -> put(wanted, contact, targets.of(all)));
        return wanted;
    }

    private Uni<Void> carryOut(SqlConnection tx, TargetPlan plan, long position) {
        Set<Cause> over = new HashSet<>(plan.takenBack());
        over.addAll(plan.recovered());
        return TargetStore.write(tx, plan.writes(), position)
                .chain(() -> TargetStore.delete(tx, plan.deletions()))
                .chain(() -> over.isEmpty() ? Uni.createFrom().voidItem() : alerts.lock(tx, over))
                .chain(() -> plan.takenBack().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : alerts.takeBack(tx, plan.takenBack(), clock.now()))
                .chain(() -> plan.recovered().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : alerts.recover(tx, plan.recovered(), clock.now()));
    }

    /** All that was told of improvement measures made in a period, {@code to} exclusive, by measure; at most {@code limit}. */
    public Uni<Map<ContactKey, List<MeasureEvent>>> measures(Instant from, Instant to, int limit) {
        return MeasureStore.made(pool, from, to, limit);
    }

    /** Targets of one contact as they are kept, in no particular order. */
    public Uni<List<StoredTarget>> of(ContactKey contact) {
        return TargetStore.ofContacts(pool, Set.of(contact)).map(found -> List.copyOf(found.values()));
    }

    /** Targets of contacts as they are kept, in no particular order. */
    public Uni<List<StoredTarget>> of(Collection<ContactKey> contacts) {
        if (contacts.isEmpty()) return Uni.createFrom().item(List.of());
        return TargetStore.ofContacts(pool, contacts).map(found -> List.copyOf(found.values()));
    }

    /** Targets that will warn or breach next, soonest first. {@code queueId}: of this queue only; null: of all. */
    public Uni<List<StoredTarget>> soonest(@Nullable String queueId, int limit) {
        return TargetStore.soonest(pool, queueId, limit);
    }

    /** Open targets of these contacts, in no particular order. */
    public Uni<List<StoredTarget>> openOf(Collection<ContactKey> contacts) {
        return contacts.isEmpty() ? Uni.createFrom().item(List.of()) : TargetStore.openOf(pool, contacts);
    }

    /** Open targets of contacts by their deadline, at most {@code limit}. */
    public Uni<List<StoredTarget>> open(OpenTargetQuery query, int limit) {
        return TargetStore.open(pool, query, limit);
    }
}
