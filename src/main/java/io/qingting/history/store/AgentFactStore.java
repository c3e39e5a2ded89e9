package io.qingting.history.store;

import io.qingting.event.domain.Event;
import io.qingting.history.domain.AgentFacts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements of agents' presence and memberships. To write an event twice, or late, is to write it once and in order. */
public final class AgentFactStore {
    private static final String PRESENCES = """
            insert into presence_fact as p (agent_id, since, at, event_id, source_id, team_id, state, recorded_at)
            select u.*, $8::timestamptz
            from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::int[], $6::text[], $7::text[]) as u
            on conflict (agent_id, since) do update set
                at = excluded.at, event_id = excluded.event_id, source_id = excluded.source_id,
                team_id = excluded.team_id, state = excluded.state, recorded_at = excluded.recorded_at
            where (excluded.at, excluded.event_id, excluded.source_id) > (p.at, p.event_id, p.source_id)
            """;

    private static final String MEMBERSHIPS = """
            insert into membership_fact as m (agent_id, queue_id, at, event_id, source_id, team_id, added, recorded_at)
            select u.*, $8::timestamptz
            from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::int[], $6::text[], $7::boolean[]) as u
            on conflict (agent_id, queue_id, at) do update set
                event_id = excluded.event_id, source_id = excluded.source_id, team_id = excluded.team_id,
                added = excluded.added, recorded_at = excluded.recorded_at
            where (excluded.event_id, excluded.source_id) > (m.event_id, m.source_id)
            """;

    /** The newest of each agent (and queue) stays: it says what holds now, however long ago it was received. */
    private static final String CLEAR_PRESENCES = """
            delete from presence_fact where ctid in (
                select p.ctid from presence_fact as p
                where p.recorded_at < $1
                  and exists (select from presence_fact as n where n.agent_id = p.agent_id and n.since > p.since) limit $2)
            """;

    private static final String CLEAR_MEMBERSHIPS = """
            delete from membership_fact where ctid in (
                select m.ctid from membership_fact as m
                where m.recorded_at < $1
                  and exists (select from membership_fact as n
                              where n.agent_id = m.agent_id and n.queue_id = m.queue_id and n.at > m.at) limit $2)
            """;

    private AgentFactStore() {}

    /** {@code recordedAt}: epoch milliseconds. */
    public static Uni<Void> write(SqlClient transaction, AgentFacts facts, long recordedAt) {
        return presences(transaction, facts.presences(), recordedAt)
                .chain(() -> memberships(transaction, facts.memberships(), recordedAt));
    }

    private static Uni<Void> presences(SqlClient transaction, List<Event> events, long recordedAt) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        return transaction
                .preparedQuery(PRESENCES)
                .execute(Tuple.tuple()
                        .addArrayOfString(texts(events, Event::agentId))
                        .addArrayOfOffsetDateTime(instants(events, e -> AgentFacts.since(e, presence(e))))
                        .addArrayOfOffsetDateTime(instants(events, Event::at))
                        .addArrayOfString(texts(events, Event::id))
                        .addArrayOfInteger(events.stream().map(Event::sourceId).toArray(Integer[]::new))
                        .addArrayOfString(texts(events, Event::teamId))
                        .addArrayOfString(texts(events, e -> presence(e).state().wireName()))
                        .addOffsetDateTime(FactStore.utc(recordedAt)))
                .replaceWithVoid();
    }

    private static Event.Presence presence(Event event) {
        if (event.detail() instanceof Event.Presence presence) return presence;
        throw new IllegalArgumentException("no presence in event " + event.id());
    }

    private static Uni<Void> memberships(SqlClient transaction, List<Event> events, long recordedAt) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        return transaction
                .preparedQuery(MEMBERSHIPS)
                .execute(Tuple.tuple()
                        .addArrayOfString(texts(events, Event::agentId))
                        .addArrayOfString(texts(events, e -> membership(e).queueId()))
                        .addArrayOfOffsetDateTime(instants(events, Event::at))
                        .addArrayOfString(texts(events, Event::id))
                        .addArrayOfInteger(events.stream().map(Event::sourceId).toArray(Integer[]::new))
                        .addArrayOfString(texts(events, Event::teamId))
                        .addArrayOfBoolean(
                                events.stream().map(e -> membership(e).added()).toArray(Boolean[]::new))
                        .addOffsetDateTime(FactStore.utc(recordedAt)))
                .replaceWithVoid();
    }

    private static Event.Membership membership(Event event) {
        if (event.detail() instanceof Event.Membership membership) return membership;
        throw new IllegalArgumentException("no membership in event " + event.id());
    }

    private static @Nullable String[] texts(List<Event> events, Function<Event, @Nullable String> field) {
        @Nullable String[] texts = new String[events.size()];
        for (int i = 0; i < texts.length; i++) texts[i] = field.apply(events.get(i));
        return texts;
    }

    private static OffsetDateTime[] instants(List<Event> events, Function<Event, Long> field) {
        return events.stream().map(field).map(FactStore::utc).toArray(OffsetDateTime[]::new);
    }

    /** Forgets what was received before an instant and no longer holds. Returns how many rows, at most {@code limit}. */
    public static Uni<Integer> clear(SqlClient client, Instant before, int limit) {
        Tuple old = Tuple.of(before.atOffset(ZoneOffset.UTC), limit);
        return client.preparedQuery(CLEAR_PRESENCES)
                .execute(old)
                .chain(presences -> presences.rowCount() == limit
                        ? Uni.createFrom().item(limit)
                        : client.preparedQuery(CLEAR_MEMBERSHIPS)
                                .execute(old)
                                .map(memberships -> memberships.rowCount()));
    }
}
