package io.qingting.alert.store;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertFilter;
import io.qingting.alert.domain.AlertQuality;
import io.qingting.alert.domain.AlertStep;
import io.qingting.alert.domain.OpenCounts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements by which people look at alerts and see to them. */
public final class AlertQueries {
    private static final String LIST = "select " + AlertRows.COLUMNS + """
             from alert a
            where a.alert_id < $1
                and (cardinality($2::text[]) = 0 or a.state = any ($2::text[]))
                and ($3::smallint is null or a.severity = $3::smallint)
                and ($4::text is null or a.kind = $4::text)
                and ($5::text is null or a.queue_id = $5::text)
                and ($6::timestamptz is null or a.raised_at >= $6::timestamptz)
                and ($7::timestamptz is null or a.raised_at < $7::timestamptz)
                and (a.agent_id is null or $8::text[] is null or a.agent_id = any ($8::text[]))
            order by a.alert_id desc limit $9
            """;

    private static final String OPEN = "select " + AlertRows.COLUMNS + """
             from alert a where a.state in ('firing', 'acknowledged')
            order by a.severity desc, a.since, a.alert_id limit $1
            """;

    private static final String ACKNOWLEDGE = """
            with due as (
                select alert_id from alert where alert_id = any ($1::bigint[]) and state = 'firing'
                order by cause, alert_id for no key update
            ), done as (
                update alert a set state = 'acknowledged', acknowledged_at = $2::timestamptz, acknowledged_by = $3::text,
                    next_step_at = null
                from due where a.alert_id = due.alert_id returning a.alert_id
            ), step as (
                insert into alert_step (alert_id, at, action, actor, note)
                select alert_id, $2::timestamptz, 'acknowledged', $3::text, $4::text from done
            )
            select count(*) from done
            """;

    private static final String RESOLVE = """
            with done as (
                update alert set state = 'resolved', ended_at = $4::timestamptz, closed_by = $3::text, next_step_at = null
                where alert_id = $1 and state in ('firing', 'acknowledged') returning alert_id, told_at, console_only
            ), step as (
                insert into alert_step (alert_id, at, action, actor, note)
                select alert_id, $2::timestamptz, 'resolved', $3::text, $5::text from done
            ), released as (
                update notice set state = 'new', held_by = null
                where state = 'held' and held_by in (select 'alert:' || alert_id from done)
            ), told as (
                insert into notice (alert_id, kind, at, state)
                select alert_id, 'recovered', $2::timestamptz, 'new' from done where told_at is not null and not console_only
            )
            select count(*) from done
            """;

    private static final String QUALITY = """
            with chosen as (
                select a.alert_id, a.kind, a.name, a.state, a.closed_by, a.fired_at, a.reopened,
                    (select min(s.at) from alert_step s where s.alert_id = a.alert_id and s.action = 'acknowledged') as acked,
                    (select min(s.at) from alert_step s where s.alert_id = a.alert_id) as first
                from alert a where a.raised_at >= $1 and a.raised_at < $2
            )
            select kind, name, count(*) as raised, count(acked) as acknowledged,
                coalesce(sum(extract(epoch from acked - first)), 0)::float8 as acknowledge_seconds,
                count(*) filter (where state = 'resolved' and closed_by is null and acked is null) as by_themselves,
                count(*) filter (where state = 'takenBack') as taken_back,
                count(*) filter (where state in ('firing', 'acknowledged')) as open,
                coalesce(sum(reopened), 0)::bigint as reopened
            from chosen group by kind, name order by count(*) desc, kind, name limit 500
            """;

    /** Alerts that nobody acknowledged by the time of their next step. */
    private static final String ESCALATE = """
            with due as (
                select alert_id, escalation, next_step from alert
                where state = 'firing' and next_step_at <= $1 order by next_step_at limit 500
                for no key update skip locked
            ), done as (
                update alert a set next_step = a.next_step + 1,
                    next_step_at = a.fired_at + make_interval(
                        secs => (a.escalation -> (a.next_step + 1) ->> 'afterSeconds')::double precision)
                from due where a.alert_id = due.alert_id
                returning a.alert_id, due.escalation -> due.next_step ->> 'to' as duty, a.console_only
            ), step as (
                insert into alert_step (alert_id, at, action, actor, note)
                select alert_id, $1::timestamptz, 'escalated', 'system', duty from done
            )
            insert into notice (alert_id, kind, duty, at, state)
            select alert_id, 'escalated', duty, $1::timestamptz, 'new' from done where not console_only
            """;

    /** Alerts that fire since an instant at least, were told, and of which nothing waits to be decided. */
    private static final String UNANSWERED = "select " + AlertRows.COLUMNS + """
             from alert a
            where a.state = 'firing' and a.fired_at <= $1 and a.told_at is not null and not a.console_only
                and a.alert_id > $2
                and not exists (select 1 from notice n where n.alert_id = a.alert_id and n.state in ('new', 'held'))
            order by a.alert_id limit $3
            """;

    /** Whom another instance reminds right now it reminds alone. */
    private static final String LOCK_FIRING = """
            select alert_id from alert where alert_id = any ($1::bigint[]) and state = 'firing'
            order by cause, alert_id for no key update skip locked
            """;

    /** A statement of its own, under the lock: it sees what the instance wrote that held the lock before. */
    private static final String REMIND = """
            insert into notice (alert_id, kind, at, state)
            select id, 'reminder', $2::timestamptz, 'new' from unnest($1::bigint[]) as id
            where not exists (select 1 from notice n where n.alert_id = id and n.state in ('new', 'held'))
            """;

    private AlertQueries() {}

    /** A page of alerts, newest first. */
    public static Uni<List<Alert>> list(SqlClient client, AlertFilter filter, long before, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.tuple()
                        .addLong(before)
                        .addArrayOfString(filter.states().toArray(String[]::new))
                        .addShort(
                                filter.severity() == null
                                        ? null
                                        : (short) filter.severity().ordinal())
                        .addString(filter.kind() == null ? null : filter.kind().wireName())
                        .addString(filter.queueId())
                        .addOffsetDateTime(filter.from() == null ? null : AlertStore.utc(filter.from()))
                        .addOffsetDateTime(filter.until() == null ? null : AlertStore.utc(filter.until()))
                        .addArrayOfString(
                                filter.agentIds() == null
                                        ? null
                                        : filter.agentIds().toArray(String[]::new))
                        .addInteger(limit))
                .map(rows -> DeliveryStore.list(rows, AlertRows::alert));
    }

    /** Open alerts, worst first. */
    public static Uni<List<Alert>> open(SqlClient client, int limit) {
        return client.preparedQuery(OPEN)
                .execute(Tuple.of(limit))
                .map(rows -> DeliveryStore.list(rows, AlertRows::alert));
    }

    /** How many are open, by severity, of each queue and in all. */
    public static Uni<OpenCounts> openCounts(SqlClient client) {
        return client.preparedQuery("""
                        select queue_id, count(*) filter (where severity = 0) as info,
                            count(*) filter (where severity = 1) as warning, count(*) filter (where severity = 2) as critical
                        from alert where state in ('firing', 'acknowledged') group by queue_id
                        """).execute().map(rows -> {
            Map<String, OpenCounts.BySeverity> queues = new HashMap<>();
            OpenCounts.BySeverity elsewhere = OpenCounts.BySeverity.NONE;
            for (Row row : rows) {
                OpenCounts.BySeverity counts =
                        new OpenCounts.BySeverity(row.getLong("info"), row.getLong("warning"), row.getLong("critical"));
                String queueId = row.getString("queue_id");
                if (queueId == null) elsewhere = counts;
                else queues.put(queueId, counts);
            }
            return OpenCounts.of(queues, elsewhere);
        });
    }

    public static Uni<Optional<Alert>> find(SqlClient client, long alertId) {
        return client.preparedQuery("select " + AlertRows.COLUMNS + " from alert a where a.alert_id = $1")
                .execute(Tuple.of(alertId))
                .map(rows -> DeliveryStore.list(rows, AlertRows::alert).stream().findFirst());
    }

    /** What happened to an alert, oldest first. */
    public static Uni<List<AlertStep>> steps(SqlClient client, long alertId, int limit) {
        return client.preparedQuery(
                        "select at, action, actor, note from alert_step where alert_id = $1 order by step_id limit $2")
                .execute(Tuple.of(alertId, limit))
                .map(rows -> DeliveryStore.list(
                        rows,
                        row -> new AlertStep(
                                AlertRows.instant(row, "at"),
                                row.getString("action"),
                                row.getString("actor"),
                                row.getString("note"))));
    }

    /** Acknowledges those that fire; how many these were. */
    public static Uni<Long> acknowledge(
            SqlClient tx, List<Long> alertIds, String by, @Nullable String note, Instant now) {
        return tx.preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.of(alertIds.toArray(Long[]::new), AlertStore.utc(now), by, note))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * Ends an open alert by a person's word; false where it is not open.
     *
     * @param at the floor's time
     */
    public static Uni<Boolean> resolve(
            SqlClient tx, long alertId, String by, @Nullable String note, Instant now, Instant at) {
        return tx.preparedQuery(RESOLVE)
                .execute(Tuple.of(alertId, AlertStore.utc(now), by, AlertStore.utc(at), note))
                .map(rows -> rows.iterator().next().getLong(0) == 1);
    }

    /** @param assignee null: nobody. False where there is no such alert */
    public static Uni<Boolean> assign(SqlClient tx, long alertId, String by, @Nullable String assignee, Instant now) {
        return tx.preparedQuery("""
                        with done as (update alert set assignee = $4::text where alert_id = $1 returning alert_id), step as (
                            insert into alert_step (alert_id, at, action, actor, note)
                            select alert_id, $2::timestamptz, 'assigned', $3::text, $4::text from done
                        )
                        select count(*) from done
                        """)
                .execute(Tuple.of(alertId, AlertStore.utc(now), by, assignee))
                .map(rows -> rows.iterator().next().getLong(0) == 1);
    }

    /** False where there is no such alert. */
    public static Uni<Boolean> note(SqlClient tx, long alertId, String by, String note, Instant now) {
        return tx.preparedQuery("""
                        insert into alert_step (alert_id, at, action, actor, note)
                        select alert_id, $2::timestamptz, 'noted', $3::text, $4::text from alert where alert_id = $1
                        """)
                .execute(Tuple.of(alertId, AlertStore.utc(now), by, note))
                .map(rows -> rows.rowCount() == 1);
    }

    /** How alerts of a period went, by kind and name. Instants are the floor's time. */
    public static Uni<List<AlertQuality>> quality(SqlClient client, Instant from, Instant until) {
        return client.preparedQuery(QUALITY)
                .execute(Tuple.of(AlertStore.utc(from), AlertStore.utc(until)))
                .map(rows -> DeliveryStore.list(
                        rows,
                        row -> new AlertQuality(
                                AlertRows.kind(row.getString("kind")),
                                row.getString("name"),
                                row.getLong("raised"),
                                row.getLong("acknowledged"),
                                row.getDouble("acknowledge_seconds"),
                                row.getLong("by_themselves"),
                                row.getLong("taken_back"),
                                row.getLong("open"),
                                row.getLong("reopened"))));
    }

    /** Calls the next ones for alerts whose step is due; at most 500 at once, each once, on any number of instances. */
    public static Uni<Integer> escalate(SqlClient tx, Instant now) {
        return tx.preparedQuery(ESCALATE).execute(Tuple.of(AlertStore.utc(now))).map(rows -> rows.rowCount());
    }

    /** See the statement; by id, from above one. */
    public static Uni<List<Alert>> unanswered(SqlClient tx, Instant firedBefore, long above, int limit) {
        return tx.preparedQuery(UNANSWERED)
                .execute(Tuple.of(AlertStore.utc(firedBefore), above, limit))
                .map(rows -> DeliveryStore.list(rows, AlertRows::alert));
    }

    /** Writes a reminder of each alert that still fires and of which nothing waits to be decided. */
    public static Uni<Void> remind(SqlClient tx, List<Long> alertIds, Instant now) {
        if (alertIds.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery(LOCK_FIRING)
                .execute(Tuple.of((Object) alertIds.toArray(Long[]::new)))
                .map(rows -> DeliveryStore.list(rows, row -> row.getLong(0)))
                .chain(locked ->
                        tx.preparedQuery(REMIND).execute(Tuple.of(locked.toArray(Long[]::new), AlertStore.utc(now))))
                .replaceWithVoid();
    }

    /** The alerts that a message names. */
    public static Uni<List<Alert>> ofMessage(SqlClient client, long messageId) {
        return client.preparedQuery("select distinct on (a.alert_id) " + AlertRows.COLUMNS + """
                         from delivery d join notice n using (notice_id) join alert a using (alert_id)
                        where d.message_id = $1 order by a.alert_id limit 2000
                        """)
                .execute(Tuple.of(messageId))
                .map(rows -> DeliveryStore.list(rows, AlertRows::alert));
    }

    /** Name of the channel that a message went to, and its language; empty where the message is no longer kept. */
    public static Uni<Optional<Addressee>> addressee(SqlClient client, long messageId) {
        return client.preparedQuery("select c.name, c.language from message m join alert_channel c using (channel_id)"
                        + " where m.message_id = $1")
                .execute(Tuple.of(messageId))
                .map(rows -> DeliveryStore.list(rows, row -> new Addressee(row.getString(0), row.getString(1))).stream()
                        .findFirst());
    }

    /** Whom a message went to. */
    public record Addressee(String channel, String language) {}
}
