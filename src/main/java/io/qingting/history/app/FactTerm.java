package io.qingting.history.app;

import io.qingting.contact.domain.ContactChange;
import io.qingting.contact.domain.ContactFolds;
import io.qingting.event.app.EventHistory;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.event.domain.TailBatch;
import io.qingting.history.domain.AgentFacts;
import io.qingting.history.domain.FactBatch;
import io.qingting.history.domain.FactPosition;
import io.qingting.history.store.AgentFactStore;
import io.qingting.history.store.FactStore;
import io.qingting.history.store.OpenPassStore;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.sla.app.SlaTargets;
import io.qingting.sla.domain.News;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One leader's time in office: its folds, and how far it has come. After a failure it is of no more use, because its folds
 * may be ahead of what was stored: the next term starts from the stored position with empty folds. One batch at a time.
 */
final class FactTerm {
    /** Contributions that one transaction of the pass over open promises looks at. */
    private static final int FACTS_A_STRETCH = 5_000;

    private final Pool pool;
    private final EventHistory history;
    private final SlaTargets targets;
    private final FactSettings settings;
    private final BusinessClock clock;
    private final ContactFolds folds;
    private volatile FactPosition position;

    private FactTerm(
            Pool pool,
            EventHistory history,
            SlaTargets targets,
            FactSettings settings,
            BusinessClock clock,
            FactPosition position) {
        this.pool = pool;
        this.history = history;
        this.targets = targets;
        this.settings = settings;
        this.clock = clock;
        this.folds = new ContactFolds(settings.idleContacts());
        this.position = position;
    }

    /** Takes office: no earlier term can write any more. */
    static Uni<FactTerm> begin(
            Pool pool, EventHistory history, SlaTargets targets, FactSettings settings, BusinessClock clock) {
        return FactStore.takeOffice(pool)
                .ifNoItem()
                .after(settings.writeTimeout())
                .fail()
                .map(position -> new FactTerm(pool, history, targets, settings, clock, position));
    }

    FactPosition position() {
        return position;
    }

    /**
     * Folds a batch that follows the position and stores what it changes, all or nothing. Fails with {@link
     * StaleLeaderException} where another leader took office.
     */
    Uni<FactBatch> apply(TailBatch batch) {
        List<Event> events = batch.events().stream().map(LoggedEvent::event).toList();
        return past(folds.needsHistory(events))
                .map(past -> folds.apply(events, past))
                .chain(changes -> {
                    FactBatch facts = FactBatch.of(changes);
                    return store(facts, AgentFacts.of(events), changes, batch).replaceWith(facts);
                });
    }

    /**
     * Gives contacts their targets that were open before there were any, once after an upgrade; goes on where an earlier term
     * ended. What had fallen due before the pass began is history: an upgrade alerts nobody of it. Before the first batch, so that nothing else writes them.
     */
    Uni<Void> catchUpOpenPromises() {
        return Multi.createBy()
                .repeating()
                .uni(this::nextOpenPromises)
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    /** One stretch of contacts, all or nothing; false: there are no more. */
    private Uni<Boolean> nextOpenPromises() {
        return pool.withTransaction(tx -> OpenPassStore.progress(tx, clock.now())
                        .chain(progress -> progress.isEmpty()
                                ? Uni.createFrom().item(false)
                                : inOffice(tx, position.log()).chain(() -> nextOpenPromises(tx, progress.get()))))
                .ifNoItem()
                .after(settings.writeTimeout())
                .fail()
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private Uni<Boolean> nextOpenPromises(SqlConnection tx, OpenPassStore.Progress progress) {
        return OpenPassStore.next(tx, progress.last(), SlaTargets.CLOCKS, FACTS_A_STRETCH)
                .chain(next -> next.isEmpty()
                        ? OpenPassStore.end(tx).replaceWith(false)
                        : openPromises(tx, next.get(), progress.beganAt()).replaceWith(true));
    }

    private Uni<Void> openPromises(SqlConnection tx, OpenPassStore.Stretch stretch, long beganAt) {
        long now = position.log().position();
        // As if the next event told of them: sweeps have been past what was written up to now.
        return history.live(tx, stretch.open(), now)
                .chain(live ->
                        targets.writeWhole(tx, stretch.open(), News.since(beganAt, live), now + 1, FactStore::spans))
                .chain(() -> OpenPassStore.note(tx, stretch.last()));
    }

    private Uni<Map<ContactKey, List<Event>>> past(Set<ContactKey> contacts) {
        if (contacts.isEmpty()) return Uni.createFrom().item(Map.of());
        return history.of(contacts, position.log().position())
                .ifNoItem()
                .after(settings.writeTimeout())
                .fail()
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private Uni<Void> store(FactBatch facts, AgentFacts agents, List<ContactChange> changes, TailBatch batch) {
        LogPosition end = batch.end();
        return pool.withTransaction(tx -> store(tx, facts, agents, end)
                        .chain(() -> targets.write(tx, changes, heardAt(batch), end.position(), FactStore::spans))
                        .chain(() -> targets.writeMeasures(tx, batch.events(), end.position())))
                .ifNoItem()
                .after(settings.writeTimeout())
                .fail()
                .emitOn(Infrastructure.getDefaultExecutor())
                .invoke(() -> position = new FactPosition(end, position.fence()));
    }

    /** By contact, the earliest receipt of what is no import. */
    private static Map<ContactKey, Long> heardAt(TailBatch batch) {
        Map<ContactKey, Long> heardAt = new HashMap<>();
        for (LoggedEvent logged : batch.events()) {
            if (!logged.imported() && logged.event().contactId() != null)
                heardAt.merge(logged.event().contact(), logged.recordedAt(), Math::min);
        }
        return heardAt;
    }

    /** Moves the position on, or fails where another leader took office. */
    private Uni<Void> inOffice(SqlConnection tx, LogPosition end) {
        return FactStore.advance(tx, position, end)
                .chain(mine -> mine
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new StaleLeaderException(position)));
    }

    private Uni<Void> store(SqlConnection tx, FactBatch facts, AgentFacts agents, LogPosition end) {
        // The position first: its row is the gate, and whoever is out of office has written nothing.
        return inOffice(tx, end)
                .chain(() -> FactStore.delete(tx, facts.deletions()))
                .chain(() -> FactStore.write(tx, facts.writes(), end.recordedAt()))
                .chain(() -> AgentFactStore.write(tx, agents, end.recordedAt()))
                .chain(() -> FactStore.touch(tx, facts.hours()));
    }
}
