package io.qingting.alert.store;

import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.NoticeKind;
import io.qingting.alert.domain.Signal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements by which alerts begin and end. Each does its work for any number of alerts at once, with their history and
 * their outbox. Every method takes the transaction's connection.
 */
public final class AlertStore {
    private static final String SIGNALS = """
            with signal as (
                select * from jsonb_to_recordset($1::jsonb) as s (
                    cause text, kind text, severity smallint, reopens boolean, queue_id text, source_id int,
                    contact_id text, agent_id text, source text, vip boolean, complaint boolean, name text, metric text,
                    value double precision, threshold double precision, sample bigint, since timestamptz,
                    due timestamptz, late_seconds double precision, console_only boolean, escalation jsonb,
                    first_step_seconds double precision, note text, category text, period text)
            )
            """;

    /** The latest alert of a promise, where it is closed, fires again. */
    private static final String REOPEN = SIGNALS + """
            , latest as (
                select distinct on (a.cause) a.alert_id, a.cause
                from alert a join signal s on s.cause = a.cause and s.reopens order by a.cause, a.alert_id desc
            ), opened as (
                update alert a set
                    state = 'firing', kind = s.kind, severity = s.severity, since = s.since, due = s.due,
                    late_seconds = s.late_seconds, escalation = s.escalation, ended_at = null, closed_by = null,
                    acknowledged_at = null, acknowledged_by = null, reopened = reopened + 1, fired_at = $2::timestamptz, next_step = 0,
                    next_step_at = $2::timestamptz + make_interval(secs => s.first_step_seconds)
                from latest l join signal s on s.cause = l.cause
                where a.alert_id = l.alert_id and a.state in ('resolved', 'takenBack')
                returning a.alert_id, a.console_only
            ), step as (
                insert into alert_step (alert_id, at, action, actor)
                select alert_id, $2::timestamptz, 'reopened', 'system' from opened
            ), untold as (
                update notice n set state = 'dropped' from opened o
                where n.alert_id = o.alert_id and n.state in ('new', 'held') and n.kind in ('recovered', 'ended', 'corrected')
            )
            insert into notice (alert_id, kind, at, state)
            select alert_id, 'reopened', $2::timestamptz, 'new' from opened where not console_only order by alert_id
            """;

    /** New alerts, and open ones that grow worse; what is open already and no worse is left alone. */
    private static final String RAISE = SIGNALS + """
            , put as (
                insert into alert as a (
                    cause, kind, severity, state, queue_id, source_id, contact_id, agent_id, source, vip, complaint, name,
                    metric, value, threshold, sample, category, period, since, due, late_seconds, console_only, escalation, raised_at,
                    fired_at, next_step_at)
                select cause, kind, severity, 'firing', queue_id, source_id, contact_id, agent_id, source, vip, complaint,
                    name, metric, value, threshold, sample, category, period, since, due, late_seconds, console_only, escalation, $3::timestamptz, $2::timestamptz,
                    $2::timestamptz + make_interval(secs => first_step_seconds)
                from signal order by cause collate "C"
                on conflict (cause) where state in ('firing', 'acknowledged') do update set
                    kind = excluded.kind, severity = greatest(a.severity, excluded.severity), state = 'firing',
                    value = excluded.value, threshold = excluded.threshold, sample = excluded.sample, period = excluded.period,
                    since = excluded.since, due = excluded.due, late_seconds = excluded.late_seconds,
                    escalation = excluded.escalation, fired_at = excluded.fired_at, next_step = 0,
                    next_step_at = excluded.next_step_at, acknowledged_at = null, acknowledged_by = null
                where excluded.severity > a.severity
                    or (excluded.kind = 'targetBreached' and a.kind = 'targetWarned')
                returning alert_id, cause, console_only, case when xmax = 0 then 'raised' else 'worsened' end as action
            ), step as (
                insert into alert_step (alert_id, at, action, actor, note)
                select p.alert_id, $2::timestamptz, p.action, 'system', s.note from put p join signal s on s.cause = p.cause
            )
            insert into notice (alert_id, kind, at, state)
            select alert_id, action, $2::timestamptz, 'new' from put where not console_only order by alert_id
            """;

    /** The newest alert of each cause: the open one, where there is one. */
    private static final String LOCK = """
            select a.alert_id from unnest($1::text[]) as c (cause)
            cross join lateral (select max(x.alert_id) as alert_id from alert x where x.cause = c.cause) as newest
            join alert a on a.alert_id = newest.alert_id
            order by a.cause for no key update of a
            """;

    private static final String RESOLVE = """
            with due as (
                select alert_id from alert
                where cause = any ($1::text[]) and state in ('firing', 'acknowledged') order by cause for update
            ), ended as (
                update alert a set state = 'resolved', ended_at = $3::timestamptz, closed_by = $4::text, next_step_at = null
                from due where a.alert_id = due.alert_id returning a.alert_id, a.told_at, a.console_only
            ), step as (
                insert into alert_step (alert_id, at, action, actor, note)
                select alert_id, $2::timestamptz, 'resolved', coalesce($4::text, 'system'), $5::text from ended
            ), released as (
                update notice set state = 'new', held_by = null
                where state = 'held' and held_by in (select 'alert:' || alert_id from ended)
            )
            insert into notice (alert_id, kind, at, state)
            select alert_id, $6::text, $2::timestamptz, 'new' from ended where told_at is not null and not console_only
            order by alert_id
            """;

    private static final String TAKE_BACK = """
            with latest as (
                select distinct on (cause) alert_id from alert where cause = any ($1::text[]) order by cause, alert_id desc
            ), due as (
                select a.alert_id from alert a join latest l on l.alert_id = a.alert_id
                where a.state <> 'takenBack' order by a.cause for update of a
            ), ended as (
                update alert a set state = 'takenBack', ended_at = $3::timestamptz, next_step_at = null from due
                where a.alert_id = due.alert_id returning a.alert_id, a.told_at, a.console_only
            ), step as (
                insert into alert_step (alert_id, at, action, actor)
                select alert_id, $2::timestamptz, 'takenBack', 'system' from ended
            ), untold as (
                update notice n set state = 'dropped' from ended e
                where n.alert_id = e.alert_id and n.state in ('new', 'held')
            )
            insert into notice (alert_id, kind, at, state)
            select alert_id, 'corrected', $2::timestamptz, 'new' from ended where told_at is not null and not console_only
            order by alert_id
            """;

    private AlertStore() {}

    /**
     * @param signals of differing causes, in the order of the causes
     * @param at the floor's time
     * @param now the machine's time
     */
    public static Uni<Void> raise(SqlClient tx, List<Signal> signals, Instant at, Instant now) {
        if (signals.isEmpty()) return Uni.createFrom().voidItem();
        Object rows = SignalJson.of(signals);
        return lock(tx, signals.stream().map(Signal::cause).toList())
                .chain(() -> tx.preparedQuery(REOPEN).execute(Tuple.of(rows, utc(now))))
                .chain(() -> tx.preparedQuery(RAISE).execute(Tuple.of(rows, utc(now), utc(at))))
                .replaceWithVoid();
    }

    /** Locks the newest alert of each cause, in the order of the causes. */
    public static Uni<Void> lock(SqlClient tx, List<Cause> causes) {
        if (causes.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery(LOCK).execute(Tuple.of((Object) keys(causes))).replaceWithVoid();
    }

    /** Ends open alerts: things are right again. See {@link #raise} for the other arguments. */
    public static Uni<Void> recover(SqlClient tx, List<Cause> causes, Instant at, Instant now) {
        return resolve(tx, causes, null, null, NoticeKind.RECOVERED, at, now);
    }

    /** Ends open alerts that nobody looks at any more. See {@link #raise} for the other arguments. */
    public static Uni<Void> end(SqlClient tx, List<Cause> causes, String by, String reason, Instant at, Instant now) {
        return resolve(tx, causes, by, reason, NoticeKind.ENDED, at, now);
    }

    private static Uni<Void> resolve(
            SqlClient tx,
            List<Cause> causes,
            @Nullable String by,
            @Nullable String reason,
            NoticeKind notice,
            Instant at,
            Instant now) {
        if (causes.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery(RESOLVE)
                .execute(Tuple.of(keys(causes), utc(now), utc(at), by, reason, notice.wireName()))
                .replaceWithVoid();
    }

    /** Takes the latest alert of each cause back, open or not. See {@link #raise} for the arguments. */
    public static Uni<Void> takeBack(SqlClient tx, List<Cause> causes, Instant at, Instant now) {
        if (causes.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery(TAKE_BACK)
                .execute(Tuple.of(keys(causes), utc(now), utc(at)))
                .replaceWithVoid();
    }

    /** Those of the causes whose alert is open. */
    public static Uni<Set<Cause>> open(SqlClient tx, List<Cause> causes) {
        if (causes.isEmpty()) return Uni.createFrom().item(Set.of());
        return tx.preparedQuery(
                        "select cause from alert where cause = any ($1) and state in ('firing', 'acknowledged')")
                .execute(Tuple.of((Object) keys(causes)))
                .map(rows -> Set.copyOf(DeliveryStore.list(rows, row -> new Cause(row.getString(0)))));
    }

    /** Those of the causes whose newest alert people ended, each with when. */
    public static Uni<Map<Cause, Instant>> dismissed(SqlClient tx, List<Cause> causes) {
        if (causes.isEmpty()) return Uni.createFrom().item(Map.of());
        return tx.preparedQuery("""
                        select cause, ended_at from (
                            select distinct on (cause) cause, state, closed_by, ended_at from alert
                            where cause = any ($1::text[]) order by cause, alert_id desc
                        ) as newest
                        where state = 'resolved' and closed_by is not null
                        """).execute(Tuple.of((Object) keys(causes))).map(rows -> {
            Map<Cause, Instant> endedAt = new HashMap<>();
            for (Row row : rows)
                endedAt.put(
                        new Cause(row.getString(0)), row.getOffsetDateTime(1).toInstant());
            return endedAt;
        });
    }

    /** Adds to the history of the newest alert of each cause. */
    public static Uni<Void> remark(SqlClient tx, List<Cause> causes, String action, String note, Instant now) {
        if (causes.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery("""
                        insert into alert_step (alert_id, at, action, actor, note)
                        select max(alert_id), $2::timestamptz, $3::text, 'system', $4::text from alert
                        where cause = any ($1::text[]) group by cause order by cause
                        """)
                .execute(Tuple.of(keys(causes), utc(now), action, note))
                .replaceWithVoid();
    }

    private static String[] keys(List<Cause> causes) {
        return causes.stream().map(Cause::key).toArray(String[]::new);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
