package io.qingting.event.app;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.event.store.EventLogStore;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The events of single contacts, for a fold that no longer holds them in memory. */
@ApplicationScoped
public class EventHistory {
    private static final int CONTACTS_A_QUERY = 1_000;

    private final Pool pool;

    EventHistory(Pool pool) {
        this.pool = pool;
    }

    /**
     * What the log still holds of the contacts, each in the log's order; a contact without events is absent.
     *
     * @param upToPosition inclusive
     */
    public Uni<Map<ContactKey, List<Event>>> of(Collection<ContactKey> contacts, long upToPosition) {
        return of(pool, contacts, upToPosition);
    }

    /** The same, read by a client that the caller holds. */
    public Uni<Map<ContactKey, List<Event>>> of(SqlClient client, Collection<ContactKey> contacts, long upToPosition) {
        List<ContactKey> wanted = List.copyOf(contacts);
        List<List<ContactKey>> parts = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += CONTACTS_A_QUERY) {
            parts.add(wanted.subList(from, Math.min(wanted.size(), from + CONTACTS_A_QUERY)));
        }
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> EventLogStore.history(client, part, upToPosition))
                .collect()
                .in(HashMap<ContactKey, List<Event>>::new, EventHistory::add)
                .map(Map::copyOf);
    }

    /**
     * The contacts that events after one position, up to another, tell of.
     *
     * @param upToPosition inclusive
     * @param most how many there are at most; where that many are found, there may be more
     */
    public Uni<Set<ContactKey>> between(SqlClient client, LogPosition after, long upToPosition, int most) {
        if (after.position() >= upToPosition) return Uni.createFrom().item(Set.of());
        return EventLogStore.contactsBetween(client, after, upToPosition, most);
    }

    /** The first position whose event was received at an instant or later; one after the last where there is none. */
    public Uni<Long> positionAt(SqlClient client, Instant recordedAt) {
        return EventLogStore.positionAt(client, recordedAt);
    }

    /** Of contacts those that something other than imported history told of, as far as the log still holds it. */
    public Uni<Set<ContactKey>> live(SqlClient client, Collection<ContactKey> contacts, long upToPosition) {
        if (contacts.isEmpty()) return Uni.createFrom().item(Set.of());
        return EventLogStore.history(client, contacts, upToPosition)
                .map(events -> events.stream()
                        .filter(logged -> !logged.imported())
                        .map(logged -> logged.event().contact())
                        .collect(Collectors.toSet()));
    }

    private static void add(Map<ContactKey, List<Event>> found, List<LoggedEvent> part) {
        for (LoggedEvent logged : part) {
            Event event = logged.event();
            found.computeIfAbsent(event.contact(), key -> new ArrayList<>()).add(event);
        }
    }
}
