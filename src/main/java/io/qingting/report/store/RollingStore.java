package io.qingting.report.store;

import io.qingting.board.domain.Rolling;
import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.contact.domain.FirstContactResolution.Result;
import io.qingting.contact.domain.Span;
import io.qingting.event.domain.LogPosition;
import io.qingting.kernel.Mean;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.RollingHours;
import io.qingting.report.domain.RollingTerms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The hourly sums that 30-day figures are made of, from contact facts. Instants are epoch milliseconds. */
public final class RollingStore {
    private static final double MILLIONTHS = 1_000_000;
    private static final int HOURS_A_STATEMENT = 48;
    /** The same on all instances and used for nothing else. */
    private static final long LOCK = 7_230_413;

    private static final NamedSql SCORES = NamedSql.named("score_hours");
    private static final NamedSql RESOLUTIONS = NamedSql.named("resolution_hours");

    /** What the sums hold for, how they were made, and of facts up to which position; {@code NONE}: they never were. */
    public record State(@Nullable Long asOf, @Nullable RollingTerms terms, long position) {
        static final State NONE = new State(null, null, 0);
    }

    private RollingStore() {}

    public static Uni<State> state(SqlClient client) {
        return client.query("select as_of, first_response_ms, response_ms, come_back_ms, position from rolling_state")
                .execute()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    OffsetDateTime asOf = row.getOffsetDateTime(0);
                    return asOf == null
                            ? State.NONE
                            : new State(
                                    asOf.toInstant().toEpochMilli(),
                                    new RollingTerms(row.getLong(1), row.getLong(2), row.getLong(3)),
                                    row.getLong(4));
                });
    }

    /**
     * From the end of this transaction on, changes of the hours before {@code hour} are marked as stale. Waits for a writer of
     * facts that is about to commit, so that whoever reads facts after it misses no change that is not marked. Returns how far
     * the facts have come.
     */
    public static Uni<LogPosition> close(SqlClient transaction, long hour) {
        return transaction
                .query("select position, recorded_at from fact_position for update")
                .execute()
                .chain(rows -> transaction
                        .preparedQuery("update rolling_state set closed_to = greatest(closed_to, $1)")
                        .execute(Tuple.of(ReportStore.utc(hour)))
                        .map(done -> rows.iterator().next()))
                .map(row -> new LogPosition(
                        row.getLong(0), row.getOffsetDateTime(1).toInstant().toEpochMilli()));
    }

    /** True where no other transaction makes sums now; until the end of this one. */
    public static Uni<Boolean> tryLock(SqlClient transaction) {
        return transaction
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * Makes the sums hold for a whole hour: those of hours that have come to an end since they were made last, of closes that
     * have grown old enough, and of hours marked as stale; where the terms are others than before, all.
     */
    public static Uni<Void> refresh(SqlClient transaction, State before, RollingTerms terms, long hour) {
        return stale(transaction, hour).chain(stale -> {
            Long asOf = terms.equals(before.terms()) ? before.asOf() : null;
            RollingHours hours = RollingHours.of(asOf, hour, terms, stale);
            return replace(transaction, "score_hour", SCORES, hours.ofScores(), terms)
                    .chain(() -> replace(transaction, "resolution_hour", RESOLUTIONS, hours.ofResolutions(), terms))
                    .chain(() -> forget(transaction, RollingHours.firstHour(hour)))
                    .chain(() -> transaction
                            .preparedQuery("""
                                    update rolling_state set as_of = $1, first_response_ms = $2, response_ms = $3,
                                        come_back_ms = $4, position = (select position from fact_position)
                                    """)
                            .execute(Tuple.of(
                                    ReportStore.utc(hour),
                                    terms.firstResponseMillis(),
                                    terms.responseMillis(),
                                    terms.comeBackMillis())))
                    .replaceWithVoid();
        });
    }

    /** Takes the marks that were made before this refresh closed its hours; later ones are left to the next. */
    private static Uni<Collection<Long>> stale(SqlClient transaction, long hour) {
        return transaction
                .preparedQuery("delete from rolling_stale where closed_to < $1 returning hour")
                .execute(Tuple.of(ReportStore.utc(hour)))
                .map(rows -> {
                    TreeSet<Long> hours = new TreeSet<>();
                    for (Row row : rows)
                        hours.add(row.getOffsetDateTime(0).toInstant().toEpochMilli());
                    return hours;
                });
    }

    private static Uni<Void> replace(
            SqlClient transaction, String table, NamedSql sums, Collection<Long> hours, RollingTerms terms) {
        List<Long> all = new ArrayList<>(hours);
        List<List<Long>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += HOURS_A_STATEMENT) {
            parts.add(all.subList(i, Math.min(all.size(), i + HOURS_A_STATEMENT)));
        }
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(part -> replacePart(transaction, table, sums, part, terms))
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Void> replacePart(
            SqlClient transaction, String table, NamedSql sums, List<Long> hours, RollingTerms terms) {
        OffsetDateTime[] begins = hours.stream().map(ReportStore::utc).toArray(OffsetDateTime[]::new);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("hours", begins);
        values.put("excluded", Span.EXCLUDED_FLAG);
        values.put("first_response", terms.firstResponseMillis());
        values.put("response", terms.responseMillis());
        values.put("come_back", terms.comeBackMillis());
        NamedSql.Call call =
                sums.with("no_queue", "'" + Grouping.NO_QUEUE + "'").call(values);
        return transaction
                .preparedQuery("delete from " + table + " where hour = any ($1)")
                .execute(Tuple.tuple().addArrayOfOffsetDateTime(begins))
                .chain(() -> transaction.preparedQuery(call.sql()).execute(call.values()))
                .replaceWithVoid();
    }

    private static Uni<Void> forget(SqlClient transaction, long firstHour) {
        Tuple before = Tuple.of(ReportStore.utc(firstHour));
        return transaction
                .preparedQuery("delete from score_hour where hour < $1")
                .execute(before)
                .chain(() -> transaction
                        .preparedQuery("delete from resolution_hour where hour < $1")
                        .execute(before))
                .replaceWithVoid();
    }

    /** The figures of the last refresh; empty where there was none. */
    public static Uni<Optional<Rolling>> read(SqlClient transaction) {
        return state(transaction).chain(state -> {
            Long asOf = state.asOf();
            RollingTerms terms = state.terms();
            return asOf == null || terms == null
                    ? Uni.createFrom().item(Optional.<Rolling>empty())
                    : read(transaction, asOf, terms).map(Optional::of);
        });
    }

    private static Uni<Rolling> read(SqlClient transaction, long asOf, RollingTerms terms) {
        Tuple range = Tuple.of(
                ReportStore.utc(RollingHours.firstHour(asOf)),
                ReportStore.utc(asOf),
                ReportStore.utc(asOf - terms.comeBackMillis()));
        return transaction
                .preparedQuery("""
                        select s.*, coalesce(r.hits, 0)::bigint as hits, coalesce(r.total, 0)::bigint as total
                        from (
                            select agent_id,
                                   sum(answered)::bigint as answered,
                                   sum(csat_micros)::bigint as csat_micros, sum(csat_count)::bigint as csat_count,
                                   sum(first_response_hits)::bigint as first_response_hits,
                                   sum(first_response_total)::bigint as first_response_total,
                                   sum(response_hits)::bigint as response_hits,
                                   sum(response_total)::bigint as response_total,
                                   sum(quality_micros)::bigint as quality_micros,
                                   sum(quality_count)::bigint as quality_count
                            from (
                                select * from score_hour where hour >= $1 and hour < $2
                                union all
                                select hour, agent_id, 0, 0, 0, 0, 0, 0, 0, 0, 0
                                from resolution_hour where hour >= $1 and hour < $2 and agent_id is not null
                            ) as hours
                            group by agent_id
                        ) as s left join (
                            select agent_id, sum(resolved) as hits, sum(closed) as total
                            from resolution_hour
                            where hour >= $1 and hour < $3 and not excluded and agent_id is not null
                            group by agent_id
                        ) as r using (agent_id)
                        """)
                .execute(range)
                .chain(agents -> transaction
                        .preparedQuery("""
                                select queue_id,
                                       coalesce(sum(resolved) filter (where hour < $3), 0)::bigint as hits,
                                       coalesce(sum(closed) filter (where hour < $3), 0)::bigint as total,
                                       coalesce(sum(closed) filter (where hour >= $3), 0)::bigint as pending
                                from resolution_hour where hour >= $1 and hour < $2 group by queue_id
                                """)
                        .execute(range)
                        .map(queues -> new Rolling(Instant.ofEpochMilli(asOf), agents(agents), queues(queues))));
    }

    private static Map<String, Parts> agents(RowSet<Row> rows) {
        Map<String, Parts> agents = new HashMap<>();
        for (Row row : rows) {
            agents.put(
                    row.getString("agent_id"),
                    new Parts(
                            new Mean(row.getLong("csat_micros") / MILLIONTHS, row.getLong("csat_count")),
                            new Mean(row.getLong("first_response_hits"), row.getLong("first_response_total")),
                            new Mean(row.getLong("response_hits"), row.getLong("response_total")),
                            new Mean(row.getLong("hits"), row.getLong("total")),
                            new Mean(row.getLong("quality_micros") / MILLIONTHS, row.getLong("quality_count")),
                            row.getLong("answered")));
        }
        return agents;
    }

    private static Map<String, Result> queues(RowSet<Row> rows) {
        Map<String, Result> queues = new HashMap<>();
        for (Row row : rows) {
            queues.put(
                    row.getString("queue_id"),
                    new Result(row.getLong("hits"), row.getLong("total"), row.getLong("pending")));
        }
        return queues;
    }
}
