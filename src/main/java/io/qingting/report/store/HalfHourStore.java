package io.qingting.report.store;

import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.HalfHours.Slot;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Half hours of a day, from contact facts. */
public final class HalfHourStore {
    private static final NamedSql HALF_HOURS = NamedSql.named("half_hours")
            .with("filter", "(:queues is null or coalesce(queue_id, '" + Grouping.NO_QUEUE + "') = any (:queues))");

    private HalfHourStore() {}

    /**
     * One slot for each begin; those in which nothing happened included.
     *
     * @param queues empty: all
     * @param begins in order, at least one
     * @param to first instant after the last slot
     * @param serviceLevel X of the service level
     */
    public static Uni<List<Slot>> read(
            SqlClient transaction,
            List<String> queues,
            List<Instant> begins,
            Instant to,
            Duration serviceLevel,
            Duration shortAbandon) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("queues", queues.isEmpty() ? null : queues.toArray(String[]::new));
        values.put("starts", begins.stream().map(HalfHourStore::utc).toArray(OffsetDateTime[]::new));
        values.put("from", utc(begins.getFirst()));
        values.put("to", utc(to));
        values.put("service_level", serviceLevel.toMillis());
        values.put("short_abandon", shortAbandon.toMillis());
        NamedSql.Call call = HALF_HOURS.call(values);
        return transaction.preparedQuery(call.sql()).execute(call.values()).map(rows -> {
            List<Slot> slots = new ArrayList<>(begins.stream().map(Slot::empty).toList());
            for (Row row : rows) {
                int i = row.getInteger("slot") - 1;
                slots.set(i, slot(row, begins.get(i)));
            }
            return slots;
        });
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Slot slot(Row row, Instant at) {
        boolean measured = !Boolean.FALSE.equals(row.getBoolean("measured"));
        return new Slot(
                at,
                row.getInteger("offered"),
                measured ? ratio(row, "service_level") : null,
                ratio(row, "abandonment_rate"));
    }

    private static Ratio ratio(Row row, String name) {
        return new Ratio(row.getInteger(name + "_hits"), row.getInteger(name + "_total"));
    }
}
