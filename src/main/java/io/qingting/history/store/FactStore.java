package io.qingting.history.store;

import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.LogPosition;
import io.qingting.history.domain.Fact;
import io.qingting.history.domain.FactKey;
import io.qingting.history.domain.FactPosition;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
                team_id, accept_mode, segment, value, extra, flags, label, customer_key, topic, category, recorded_at)
            select u.*, $23::timestamptz
            from unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::int[], $6::timestamptz[], $7::timestamptz[],
                $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                $15::text[], $16::bigint[], $17::bigint[], $18::int[], $19::text[], $20::text[], $21::text[], $22::text[]) as u
            on conflict (source_id, contact_id, cycle, kind, ordinal) do update set
                started_at = excluded.started_at, ended_at = excluded.ended_at, at = excluded.at,
                outcome = excluded.outcome, channel = excluded.channel, queue_id = excluded.queue_id,
                agent_id = excluded.agent_id, team_id = excluded.team_id, accept_mode = excluded.accept_mode,
                segment = excluded.segment, value = excluded.value, extra = excluded.extra, flags = excluded.flags,
                label = excluded.label, customer_key = excluded.customer_key, topic = excluded.topic, category = excluded.category,
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

    /** What contacts contribute of some kinds, as it is in the transaction; a contact without any is absent. */
    public static Uni<Map<ContactKey, List<Span>>> spans(
            SqlClient transaction, Set<ContactKey> contacts, Set<SpanKind> kinds) {
        return transaction
                .preparedQuery("select " + FactRows.COLUMNS + """
                         from unnest($1::int[], $2::text[]) as w (s, c)
                        join contact_fact f on f.source_id = w.s and f.contact_id = w.c
                        where f.kind = any ($3)
                        """)
                .execute(Tuple.of(
                        contacts.stream().map(ContactKey::sourceId).toArray(Integer[]::new),
                        contacts.stream().map(ContactKey::contactId).toArray(String[]::new),
                        kinds.stream().map(SpanKind::name).toArray(String[]::new)))
                .map(FactRows::spans);
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
     * Contributions of a kind that began in a period, in the order of their begin.
     *
     * @param to exclusive
     * @param after the last one of the page before; null: the first page
     */
    public static Uni<List<Fact>> begun(
            SqlClient client, SpanKind kind, Instant from, Instant to, @Nullable Fact after, int limit) {
        // Kinds of one instant are found by it: their begin has no index.
        boolean lasts = kind != SpanKind.CONTACT && kind != SpanKind.REOPENED;
        String begin = lasts ? "f.started_at" : "f.at";
        OffsetDateTime since =
                after == null ? from.atOffset(ZoneOffset.UTC) : utc(after.span().startedAt());
        return client.preparedQuery("select " + FactRows.COLUMNS + " from contact_fact f where f.kind = '" + kind.name()
                        + "' and " + begin
                        + " >= $1 and " + begin + " < $2 and (" + begin
                        + ", f.source_id, f.contact_id, f.cycle, f.ordinal) > ($1, $3, $4, $5, $6) order by " + begin
                        + ", f.source_id, f.contact_id, f.cycle, f.ordinal limit $7")
                .execute(Tuple.tuple()
                        .addOffsetDateTime(since)
                        .addOffsetDateTime(to.atOffset(ZoneOffset.UTC))
                        .addInteger(after == null ? 0 : after.contact().sourceId())
                        .addString(after == null ? "" : after.contact().contactId())
                        .addInteger(after == null ? -1 : after.span().cycle())
                        .addInteger(after == null ? -1 : after.span().ordinal())
                        .addInteger(limit))
                .map(FactRows::facts);
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
