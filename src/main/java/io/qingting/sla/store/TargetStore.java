package io.qingting.sla.store;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.event.domain.WireName;
import io.qingting.kernel.ContactKey;
import io.qingting.sla.domain.OpenTargetQuery;
import io.qingting.sla.domain.Reach;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.SlaTarget.State;
import io.qingting.sla.domain.StoredTarget;
import io.qingting.sla.domain.TargetId;
import io.qingting.sla.domain.TargetKind;
import io.qingting.sla.domain.TargetPlan;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements on targets and what falls due. Whoever changes either has locked the target first, in the order of
 * identities. Every method takes the client to run on: the pool, or a transaction's connection.
 */
public final class TargetStore {
    private static final String COLUMNS = """
            t.target_id, t.source_id, t.contact_id, t.kind, t.cycle, t.ordinal, t.policy_id, t.rules_version, t.channel,
            t.queue_id, t.segment, t.started_at, t.warn_at, t.deadline, t.provisional, t.state, t.stopped_at, t.alerts,
            t.warned, t.raised
            """;

    private static final String WRITE = """
            with given as (
                select * from unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::bigint[],
                    $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[],
                    $14::boolean[], $15::text[], $16::timestamptz[], $17::boolean[], $18::boolean[], $19::boolean[],
                    $20::timestamptz[]) as g (source_id, contact_id, kind, cycle, ordinal, policy_id, rules_version,
                    channel, queue_id, segment, started_at, warn_at, deadline, provisional, state, stopped_at, alerts,
                    warned, raised, due_at)
            ), put as (
                insert into sla_target (source_id, contact_id, kind, cycle, ordinal, policy_id, rules_version, channel,
                    queue_id, segment, started_at, warn_at, deadline, provisional, state, stopped_at, alerts, warned, raised)
                select source_id, contact_id, kind, cycle, ordinal, policy_id, rules_version, channel, queue_id, segment,
                    started_at, warn_at, deadline, provisional, state, stopped_at, alerts, warned, raised from given
                on conflict (source_id, contact_id, kind, cycle, ordinal) do update set
                    policy_id = excluded.policy_id, rules_version = excluded.rules_version, channel = excluded.channel,
                    queue_id = excluded.queue_id, segment = excluded.segment, started_at = excluded.started_at,
                    warn_at = excluded.warn_at, deadline = excluded.deadline, provisional = excluded.provisional,
                    state = excluded.state, stopped_at = excluded.stopped_at, alerts = excluded.alerts,
                    warned = excluded.warned, raised = excluded.raised
                returning target_id, source_id, contact_id, kind, cycle, ordinal, xmax <> 0 as was_there
            ), joined as (
                select p.target_id, p.was_there, g.due_at
                from put p join given g using (source_id, contact_id, kind, cycle, ordinal)
            ), settled as (
                delete from sla_due d using joined j
                where j.due_at is null and j.was_there and d.target_id = j.target_id
            )
            insert into sla_due as d (target_id, due_at, position)
            select target_id, due_at, $21::bigint from joined where due_at is not null
            on conflict (target_id) do update set due_at = excluded.due_at, position = excluded.position
                where d.due_at <> excluded.due_at
            """;

    private TargetStore() {}

    /** Locks the targets that are kept of these and gives them as they are now. */
    public static Uni<Map<TargetId, StoredTarget>> lock(SqlClient transaction, Collection<TargetId> ids) {
        return transaction
                .preparedQuery("select " + COLUMNS + """
                        from unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::int[]) as w (s, c, k, y, o)
                        join sla_target t on t.source_id = w.s and t.contact_id = w.c and t.kind = w.k and t.cycle = w.y
                            and t.ordinal = w.o
                        order by t.target_id for update of t
                        """)
                .execute(Tuple.of(
                        array(ids, Integer[]::new, id -> id.contact().sourceId()),
                        array(ids, String[]::new, id -> id.contact().contactId()),
                        array(ids, String[]::new, id -> id.key().kind().wireName()),
                        array(ids, Integer[]::new, id -> id.key().cycle()),
                        array(ids, Integer[]::new, id -> id.key().ordinal())))
                .map(TargetStore::byId);
    }

    /** Locks all targets of contacts. Not those of measures, which are no contacts and may have a contact's identity. */
    public static Uni<Map<TargetId, StoredTarget>> lockContacts(
            SqlClient transaction, Collection<ContactKey> contacts) {
        return ofContacts(
                transaction, contacts, "where t.kind <> 'improvementMeasure' order by t.target_id for update of t");
    }

    /** All targets of contacts. */
    public static Uni<Map<TargetId, StoredTarget>> ofContacts(SqlClient client, Collection<ContactKey> contacts) {
        return ofContacts(client, contacts, "");
    }

    private static Uni<Map<TargetId, StoredTarget>> ofContacts(
            SqlClient client, Collection<ContactKey> contacts, String end) {
        return client.preparedQuery("select " + COLUMNS + """
                        from unnest($1::int[], $2::text[]) as w (s, c)
                        join sla_target t on t.source_id = w.s and t.contact_id = w.c
                        """ + end)
                .execute(Tuple.of(
                        array(contacts, Integer[]::new, ContactKey::sourceId),
                        array(contacts, String[]::new, ContactKey::contactId)))
                .map(TargetStore::byId);
    }

    private static Map<TargetId, StoredTarget> byId(RowSet<Row> rows) {
        return targets(rows).stream().collect(Collectors.toMap(StoredTarget::id, Function.identity()));
    }

    /** Puts rows in with what falls due for them. {@code position}: of the leader after this transaction. */
    public static Uni<Void> write(SqlClient transaction, List<TargetPlan.Write> writes, long position) {
        if (writes.isEmpty()) return Uni.createFrom().voidItem();
        List<SlaTarget> targets = writes.stream().map(TargetPlan.Write::target).toList();
        return transaction
                .preparedQuery(WRITE)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(array(
                                writes, Integer[]::new, w -> w.id().contact().sourceId()))
                        .addArrayOfString(array(
                                writes, String[]::new, w -> w.id().contact().contactId()))
                        .addArrayOfString(array(
                                writes, String[]::new, w -> w.id().key().kind().wireName()))
                        .addArrayOfInteger(
                                array(writes, Integer[]::new, w -> w.id().key().cycle()))
                        .addArrayOfInteger(
                                array(writes, Integer[]::new, w -> w.id().key().ordinal()))
                        .addArrayOfString(array(targets, String[]::new, SlaTarget::policyId))
                        .addArrayOfLong(array(targets, Long[]::new, SlaTarget::version))
                        .addArrayOfString(
                                array(targets, String[]::new, t -> t.channel().wireName()))
                        .addArrayOfString(nullable(targets, String[]::new, SlaTarget::queueId))
                        .addArrayOfString(nullable(
                                targets,
                                String[]::new,
                                t -> t.segment() == null ? null : t.segment().wireName()))
                        .addArrayOfOffsetDateTime(array(targets, OffsetDateTime[]::new, t -> utc(t.startedAt())))
                        .addArrayOfOffsetDateTime(nullable(targets, OffsetDateTime[]::new, t -> maybe(t.warnAt())))
                        .addArrayOfOffsetDateTime(nullable(targets, OffsetDateTime[]::new, t -> maybe(t.deadline())))
                        .addArrayOfBoolean(array(targets, Boolean[]::new, SlaTarget::provisional))
                        .addArrayOfString(array(targets, String[]::new, t -> name(t.state())))
                        .addArrayOfOffsetDateTime(
                                nullable(targets, OffsetDateTime[]::new, t -> maybe(stoppedAt(t.state()))))
                        .addArrayOfBoolean(array(writes, Boolean[]::new, TargetPlan.Write::alerts))
                        .addArrayOfBoolean(array(writes, Boolean[]::new, TargetPlan.Write::warned))
                        .addArrayOfBoolean(array(writes, Boolean[]::new, TargetPlan.Write::raised))
                        .addArrayOfOffsetDateTime(nullable(writes, OffsetDateTime[]::new, w -> maybe(w.dueAt())))
                        .addLong(position))
                .replaceWithVoid();
    }

    public static Uni<Void> delete(SqlClient transaction, List<Long> targetIds) {
        if (targetIds.isEmpty()) return Uni.createFrom().voidItem();
        return transaction
                .preparedQuery("""
                        with gone as (delete from sla_target where target_id = any ($1) returning target_id)
                        delete from sla_due d using gone where d.target_id = gone.target_id
                        """)
                .execute(Tuple.of((Object) targetIds.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** One look of a sweep; see the function of that name in the database. */
    public record Look(long leaderPosition, long headPosition, Reach until, boolean isDue) {}

    /**
     * @param swept up to where this instance has found everything
     * @param passed up to where the leader is known to have passed the log
     */
    public static Uni<Look> look(SqlClient client, Reach swept, Reach passed, long now) {
        return client.preparedQuery("select * from sla_look($1, $2, $3, $4, $5)")
                .execute(Tuple.of(utc(swept.at()), swept.position(), utc(passed.at()), passed.position(), utc(now)))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Look(
                            row.getLong(0),
                            row.getLong(1),
                            new Reach(millis(row, 2), row.getLong(3)),
                            row.getBoolean(4));
                });
    }

    /**
     * Locks targets of which something is due; those that somebody else has locked are left to them.
     *
     * @param swept up to where everything was found
     * @param until up to where is looked
     * @param limit how many at most; the next call gives more
     */
    public static Uni<List<StoredTarget>> claim(SqlClient transaction, Reach swept, Reach until, int limit) {
        return transaction
                .preparedQuery("select * from sla_find_due($1, $2, $3, $4, $5)")
                .execute(Tuple.of(utc(swept.at()), swept.position(), utc(until.at()), until.position(), limit))
                .chain(rows -> {
                    List<Long> ids = new ArrayList<>();
                    for (Row row : rows) ids.add(row.getLong(0));
                    return claim(transaction, ids, until.position());
                });
    }

    /** Without those that the leader has written anew since they were found. */
    private static Uni<List<StoredTarget>> claim(SqlClient transaction, List<Long> ids, long position) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return transaction
                .preparedQuery("select " + COLUMNS + """
                        from sla_target t join sla_due d using (target_id)
                        where target_id = any ($1) and d.position <= $2
                        order by target_id for update of t skip locked
                        """)
                .execute(Tuple.of(ids.toArray(Long[]::new), position))
                .map(TargetStore::targets);
    }

    /** Notes what was signalled of locked targets, and when each is due next. */
    public static Uni<Void> noteSignals(SqlClient transaction, List<StoredTarget> targets) {
        if (targets.isEmpty()) return Uni.createFrom().voidItem();
        return transaction
                .preparedQuery("""
                        with given as (
                            select * from unnest($1::bigint[], $2::boolean[], $3::boolean[], $4::timestamptz[])
                                as g (target_id, warned, raised, due_at)
                        ), noted as (
                            update sla_target t set warned = g.warned, raised = g.raised from given g
                            where t.target_id = g.target_id
                        ), next as (
                            update sla_due d set due_at = g.due_at from given g
                            where d.target_id = g.target_id and g.due_at is not null
                        )
                        delete from sla_due d using given g where d.target_id = g.target_id and g.due_at is null
                        """)
                .execute(Tuple.of(
                        array(targets, Long[]::new, StoredTarget::targetId),
                        array(targets, Boolean[]::new, StoredTarget::warned),
                        array(targets, Boolean[]::new, StoredTarget::raised),
                        nullable(targets, OffsetDateTime[]::new, t -> maybe(t.dueAt()))))
                .replaceWithVoid();
    }

    /** Targets that will warn or breach next, soonest first. */
    public static Uni<List<StoredTarget>> soonest(SqlClient client, @Nullable String queueId, int limit) {
        return client.preparedQuery("select " + COLUMNS + """
                        from sla_due d join sla_target t using (target_id)
                        where t.state = 'open' and ($1::text is null or t.queue_id = $1) order by d.due_at limit $2
                        """)
                .execute(Tuple.of(queueId, limit))
                .map(TargetStore::targets);
    }

    /** Open targets of these contacts. */
    public static Uni<List<StoredTarget>> openOf(SqlClient client, Collection<ContactKey> contacts) {
        return ofContacts(client, contacts, "where t.state = 'open' and t.kind <> 'improvementMeasure'")
                .map(found -> List.copyOf(found.values()));
    }

    /** Open targets of contacts by their deadline. */
    public static Uni<List<StoredTarget>> open(SqlClient client, OpenTargetQuery query, int limit) {
        // Whoever wants none that is breached need not read past them.
        boolean skips = !query.breached() && query.afterDeadline() < query.now();
        return client.preparedQuery("select " + COLUMNS + """
                        from sla_target t
                        where t.state = 'open' and t.kind <> 'improvementMeasure' and (t.deadline, t.target_id) > ($1, $2)
                            and case when t.deadline < $3 then $4::boolean when t.warn_at <= $3 then $5::boolean
                                else $6::boolean end
                            and ($7::text is null or t.queue_id = $7) and ($8::text is null or t.channel = $8)
                            and ($9::text is null or t.segment = $9) and ($10::text is null or t.kind = $10)
                        order by t.deadline, t.target_id limit $11
                        """)
                .execute(Tuple.tuple()
                        .addOffsetDateTime(utc(skips ? query.now() : query.afterDeadline()))
                        .addLong(skips ? 0 : query.afterId())
                        .addOffsetDateTime(utc(query.now()))
                        .addBoolean(query.breached())
                        .addBoolean(query.warned())
                        .addBoolean(query.running())
                        .addString(query.queueId())
                        .addString(name(query.channel()))
                        .addString(name(query.segment()))
                        .addString(query.kind() == null ? null : query.kind().wireName())
                        .addInteger(limit))
                .map(TargetStore::targets);
    }

    private static @Nullable String name(@Nullable WireName word) {
        return word == null ? null : word.wireName();
    }

    private static List<StoredTarget> targets(RowSet<Row> rows) {
        List<StoredTarget> targets = new ArrayList<>(rows.size());
        for (Row row : rows) targets.add(target(row));
        return targets;
    }

    private static StoredTarget target(Row row) {
        TargetKind kind = TargetKind.ofWireName(row.getString(3)).orElseThrow();
        String segment = row.getString(10);
        return new StoredTarget(
                row.getLong(0),
                new ContactKey(row.getInteger(1), row.getString(2)),
                new SlaTarget(
                        new SlaTarget.Key(kind, row.getInteger(4), row.getInteger(5)),
                        row.getString(6),
                        row.getLong(7),
                        word(Channel.values(), row.getString(8)),
                        row.getString(9),
                        segment == null ? null : word(Segment.values(), segment),
                        millis(row, 11),
                        millis(row, 12),
                        millis(row, 13),
                        row.getBoolean(14),
                        state(row.getString(15), millis(row, 16))),
                row.getBoolean(17),
                row.getBoolean(18),
                row.getBoolean(19));
    }

    private static <T extends WireName> T word(T[] all, String name) {
        return Arrays.stream(all)
                .filter(w -> w.wireName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The name of a state, as stored and sent. */
    public static String name(State state) {
        return switch (state) {
            case State.Open open -> "open";
            case State.Met met -> "met";
            case State.Breached breached -> "breached";
            case State.Cancelled cancelled -> "cancelled";
        };
    }

    /** When it was stopped; {@link SlaTarget#NEVER}: it runs. */
    public static long stoppedAt(State state) {
        return switch (state) {
            case State.Open open -> SlaTarget.NEVER;
            case State.Met met -> met.at();
            case State.Breached breached -> breached.at();
            case State.Cancelled cancelled -> cancelled.at();
        };
    }

    private static State state(String name, long at) {
        return switch (name) {
            case "open" -> new State.Open();
            case "met" -> new State.Met(at);
            case "breached" -> new State.Breached(at);
            case "cancelled" -> new State.Cancelled(at);
            default -> throw new IllegalStateException("no state of a target: " + name);
        };
    }

    private static long millis(Row row, int column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? SlaTarget.NEVER : at.toInstant().toEpochMilli();
    }

    private static OffsetDateTime utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime maybe(long epochMillis) {
        return epochMillis == SlaTarget.NEVER ? null : utc(epochMillis);
    }

    private static <T, V> V[] array(
            Collection<T> rows, java.util.function.IntFunction<V[]> make, Function<T, V> column) {
        return rows.stream()
                .map(row -> Objects.requireNonNull(column.apply(row)))
                .toArray(make);
    }

    private static <T, V> @Nullable V[] nullable(
            List<T> rows, java.util.function.IntFunction<@Nullable V[]> make, Function<T, @Nullable V> column) {
        @Nullable V[] values = make.apply(rows.size());
        for (int i = 0; i < values.length; i++) values[i] = column.apply(rows.get(i));
        return values;
    }
}
