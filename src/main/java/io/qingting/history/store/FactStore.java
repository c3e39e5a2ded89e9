package io.qingting.history.store;

import io.qingting.event.domain.LogPosition;
import io.qingting.history.domain.Fact;
import io.qingting.history.domain.FactKey;
import io.qingting.history.domain.FactPosition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The statements of contact facts. Every method takes the client to run on: the pool, or a transaction's connection. */
public final class FactStore {
    private static final String DELETE = """
            delete from contact_fact f
            using unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::int[]) as d (s, c, y, k, o)
            where f.source_id = d.s and f.contact_id = d.c and f.cycle = d.y and f.kind = d.k and f.ordinal = d.o
            """;

    private static final String WRITE = """
            insert into contact_fact (
                source_id, contact_id, cycle, kind, ordinal, started_at, ended_at, at, outcome, channel, queue_id, agent_id,
                team_id, accept_mode, segment, value, extra, flags, label, customer_key, topic, recorded_at)
            select u.*, $22::timestamptz
            from unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::int[], $6::timestamptz[], $7::timestamptz[],
                $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                $15::text[], $16::bigint[], $17::bigint[], $18::int[], $19::text[], $20::text[], $21::text[]) as u
            on conflict (source_id, contact_id, cycle, kind, ordinal) do update set
                started_at = excluded.started_at, ended_at = excluded.ended_at, at = excluded.at,
                outcome = excluded.outcome, channel = excluded.channel, queue_id = excluded.queue_id,
                agent_id = excluded.agent_id, team_id = excluded.team_id, accept_mode = excluded.accept_mode,
                segment = excluded.segment, value = excluded.value, extra = excluded.extra, flags = excluded.flags,
                label = excluded.label, customer_key = excluded.customer_key, topic = excluded.topic,
                recorded_at = excluded.recorded_at
            """;

    private FactStore() {}

    public static Uni<FactPosition> position(SqlClient client) {
        return client.preparedQuery("select position, recorded_at, fence from fact_position")
                .execute()
                .map(rows -> position(rows.iterator().next()));
    }

    /** Takes office: from here on no earlier leader can write. Waits for one that is about to commit. */
    public static Uni<FactPosition> takeOffice(SqlClient client) {
        return client.preparedQuery("update fact_position set fence = fence + 1 returning position, recorded_at, fence")
                .execute()
                .map(rows -> position(rows.iterator().next()));
    }

    private static FactPosition position(Row row) {
        long recordedAt = row.getOffsetDateTime(1).toInstant().toEpochMilli();
        return new FactPosition(new LogPosition(row.getLong(0), recordedAt), row.getLong(2));
    }

    /** Moves the position on; false, and nothing is done, where another leader is in office or has moved it. */
    public static Uni<Boolean> advance(SqlClient transaction, FactPosition from, LogPosition to) {
        return transaction
                .preparedQuery("""
                        update fact_position set position = $1, recorded_at = $2 where position = $3 and fence = $4
                        """)
                .execute(
                        Tuple.of(to.position(), utc(to.recordedAt()), from.log().position(), from.fence()))
                .map(rows -> rows.rowCount() == 1);
    }

    public static Uni<Void> delete(SqlClient transaction, List<FactKey> keys) {
        if (keys.isEmpty()) return Uni.createFrom().voidItem();
        return transaction
                .preparedQuery(DELETE)
                .execute(FactArguments.keys(keys))
                .replaceWithVoid();
    }

    /** Inserts rows or replaces those of the same key. Keys must differ. {@code recordedAt}: epoch milliseconds. */
    public static Uni<Void> write(SqlClient transaction, List<Fact> facts, long recordedAt) {
        if (facts.isEmpty()) return Uni.createFrom().voidItem();
        return transaction
                .preparedQuery(WRITE)
                .execute(FactArguments.rows(facts, utc(recordedAt)))
                .replaceWithVoid();
    }

    /**
     * Marks hours, epoch milliseconds of their begins, as changed after sums over them were made ({@code rolling_stale}). Hours
     * that are still to be summed up, or too old to be, need no mark.
     */
    public static Uni<Void> touch(SqlClient transaction, List<Long> hours) {
        if (hours.isEmpty()) return Uni.createFrom().voidItem();
        OffsetDateTime[] begins = hours.stream().map(FactStore::utc).toArray(OffsetDateTime[]::new);
        return transaction
                .preparedQuery("""
                        insert into rolling_stale (closed_to, hour)
                        select s.closed_to, h from rolling_state as s, unnest($1::timestamptz[]) as h
                        where h < s.closed_to and h >= s.closed_to - interval '40 days'
                        on conflict do nothing
                        """)
                .execute(Tuple.tuple().addArrayOfOffsetDateTime(begins))
                .replaceWithVoid();
    }

    /**
     * Takes the agent out of facts received before an instant, and takes away what says nothing without one. Returns how many
     * rows it changed, at most {@code limit}: repeat it until there are fewer.
     */
    public static Uni<Integer> clearAgents(SqlClient client, Instant before, int limit) {
        return client.preparedQuery("""
                        with old as (
                            select ctid as place, kind in ('AGENT_FIRST_RESPONSE', 'AGENT_RESPONSE') as of_agent_only
                            from contact_fact
                            where recorded_at < $1 and agent_id is not null and ended_at is not null limit $2
                        ), deleted as (
                            delete from contact_fact f using old
                            where f.ctid = old.place and of_agent_only and f.recorded_at < $1 returning 1
                        ), updated as (
                            update contact_fact f set agent_id = null, team_id = null from old
                            where f.ctid = old.place and not of_agent_only and f.recorded_at < $1 returning 1
                        )
                        select ((select count(*) from deleted) + (select count(*) from updated))::int
                        """)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    static OffsetDateTime utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
    }
}
