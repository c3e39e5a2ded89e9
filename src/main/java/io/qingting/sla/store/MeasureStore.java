package io.qingting.sla.store;

import io.qingting.kernel.ContactKey;
import io.qingting.sla.domain.MeasureEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements on what was told of measures. Every method takes the transaction's connection. */
public final class MeasureStore {
    private MeasureStore() {}

    /** Adds events; one that is there already stays as it is. */
    public static Uni<Void> add(SqlClient transaction, List<MeasureEvent> events) {
        return transaction
                .preparedQuery("""
                        insert into measure_event (source_id, measure_id, event_id, done, occurred_at, due_at)
                        select * from unnest($1::int[], $2::text[], $3::text[], $4::boolean[], $5::timestamptz[],
                            $6::timestamptz[])
                        on conflict do nothing
                        """)
                .execute(Tuple.of(
                        events.stream().map(e -> e.measure().sourceId()).toArray(Integer[]::new),
                        events.stream().map(e -> e.measure().contactId()).toArray(String[]::new),
                        events.stream().map(MeasureEvent::eventId).toArray(String[]::new),
                        events.stream().map(MeasureEvent::done).toArray(Boolean[]::new),
                        events.stream().map(e -> utc(e.at())).toArray(OffsetDateTime[]::new),
                        dates(events)))
                .replaceWithVoid();
    }

    private static @Nullable OffsetDateTime[] dates(List<MeasureEvent> events) {
        @Nullable OffsetDateTime[] dates = new OffsetDateTime[events.size()];
        for (int i = 0; i < dates.length; i++) {
            Long due = events.get(i).dueAt();
            dates[i] = due == null ? null : utc(due);
        }
        return dates;
    }

    /** All that was told of measures, by measure. */
    public static Uni<Map<ContactKey, List<MeasureEvent>>> of(SqlClient transaction, Collection<ContactKey> measures) {
        return transaction
                .preparedQuery("""
                        select e.source_id, e.measure_id, e.event_id, e.done, e.occurred_at, e.due_at
                        from unnest($1::int[], $2::text[]) as w (s, m)
                        join measure_event e on e.source_id = w.s and e.measure_id = w.m
                        """)
                .execute(Tuple.of(
                        measures.stream().map(ContactKey::sourceId).toArray(Integer[]::new),
                        measures.stream().map(ContactKey::contactId).toArray(String[]::new)))
                .map(rows -> {
                    Map<ContactKey, List<MeasureEvent>> told = new HashMap<>();
                    for (Row row : rows) {
                        MeasureEvent event = event(row);
                        told.computeIfAbsent(event.measure(), key -> new ArrayList<>())
                                .add(event);
                    }
                    return told;
                });
    }

    /**
     * All that was told of measures that were made in a period.
     *
     * @param to exclusive
     * @param limit of measures
     */
    public static Uni<Map<ContactKey, List<MeasureEvent>>> made(SqlClient client, Instant from, Instant to, int limit) {
        return client.preparedQuery("""
                        select source_id, measure_id from measure_event where not done
                        group by source_id, measure_id having min(occurred_at) >= $1 and min(occurred_at) < $2 limit $3
                        """)
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), limit))
                .chain(rows -> {
                    List<ContactKey> made = new ArrayList<>();
                    for (Row row : rows) made.add(new ContactKey(row.getInteger(0), row.getString(1)));
                    return of(client, made);
                });
    }

    private static MeasureEvent event(Row row) {
        OffsetDateTime due = row.getOffsetDateTime(5);
        return new MeasureEvent(
                new ContactKey(row.getInteger(0), row.getString(1)),
                row.getString(2),
                row.getBoolean(3),
                row.getOffsetDateTime(4).toInstant().toEpochMilli(),
                due == null ? null : due.toInstant().toEpochMilli());
    }

    private static OffsetDateTime utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
    }
}
