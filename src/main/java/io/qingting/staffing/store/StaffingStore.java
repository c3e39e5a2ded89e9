package io.qingting.staffing.store;

import io.qingting.contact.domain.Span;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Grouping;
import io.qingting.staffing.domain.Handling;
import io.qingting.staffing.domain.Patience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Arrivals, handle times and waits of some days, of voice and chat, from contact facts; of one queue or of all. */
public final class StaffingStore {
    private static final double MILLIS = 1_000;

    /** A stretch of time, {@code to} exclusive. */
    public record Stretch(Instant from, Instant to) {}

    private static final String OF_QUEUE =
            "and ($3::text is null or coalesce(queue_id, '" + Grouping.NO_QUEUE + "') = $3)";
    private static final String BEGUN = days("started_at", OF_QUEUE);
    private static final String COMPLETED = days("at", OF_QUEUE);
    private static final String CHATS =
            "where channel = 'chat' and ended_at is not null and agent_id is not null and flags & " + Span.ACCEPTED_FLAG
                    + " <> 0";
    private static final String CHATS_AT_ONCE =
            "with mine as (select distinct agent_id " + COMPLETED + CHATS + "), chats as ("
                    + "select agent_id, started_at, ended_at, max(ended_at) over (partition by agent_id order by started_at, ended_at"
                    + " rows between unbounded preceding and 1 preceding) as before " + days("at", "") + CHATS
                    + " and agent_id in (select agent_id from mine))\n"
                    + """
            select coalesce(sum(extract(epoch from ended_at - started_at) * 1000), 0)::bigint,
                   coalesce(sum(greatest(0, extract(epoch from
                       ended_at - greatest(started_at, coalesce(before, started_at))) * 1000)), 0)::bigint
            from chats
            """;

    private StaffingStore() {}

    /** Facts of some kinds ($4) by voice and chat on each of some days ($1 to $2), by one of their instants. */
    private static String days(String instant, String filter) {
        return """
                from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as d (starts, ends, n)
                cross join lateral (
                    select * from contact_fact
                    where kind = any ($4::text[]) and %1$s >= d.starts and %1$s < d.ends and channel in ('voice', 'chat') %2$s) as f
                """.formatted(instant, filter);
    }

    /** Reads in a transaction that sees one state of the facts and changes none; each statement fails after {@code limit}. */
    public static <T> Uni<T> reading(Pool pool, Duration limit, Function<SqlConnection, Uni<T>> reading) {
        return pool.withTransaction(tx -> tx.query("set transaction isolation level repeatable read, read only")
                .execute()
                .chain(() -> tx.preparedQuery("select set_config('statement_timeout', $1, true),"
                                + " set_config('plan_cache_mode', 'force_custom_plan', true),"
                                + " set_config('jit', 'off', true)")
                        .execute(Tuple.of(Long.toString(limit.toMillis()))))
                .chain(() -> reading.apply(tx)));
    }

    /** @param halfHour number within the day, from 0 */
    public record Arrived(int day, int halfHour, int arrivals) {}

    /** Entries begun, by half hours of each day that had any; days by their place in the list. {@code queue} null: all. */
    public static Uni<List<Arrived>> arrivals(SqlClient tx, List<Stretch> days, @Nullable String queue) {
        return tx.preparedQuery("""
                        select n::int, floor(extract(epoch from f.started_at - d.starts) / 1800)::int, count(*)::int
                        """ + BEGUN + "group by 1, 2")
                .execute(values(days, queue, "ENTRY"))
                .map(rows -> {
                    List<Arrived> arrived = new ArrayList<>();
                    for (Row row : rows)
                        arrived.add(new Arrived(row.getInteger(0) - 1, row.getInteger(1), row.getInteger(2)));
                    return arrived;
                });
    }

    /** Handle times of legs that ended on the days, after-call work with them. */
    public static Uni<Handling> handling(SqlClient tx, List<Stretch> days, @Nullable String queue) {
        return tx.preparedQuery("""
                        select channel,
                               count(*) filter (where kind = 'LEG' and value > 0)                          as handled,
                               coalesce(sum(value) filter (where value > 0), 0)::bigint                    as millis
                        """ + COMPLETED + """
                        where ended_at is not null and (kind = 'WRAPUP' or flags & %d <> 0) group by channel
                        """.formatted(Span.ACCEPTED_FLAG))
                .execute(values(days, queue, "LEG", "WRAPUP"))
                .map(rows -> {
                    Handling handling = Handling.NONE;
                    for (Row row : rows) {
                        Mean seconds = new Mean(row.getLong("millis") / MILLIS, row.getLong("handled"));
                        handling = row.getString("channel").equals("voice")
                                ? new Handling(seconds, handling.chatSeconds(), Ratio.NONE)
                                : new Handling(handling.voiceSeconds(), seconds, Ratio.NONE);
                    }
                    return handling;
                })
                .chain(handling -> handling.chatSeconds().count() == 0
                        ? Uni.createFrom().item(handling)
                        : chatsAtOnce(tx, days, queue)
                                .map(c -> new Handling(handling.voiceSeconds(), handling.chatSeconds(), c)));
    }

    /** Of those who held chats of the queue, with the chats that they held of others: milliseconds held, and with any. */
    private static Uni<Ratio> chatsAtOnce(SqlClient tx, List<Stretch> days, @Nullable String queue) {
        return tx.preparedQuery(CHATS_AT_ONCE)
                .execute(values(days, queue, "LEG"))
                .map(rows -> rows.iterator().next())
                .map(row -> new Ratio(row.getLong(0), row.getLong(1)));
    }

    /** All waits that ended on the days, and how many customers gave up. */
    public static Uni<Patience> patience(SqlClient tx, List<Stretch> days, @Nullable String queue) {
        return tx.preparedQuery("""
                        select coalesce(sum(extract(epoch from ended_at - started_at)), 0)::float8,
                               count(*) filter (where outcome = 'ABANDONED')
                        """ + COMPLETED + "where ended_at is not null")
                .execute(values(days, queue, "ENTRY"))
                .map(rows -> rows.iterator().next())
                .map(row -> new Patience(row.getDouble(0), row.getLong(1)));
    }

    private static Tuple values(List<Stretch> days, @Nullable String queue, String... kinds) {
        return Tuple.tuple()
                .addArrayOfOffsetDateTime(days.stream().map(d -> utc(d.from())).toArray(OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(days.stream().map(d -> utc(d.to())).toArray(OffsetDateTime[]::new))
                .addString(queue)
                .addArrayOfString(kinds);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
