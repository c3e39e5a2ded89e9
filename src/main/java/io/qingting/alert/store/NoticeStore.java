package io.qingting.alert.store;

import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.Notice;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Routing;
import io.qingting.alert.domain.Told;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements by which notices become deliveries: who is told. */
public final class NoticeStore {
    private static final String NEW_NOTICES =
            "select n.notice_id, n.kind as notice_kind, n.duty, n.at as noticed_at, " + AlertRows.COLUMNS + """
             from notice n join alert a using (alert_id)
            where n.state = 'new' order by n.notice_id limit $1 for update of n skip locked
            """;

    private static final String ROUTED = """
            with decided as (
                select * from jsonb_to_recordset($1::jsonb) as d (notice_id bigint, state text, held_by text)
            )
            update notice n set state = d.state, held_by = d.held_by from decided d where n.notice_id = d.notice_id
            """;

    /**
     * A broken channel's place is taken by its backup, where that one works; after its hold it is tried again with what comes
     * next.
     */
    private static final String DELIVER = """
            insert into delivery (notice_id, channel_id, duty, state)
            select distinct on (w.notice_id, coalesce(b.channel_id, c.channel_id))
                w.notice_id, coalesce(b.channel_id, c.channel_id), w.duty, 'pending'
            from jsonb_to_recordset($1::jsonb) as w (notice_id bigint, channel_id bigint, duty text)
            join alert_channel c on c.channel_id = w.channel_id
            left join alert_channel b on b.channel_id = c.backup_id
                and b.enabled and b.fault is null
                and (c.fault is not null or not c.enabled or (c.failures >= $2 and c.hold_until > $3))
            where c.enabled or b.channel_id is not null
            order by w.notice_id, coalesce(b.channel_id, c.channel_id)
            on conflict (notice_id, channel_id) do nothing
            """;

    /** A reminder that a broken channel's backup took in its place was meant for the channel. */
    private static final String TOLD = """
            select n.alert_id, c.channel_id,
                max(m.created_at) filter (
                    where d.channel_id = c.channel_id and d.state in ('pending', 'assigned', 'sent')) as last_at,
                coalesce(bool_or(d.channel_id = c.channel_id and d.state in ('pending', 'assigned')), false) as waits,
                max(n.at) filter (where n.kind = 'reminder') as reminded_at
            from notice n join delivery d using (notice_id) left join message m using (message_id)
            join alert_channel c on c.channel_id = d.channel_id
                or (c.backup_id = d.channel_id and (not c.enabled or c.fault is not null or c.failures >= $2))
            where n.alert_id = any ($1)
            group by n.alert_id, c.channel_id
            """;

    private NoticeStore() {}

    /** Whether there is anything to do at all, in one look. */
    public static Uni<Boolean> isAnythingNew(SqlClient client) {
        return client.preparedQuery("select exists (select 1 from notice where state = 'new')")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Notices that nobody decided on yet, oldest first, for this transaction alone. */
    public static Uni<List<Notice>> newNotices(SqlClient tx, int limit) {
        return tx.preparedQuery(NEW_NOTICES)
                .execute(Tuple.of(limit))
                .map(rows -> DeliveryStore.list(rows, NoticeStore::notice));
    }

    /** Open critical alerts on figures of queues. */
    public static Uni<List<Routing.Trouble>> troubles(SqlClient tx) {
        return tx.preparedQuery("""
                        select alert_id, queue_id from alert
                        where state in ('firing', 'acknowledged') and kind = 'figureOff' and severity = 2
                            and queue_id is not null and not console_only
                        """)
                .execute()
                .map(rows -> DeliveryStore.list(rows, row -> new Routing.Trouble(row.getLong(0), row.getString(1))));
    }

    /** Who was told of each alert, and for whom something about it waits. */
    public static Uni<Map<Long, Told>> told(SqlClient tx, List<Long> alertIds) {
        if (alertIds.isEmpty()) return Uni.createFrom().item(Map.of());
        return tx.preparedQuery(TOLD)
                .execute(Tuple.of(alertIds.toArray(Long[]::new), ChannelRow.BROKEN_AFTER))
                .map(rows -> {
                    Map<Long, Map<Long, Instant>> lastAt = new HashMap<>();
                    Map<Long, Set<Long>> waiting = new HashMap<>();
                    Map<Long, Map<Long, Instant>> remindedAt = new HashMap<>();
                    for (Row row : rows) {
                        long alertId = row.getLong("alert_id");
                        long channelId = row.getLong("channel_id");
                        Instant last = AlertRows.maybe(row, "last_at");
                        if (last != null)
                            lastAt.computeIfAbsent(alertId, id -> new HashMap<>())
                                    .put(channelId, last);
                        Instant reminded = AlertRows.maybe(row, "reminded_at");
                        if (reminded != null)
                            remindedAt
                                    .computeIfAbsent(alertId, id -> new HashMap<>())
                                    .put(channelId, reminded);
                        if (row.getBoolean("waits"))
                            waiting.computeIfAbsent(alertId, id -> new HashSet<>())
                                    .add(channelId);
                    }
                    return alertIds.stream()
                            .distinct()
                            .collect(Collectors.toMap(
                                    id -> id,
                                    id -> new Told(
                                            lastAt.getOrDefault(id, Map.of()),
                                            waiting.getOrDefault(id, Set.of()),
                                            remindedAt.getOrDefault(id, Map.of()))));
                });
    }

    /** Writes down what was decided on each notice. */
    public static Uni<Void> decided(
            SqlClient tx, Map<Notice, Routing.Decision> decisions, int brokenAfter, Instant now) {
        JsonArray states = new JsonArray();
        JsonArray ways = new JsonArray();
        decisions.forEach((notice, decision) -> {
            JsonObject state = new JsonObject().put("notice_id", notice.noticeId());
            switch (decision) {
                case Routing.Decision.Tell tell -> {
                    state.put("state", "routed");
                    tell.ways()
                            .forEach(way -> ways.add(new JsonObject()
                                    .put("notice_id", notice.noticeId())
                                    .put("channel_id", way.channelId())
                                    .put("duty", way.duty())));
                }
                case Routing.Decision.Hold hold -> state.put("state", "held").put("held_by", hold.by());
                case Routing.Decision.Drop drop -> state.put("state", "dropped").put("held_by", drop.why());
            }
            states.add(state);
        });
        return tx.preparedQuery(ROUTED)
                .execute(Tuple.of(states))
                .chain(() -> tx.preparedQuery(DELIVER).execute(Tuple.of(ways, brokenAfter, AlertStore.utc(now))))
                .replaceWithVoid();
    }

    static Notice notice(Row row) {
        return new Notice(
                row.getLong("notice_id"),
                NoticeKind.ofWireName(row.getString("notice_kind")),
                row.getString("duty"),
                AlertRows.instant(row, "noticed_at"),
                AlertRows.alert(row));
    }
}
