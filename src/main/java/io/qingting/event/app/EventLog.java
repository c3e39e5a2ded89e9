package io.qingting.event.app;

import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.LogHead;
import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.event.domain.NewEvent;
import io.qingting.event.store.EventLogStore;
import io.qingting.kernel.BusinessClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The append-only log of what happened, numbered gap-free in commit order. An append is answered after its commit; an
 * event that is in the log already is not appended again. {@link EventTail} reads what is written here.
 */
@ApplicationScoped
public class EventLog {
    private final Pool pool;
    private final BusinessClock clock;
    private final LogSettings settings;
    private final TailWake wake;

    EventLog(Pool pool, BusinessClock clock, LogSettings settings, TailWake wake) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
        this.wake = wake;
    }

    /**
     * Appends in a transaction of its own and wakes the readers. The outcomes stand in the events' order. Fails with
     * {@link LogUnavailableException} where the database is away or the log is held for too long: repeat it then.
     */
    public Uni<List<AppendOutcome>> append(List<NewEvent> events) {
        // A repeat within one append takes a second statement: both commit, or neither does.
        return (hasRepeats(events) ? pool.withTransaction(tx -> append(tx, events)) : append(pool, events))
                .ifNoItem()
                .after(settings.answerTimeout())
                .fail()
                .onFailure(DatabaseFailures::isTemporary)
                .transform(LogUnavailableException::new)
                .invoke(wake::wake);
    }

    /**
     * Appends within the caller's transaction, as its last statement: from here to its end no other append gets through.
     * The caller wakes readers by {@link #wakeReaders()} after the commit.
     */
    public Uni<List<AppendOutcome>> append(SqlClient transaction, List<NewEvent> events) {
        if (events.isEmpty()) return Uni.createFrom().item(List.of());
        List<Integer> first = new ArrayList<>(events.size());
        List<Integer> repeated = new ArrayList<>(0);
        Set<Identity> seen = HashSet.newHashSet(events.size());
        for (int i = 0; i < events.size(); i++) {
            NewEvent event = events.get(i);
            (seen.add(new Identity(event.sourceId(), event.id())) ? first : repeated).add(i);
        }
        if (repeated.isEmpty()) return appendDistinct(transaction, events);
        // What repeats an identity of this very append is judged by the log like any other repeat, once the first is
        // in.
        AppendOutcome[] outcomes = new AppendOutcome[events.size()];
        return appendPart(transaction, events, first, outcomes)
                .chain(() -> appendOneByOne(transaction, events, repeated, outcomes))
                .map(done -> List.copyOf(Arrays.asList(outcomes)));
    }

    private record Identity(int sourceId, String id) {}

    private static boolean hasRepeats(List<NewEvent> events) {
        Set<Identity> seen = HashSet.newHashSet(events.size());
        for (NewEvent event : events) {
            if (!seen.add(new Identity(event.sourceId(), event.id()))) return true;
        }
        return false;
    }

    private Uni<Void> appendOneByOne(
            SqlClient transaction, List<NewEvent> events, List<Integer> places, AppendOutcome[] outcomes) {
        Uni<Void> done = Uni.createFrom().voidItem();
        int from = 0;
        while (from < places.size()) {
            int to = distinctUntil(events, places, from);
            List<Integer> part = places.subList(from, to);
            done = done.chain(() -> appendPart(transaction, events, part, outcomes));
            from = to;
        }
        return done;
    }

    private static int distinctUntil(List<NewEvent> events, List<Integer> places, int from) {
        Set<Identity> seen = new HashSet<>();
        int to = from;
        while (to < places.size()) {
            NewEvent event = events.get(places.get(to));
            if (!seen.add(new Identity(event.sourceId(), event.id()))) break;
            to++;
        }
        return to;
    }

    private Uni<Void> appendPart(
            SqlClient transaction, List<NewEvent> events, List<Integer> places, AppendOutcome[] outcomes) {
        return appendDistinct(transaction, places.stream().map(events::get).toList())
                .invoke(part -> {
                    for (int i = 0; i < part.size(); i++) outcomes[places.get(i)] = part.get(i);
                })
                .replaceWithVoid();
    }

    private Uni<List<AppendOutcome>> appendDistinct(SqlClient transaction, List<NewEvent> events) {
        return EventLogStore.append(transaction, events, clock.now(), settings.lockTimeout());
    }

    /** Lets the readers of this instance look for new events at once. */
    public void wakeReaders() {
        wake.wake();
    }

    /** The ends of the log as of now. */
    public Uni<LogHead> head() {
        return EventLogStore.head(pool);
    }

    /** The event after a position; empty: there is none yet. */
    public Uni<Optional<LoggedEvent>> next(LogPosition after) {
        return EventLogStore.tail(pool, after, 1).map(found -> found.stream().findFirst());
    }

    /** The number of a CloudEvents source, such as {@code /connectors/demo}; given at its first use. */
    public Uni<Integer> sourceId(String source) {
        return EventLogStore.sourceId(pool, source, clock.now());
    }
}
