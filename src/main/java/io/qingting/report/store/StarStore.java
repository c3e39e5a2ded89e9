package io.qingting.report.store;

import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.contact.domain.Span;
import io.qingting.event.domain.LogPosition;
import io.qingting.kernel.Mean;
import io.qingting.report.domain.RollingTerms;
import io.qingting.report.domain.StarMonth;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What months' scores are made of, from contact facts, and the stars that were published. */
public final class StarStore {
    private static final double MILLIONTHS = 1_000_000;
    private static final NamedSql SCORES = NamedSql.named("score_range");

    /**
     * @param isDetailKept false: of contacts of the month it is no longer known whose they were
     * @param position the facts hold everything up to it
     */
    public record Facts(Map<String, Parts> parts, boolean isDetailKept, LogPosition position) {}

    private StarStore() {}

    /**
     * Parts by agent id, {@code to} exclusive.
     *
     * @param settled closes up to then have had their time to come back
     */
    public static Uni<Facts> read(SqlClient tx, Instant from, Instant to, Instant settled, RollingTerms terms) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("from", ReportStore.utc(from.toEpochMilli()));
        values.put("to", ReportStore.utc(to.toEpochMilli()));
        values.put("settled", ReportStore.utc(settled.toEpochMilli()));
        values.put("excluded", Span.EXCLUDED_FLAG);
        values.put("first_response", terms.firstResponseMillis());
        values.put("response", terms.responseMillis());
        values.put("come_back", terms.comeBackMillis());
        NamedSql.Call call = SCORES.call(values);
        return tx.preparedQuery(call.sql())
                .execute(call.values())
                .map(StarStore::parts)
                .chain(parts -> isDetailKept(tx, from, to)
                        .chain(kept -> Snapshot.asOf(tx).map(position -> new Facts(parts, kept, position))));
    }

    private static Map<String, Parts> parts(RowSet<Row> rows) {
        Map<String, Parts> parts = new HashMap<>();
        for (Row row : rows) {
            parts.put(
                    row.getString("agent_id"),
                    new Parts(
                            new Mean(row.getLong("csat_micros") / MILLIONTHS, row.getLong("csat_count")),
                            mean(row, "first_response"),
                            mean(row, "response"),
                            mean(row, "resolution"),
                            new Mean(row.getLong("quality_micros") / MILLIONTHS, row.getLong("quality_count")),
                            row.getLong("answered")));
        }
        return parts;
    }

    private static Mean mean(Row row, String name) {
        return new Mean(row.getLong(name + "_hits"), row.getLong(name + "_total"));
    }

    /** A leg always has an agent until its detail is cleared. */
    private static Uni<Boolean> isDetailKept(SqlClient tx, Instant from, Instant to) {
        return tx.preparedQuery(
                        "select not exists (select from contact_fact where kind = 'LEG' and at >= $1 and at < $2"
                                + " and agent_id is null)")
                .execute(Tuple.of(ReportStore.utc(from.toEpochMilli()), ReportStore.utc(to.toEpochMilli())))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Published months, the newest first. */
    public static Uni<List<StarMonth>> published(SqlClient client) {
        return client.preparedQuery("""
                        select m.month, published_at, published_by, position, metrics_version, ranked,
                               s.agent_id, s.place, s.score
                        from (select * from star_month order by month desc limit $1) as m
                        left join star as s using (month)
                        order by m.month desc, s.place, s.agent_id
                        """).execute(Tuple.of(StarMonth.MOST)).map(StarStore::months);
    }

    private static List<StarMonth> months(RowSet<Row> rows) {
        Map<LocalDate, List<StarMonth.Star>> stars = new LinkedHashMap<>();
        Map<LocalDate, Row> heads = new HashMap<>();
        for (Row row : rows) {
            LocalDate month = row.getLocalDate(0);
            heads.putIfAbsent(month, row);
            List<StarMonth.Star> own = stars.computeIfAbsent(month, m -> new ArrayList<>());
            if (row.getString(6) != null)
                own.add(new StarMonth.Star(row.getInteger(7), row.getString(6), row.getDouble(8)));
        }
        List<StarMonth> months = new ArrayList<>();
        stars.forEach((month, own) -> {
            Row head = heads.get(month);
            if (head != null)
                months.add(new StarMonth(
                        YearMonth.from(month),
                        head.getOffsetDateTime(1).toInstant(),
                        head.getString(2),
                        head.getLong(3),
                        head.getInteger(4),
                        head.getInteger(5),
                        own));
        });
        return months;
    }

    /** Puts a month in place of what was published of it, and forgets those that are too old. */
    public static Uni<Void> publish(SqlClient tx, StarMonth month) {
        LocalDate first = month.month().atDay(1);
        List<Tuple> stars = month.stars().stream()
                .map(s -> Tuple.of(first, s.agentId(), s.place(), s.score()))
                .toList();
        return withdraw(tx, month.month())
                .chain(() -> tx.preparedQuery("insert into star_month values ($1, $2, $3, $4, $5, $6)")
                        .execute(Tuple.tuple()
                                .addLocalDate(first)
                                .addOffsetDateTime(
                                        ReportStore.utc(month.publishedAt().toEpochMilli()))
                                .addString(month.publishedBy())
                                .addLong(month.position())
                                .addInteger(month.metricsVersion())
                                .addInteger(month.ranked())))
                .chain(() -> tx.preparedQuery("insert into star values ($1, $2, $3, $4)")
                        .executeBatch(stars))
                .chain(() -> tx.preparedQuery("delete from star_month where month not in"
                                + " (select month from star_month order by month desc limit $1)")
                        .execute(Tuple.of(StarMonth.MOST)))
                .replaceWithVoid();
    }

    /** True where it was published. */
    public static Uni<Boolean> withdraw(SqlClient tx, YearMonth month) {
        return tx.preparedQuery("delete from star_month where month = $1")
                .execute(Tuple.of(month.atDay(1)))
                .map(rows -> rows.rowCount() > 0);
    }
}
