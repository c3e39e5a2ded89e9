package io.qingting.report.store;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Durations;
import io.qingting.report.domain.HeatMap;
import io.qingting.report.domain.PatternQuery;
import io.qingting.report.domain.Waits;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Heat maps and distributions of waits from contact facts. */
public final class PatternStore {
    private static final double MILLIS = 1_000;

    private static final NamedSql HEAT_MAP = NamedSql.named("heat_map").with("filter", ReportStore.FILTER);
    private static final NamedSql WAITS = NamedSql.named("waits").with("filter", ReportStore.FILTER);

    private PatternStore() {}

    /** @param days half hours of each kind in the range so far, by place */
    public static Uni<HeatMap> heatMap(
            SqlClient transaction, PatternQuery query, ZoneId zone, Duration shortAbandon, int[] days) {
        Map<String, @Nullable Object> values = values(query);
        values.put("zone", zone.getId());
        values.put("service_level", query.serviceLevel().toMillis());
        values.put("short_abandon", shortAbandon.toMillis());
        NamedSql.Call call = HEAT_MAP.call(values);
        return transaction.preparedQuery(call.sql()).execute(call.values()).map(rows -> {
            List<HeatMap.Cell> cells = new ArrayList<>(days.length);
            for (int place = 0; place < days.length; place++) cells.add(HeatMap.Cell.empty(place, days[place]));
            for (Row row : rows) {
                int place = HeatMap.place(row.getInteger("weekday"), row.getInteger("half"));
                cells.set(place, cell(row, days[place]));
            }
            return new HeatMap(query, cells);
        });
    }

    private static HeatMap.Cell cell(Row row, int days) {
        Long total = row.getLong("service_level_total");
        return new HeatMap.Cell(
                row.getInteger("weekday"),
                row.getInteger("half"),
                days,
                row.getLong("offered"),
                new Ratio(row.getLong("abandonment_rate_hits"), row.getLong("abandonment_rate_total")),
                total == null ? null : new Ratio(row.getLong("service_level_hits"), total),
                new Mean(row.getLong("wait_seconds_sum") / MILLIS, row.getLong("wait_seconds_count")));
    }

    public static Uni<Waits> waits(SqlClient transaction, PatternQuery query) {
        Map<String, @Nullable Object> values = values(query);
        values.put("percentiles", ReportStore.PERCENTILES);
        values.put("bounds", Waits.BOUNDS.stream().map(s -> s * 1_000L).toArray(Long[]::new));
        NamedSql.Call call = WAITS.call(values);
        return transaction.preparedQuery(call.sql()).execute(call.values()).map(rows -> {
            Waits.Part answered = Waits.Part.NONE;
            Waits.Part abandoned = Waits.Part.NONE;
            for (Row row : rows) {
                if (row.getString("outcome").equals("ANSWERED")) answered = part(row);
                else abandoned = part(row);
            }
            return new Waits(query, Waits.BOUNDS, answered, abandoned);
        });
    }

    private static Waits.Part part(Row row) {
        Long count = row.getLong("count");
        Object[] found = (Object[]) row.getValue("percentiles");
        List<Long> counts = Arrays.asList(row.getArrayOfLongs("counts"));
        if (count == null || found == null) return new Waits.Part(counts, Waits.Part.NONE.seconds());
        return new Waits.Part(
                counts,
                new Durations(
                        row.getLong("sum") / MILLIS, count, seconds(found[0]), seconds(found[1]), seconds(found[2])));
    }

    private static Double seconds(Object millis) {
        return ((Number) millis).doubleValue() / MILLIS;
    }

    private static Map<String, @Nullable Object> values(PatternQuery query) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("from", ReportStore.utc(query.from().toEpochMilli()));
        values.put("to", ReportStore.utc(query.to().toEpochMilli()));
        values.put("queues", ReportStore.texts(query.queues()));
        values.put("channels", ReportStore.texts(query.channels()));
        values.put("segments", ReportStore.texts(query.segments()));
        values.put("agents", null);
        return values;
    }
}
