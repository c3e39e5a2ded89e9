package io.qingting.report.store;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Trend;
import io.qingting.report.domain.TrendQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The points of a trend, and the figures of an instant in the past, from contact facts. */
public final class TrendStore {
    private static final long MINUTE = 60_000;
    private static final double MILLIONTHS = 1_000_000;

    private static final NamedSql POINTS = filtered("trend");
    private static final NamedSql LAST_WEEK = filtered("last_week");
    private static final NamedSql ON_DUTY = filtered("on_duty");

    /**
     * What holds for every trend.
     *
     * @param serviceLevel X of the service level
     * @param unconfirmedAfter an entry that waits longer is not counted as waiting
     * @param teamOfAgent teams by agent id as configured; stronger than what events say
     */
    public record Terms(
            Duration serviceLevel, Duration shortAbandon, Duration unconfirmedAfter, Map<String, String> teamOfAgent) {}

    private TrendStore() {}

    private static NamedSql filtered(String name) {
        return NamedSql.named(name)
                .with("filter", "(:queues is null or coalesce(queue_id, '" + Grouping.NO_QUEUE + "') = any (:queues))")
                .with("team", "(:teams is null or team_id = any (:teams))");
    }

    /**
     * One point a minute up to {@code now}, epoch milliseconds; minutes in which nothing happened included.
     *
     * @param day begin of the business day
     */
    public static Uni<List<Trend.Point>> points(
            SqlClient transaction, TrendQuery query, Terms terms, long now, long day) {
        long from = now - now % MINUTE - (query.minutes() - 1) * MINUTE;
        Map<String, @Nullable Object> values = values(query, terms, now);
        values.put("from", ReportStore.utc(from));
        values.put("earliest", ReportStore.utc(from - terms.unconfirmedAfter().toMillis()));
        values.put("minutes", query.minutes());
        values.put("cap", (int) terms.unconfirmedAfter().toMinutes());
        NamedSql.Call call = POINTS.call(values);
        return onDuty(transaction, query, terms, from, now, query.minutes(), day)
                .chain(onDuty -> transaction
                        .preparedQuery(call.sql())
                        .execute(call.values())
                        .map(rows -> points(rows, from, onDuty, now)));
    }

    /** Agents on duty by minute; null: no agent's presence was known. */
    private static Uni<@Nullable Integer[]> onDuty(
            SqlClient transaction, TrendQuery query, Terms terms, long from, long now, int minutes, long day) {
        List<String> agents = List.copyOf(terms.teamOfAgent().keySet());
        Map<String, @Nullable Object> values = values(query, terms, now);
        values.put("from", ReportStore.utc(from));
        values.put("day", ReportStore.utc(day));
        values.put("minutes", minutes);
        values.put("agent_ids", agents.toArray(String[]::new));
        values.put("agent_teams", agents.stream().map(terms.teamOfAgent()::get).toArray(String[]::new));
        NamedSql.Call call = ON_DUTY.call(values);
        return transaction.preparedQuery(call.sql()).execute(call.values()).map(rows -> {
            @Nullable Integer[] onDuty = new Integer[minutes];
            for (Row row : rows) {
                if (row.getInteger("known") > 0) onDuty[row.getInteger("minute")] = row.getInteger("on_duty");
            }
            return onDuty;
        });
    }

    /**
     * The figures as they stood at {@code at}; empty where no entry began in the 24 h before it.
     *
     * @param window begin of the window of the rates
     * @param day begin of the business day
     */
    public static Uni<Optional<Trend.LastWeek>> at(
            SqlClient transaction, TrendQuery query, Terms terms, long at, long window, long day) {
        Map<String, @Nullable Object> values = values(query, terms, at);
        values.put("from", ReportStore.utc(window));
        values.put("day", ReportStore.utc(day));
        values.put("day_before", ReportStore.utc(at - Duration.ofDays(1).toMillis()));
        values.put("earliest", ReportStore.utc(at - terms.unconfirmedAfter().toMillis()));
        NamedSql.Call call = LAST_WEEK.call(values);
        return onDuty(transaction, query, terms, at, at, 1, day)
                .chain(onDuty -> transaction
                        .preparedQuery(call.sql())
                        .execute(call.values())
                        .map(rows -> rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(lastWeek(rows.iterator().next(), at, onDuty[0]))));
    }

    private static Map<String, @Nullable Object> values(TrendQuery query, Terms terms, long now) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("now", ReportStore.utc(now));
        values.put("queues", texts(query.queues()));
        values.put("teams", texts(query.teams()));
        values.put("service_level", terms.serviceLevel().toMillis());
        values.put("short_abandon", terms.shortAbandon().toMillis());
        return values;
    }

    private static String @Nullable [] texts(List<String> names) {
        return names.isEmpty() ? null : names.toArray(String[]::new);
    }

    private static List<Trend.Point> points(RowSet<Row> rows, long from, @Nullable Integer[] onDuty, long now) {
        List<Trend.Point> points = new ArrayList<>(onDuty.length);
        for (int minute = 0; minute < onDuty.length; minute++) {
            long at = from + minute * MINUTE;
            points.add(new Trend.Point(at, 0, 0, null, Ratio.NONE, Ratio.NONE, onDuty[minute], Mean.NONE));
        }
        for (Row row : rows) {
            int minute = row.getInteger("minute");
            long at = from + minute * MINUTE;
            points.set(
                    minute,
                    new Trend.Point(
                            at,
                            row.getInteger("offered"),
                            row.getInteger("queue_length"),
                            since(row, Math.min(at + MINUTE, now)),
                            ratio(row, "service_level"),
                            ratio(row, "abandonment_rate"),
                            onDuty[minute],
                            csat(row)));
        }
        return points;
    }

    private static Trend.LastWeek lastWeek(Row row, long at, @Nullable Integer onDuty) {
        return new Trend.LastWeek(
                at,
                row.getInteger("queue_length"),
                since(row, at),
                ratio(row, "service_level"),
                ratio(row, "abandonment_rate"),
                onDuty,
                csat(row));
    }

    private static @Nullable Long since(Row row, long at) {
        OffsetDateTime since = row.getOffsetDateTime("longest_wait_since");
        return since == null ? null : Math.max(0, at - since.toInstant().toEpochMilli());
    }

    private static Ratio ratio(Row row, String name) {
        return new Ratio(row.getInteger(name + "_hits"), row.getInteger(name + "_total"));
    }

    private static Mean csat(Row row) {
        return new Mean(row.getLong("csat_sum") / MILLIONTHS, row.getInteger("csat_count"));
    }
}
