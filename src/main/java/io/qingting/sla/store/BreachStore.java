package io.qingting.sla.store;

import io.qingting.sla.domain.BreachCounts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Counts contacts by the promises to them that are broken. */
public final class BreachStore {
    private static final String COUNTS = """
            select grouping(b.queue_id) = 1, b.queue_id, count(distinct (b.source_id, b.contact_id))
            from (select t.queue_id, t.source_id, t.contact_id from sla_target t
                  where t.state = 'open' and t.raised and t.kind <> 'improvementMeasure' and t.deadline <= $1
                  order by t.deadline desc limit $2) b
            group by grouping sets ((), (b.queue_id))
            """;

    private BreachStore() {}

    /**
     * Contacts with a promise that was called broken and still is open.
     *
     * @param most promises that are looked at, the latest broken first
     */
    public static Uni<BreachCounts> counts(SqlClient client, Instant now, int most) {
        return client.preparedQuery(COUNTS)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), most))
                .map(rows -> {
                    long total = 0;
                    Map<String, Long> queues = new TreeMap<>();
                    for (Row row : rows) {
                        if (row.getBoolean(0)) total = row.getLong(2);
                        else if (row.getString(1) != null) queues.put(row.getString(1), row.getLong(2));
                    }
                    return new BreachCounts(total, queues);
                });
    }
}
