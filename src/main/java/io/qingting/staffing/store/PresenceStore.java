package io.qingting.staffing.store;

import io.qingting.report.domain.Grouping;
import io.qingting.staffing.store.StaffingStore.Stretch;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who was there, from presence facts. */
public final class PresenceStore {
    private static final double HALF_HOUR_SECONDS = 1_800;

    private PresenceStore() {}

    /**
     * Agents signed in and not on a break, on the mean of each whole half hour of a stretch, by its number from 0; absent where
     * nobody's presence is known. Of a queue: who is a member of it at the end of the stretch, or, of agents without
     * memberships, who served it in the stretch. Who serves several queues counts in each.
     *
     * @param queue null: all
     */
    public static Uni<Map<Integer, Double>> present(SqlClient tx, Stretch stretch, @Nullable String queue) {
        return tx.preparedQuery("""
                        with recursive ids as (
                            (select agent_id from presence_fact order by agent_id limit 1)
                            union all
                            select (select p.agent_id from presence_fact as p
                                    where p.agent_id > ids.agent_id order by p.agent_id limit 1)
                            from ids where ids.agent_id is not null
                        ), served as materialized (
                            select distinct agent_id from contact_fact
                            where $3::text is not null and kind = 'LEG' and at >= $1::timestamptz and at < $2::timestamptz
                              and outcome <> 'UNACCEPTED' and coalesce(queue_id, '%s') = $3
                        ), memberships as materialized (
                            select distinct on (agent_id, queue_id) agent_id, queue_id, added
                            from membership_fact where $3::text is not null and at < $2 order by agent_id, queue_id, at desc
                        ), staff as (
                            select agent_id from ids
                            where agent_id is not null and ($3::text is null
                                or agent_id in (select m.agent_id from memberships as m where m.added and m.queue_id = $3)
                                or agent_id not in (select m.agent_id from memberships as m)
                                   and agent_id in (select s.agent_id from served as s where s.agent_id is not null))
                        ), states as (
                            select staff.agent_id, $1::timestamptz as since, base.state
                            from staff cross join lateral (
                                select p.state from presence_fact as p
                                where p.agent_id = staff.agent_id and p.since <= $1 order by p.since desc limit 1) as base
                            union all
                            select staff.agent_id, p.since, p.state
                            from staff join presence_fact as p
                              on p.agent_id = staff.agent_id and p.since > $1 and p.since < $2
                        ), spans as (
                            select state, since, coalesce(lead(since) over (partition by agent_id order by since), $2) as until
                            from states
                        )
                        select slot,
                               coalesce(sum(seconds) filter (where state in ('available', 'busy', 'wrapup')), 0)::float8,
                               coalesce(sum(seconds) filter (where state <> 'unknown'), 0)::float8
                        from spans
                        cross join lateral generate_series(
                            floor(extract(epoch from since - $1) / 1800)::int,
                            ceil(extract(epoch from until - $1) / 1800)::int - 1) as slot
                        cross join lateral (
                            select extract(epoch from least(until, $1 + (slot + 1) * interval '30 minutes')
                                                    - greatest(since, $1 + slot * interval '30 minutes')) as seconds) as part
                        where slot < floor(extract(epoch from $2 - $1) / 1800)
                        group by slot
                        """.formatted(Grouping.NO_QUEUE))
                .execute(Tuple.of(StaffingStore.utc(stretch.from()), StaffingStore.utc(stretch.to()), queue))
                .map(rows -> {
                    Map<Integer, Double> present = new HashMap<>();
                    for (Row row : rows) {
                        if (row.getDouble(2) > 0) present.put(row.getInteger(0), row.getDouble(1) / HALF_HOUR_SECONDS);
                    }
                    return present;
                });
    }
}
