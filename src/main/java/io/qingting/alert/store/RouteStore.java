package io.qingting.alert.store;

import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.domain.Route;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Silence;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements on routes, silences, the roster and templates. */
public final class RouteStore {
    private static final String RELEASE = """
            with holders as (
                select distinct held_by from notice where state = 'held'
            ), over as (
                select held_by from holders
                where not exists (select 1 from alert a
                        where a.state in ('firing', 'acknowledged') and held_by = 'alert:' || a.alert_id)
                    and not exists (select 1 from alert_silence s
                        where not s.lifted and s.until_at > $1 and held_by = 'silence:' || s.silence_id)
            )
            update notice n set state = 'new', held_by = null from over
            where n.state = 'held' and n.held_by = over.held_by
            """;

    private RouteStore() {}

    public static Uni<List<Route>> routes(SqlClient client) {
        return client.preparedQuery("select * from alert_route order by route_id")
                .execute()
                .map(rows -> DeliveryStore.list(rows, RouteStore::route));
    }

    /** The routes without the channels by which nobody is told: disabled, and no backup that works. */
    public static Uni<List<Route>> open(SqlClient client) {
        return client.preparedQuery("""
                        select r.route_id, r.name, r.at_least, r.kinds, r.queues, r.from_time, r.to_time, r.duty,
                            r.repeat_seconds, array(
                                select u.channel_id from unnest(r.channels) with ordinality as u (channel_id, place)
                                join alert_channel c using (channel_id)
                                left join alert_channel b on b.channel_id = c.backup_id and b.enabled and b.fault is null
                                where c.enabled or b.channel_id is not null order by u.place
                            ) as channels
                        from alert_route r order by r.route_id
                        """).execute().map(rows -> DeliveryStore.list(rows, RouteStore::route));
    }

    private static Route route(Row row) {
        Integer repeat = row.getInteger("repeat_seconds");
        return new Route(
                row.getLong("route_id"),
                row.getString("name"),
                Severity.values()[row.getShort("at_least")],
                Arrays.stream(row.getArrayOfStrings("kinds"))
                        .map(AlertRows::kind)
                        .collect(Collectors.toSet()),
                Set.of(row.getArrayOfStrings("queues")),
                row.getLocalTime("from_time"),
                row.getLocalTime("to_time"),
                List.of(row.getArrayOfLongs("channels")),
                row.getString("duty"),
                repeat == null ? null : Duration.ofSeconds(repeat));
    }

    /** Inserts a route (id 0) or replaces one; its id, or 0 where there is none of that id. */
    public static Uni<Long> save(SqlClient tx, Route route) {
        Tuple values = Tuple.tuple()
                .addString(route.name())
                .addShort((short) route.atLeast().ordinal())
                .addArrayOfString(
                        route.kinds().stream().map(AlertKind::wireName).toArray(String[]::new))
                .addArrayOfString(route.queues().toArray(String[]::new))
                .addLocalTime(route.from())
                .addLocalTime(route.to())
                .addArrayOfLong(route.channels().toArray(Long[]::new))
                .addString(route.duty())
                .addInteger(
                        route.repeatAfter() == null
                                ? null
                                : (int) route.repeatAfter().toSeconds());
        String statement = route.routeId() == 0 ? """
                insert into alert_route (name, at_least, kinds, queues, from_time, to_time, channels, duty, repeat_seconds)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning route_id
                """ : """
                update alert_route set name = $1, at_least = $2, kinds = $3, queues = $4, from_time = $5, to_time = $6,
                    channels = $7, duty = $8, repeat_seconds = $9
                where route_id = $10 returning route_id
                """;
        if (route.routeId() != 0) values.addLong(route.routeId());
        return tx.preparedQuery(statement)
                .execute(values)
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    public static Uni<Boolean> deleteRoute(SqlClient tx, long routeId) {
        return tx.preparedQuery("delete from alert_route where route_id = $1")
                .execute(Tuple.of(routeId))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Silences that are not over. */
    public static Uni<List<Silence>> silences(SqlClient client, Instant now) {
        return client.preparedQuery(
                        "select * from alert_silence where until_at > $1 and not lifted order by silence_id")
                .execute(Tuple.of(AlertStore.utc(now)))
                .map(rows -> DeliveryStore.list(rows, RouteStore::silence));
    }

    private static Silence silence(Row row) {
        String kind = row.getString("kind");
        return new Silence(
                row.getLong("silence_id"),
                row.getString("queue_id"),
                kind == null ? null : AlertRows.kind(kind),
                row.getString("name"),
                AlertRows.instant(row, "from_at"),
                AlertRows.instant(row, "until_at"),
                row.getString("reason"),
                row.getString("created_by"));
    }

    public static Uni<Long> insert(SqlClient tx, Silence silence) {
        return tx.preparedQuery("""
                        insert into alert_silence (queue_id, kind, name, from_at, until_at, reason, created_by)
                        values ($1, $2, $3, $4, $5, $6, $7) returning silence_id
                        """)
                .execute(Tuple.tuple()
                        .addString(silence.queueId())
                        .addString(
                                silence.kind() == null ? null : silence.kind().wireName())
                        .addString(silence.name())
                        .addOffsetDateTime(AlertStore.utc(silence.from()))
                        .addOffsetDateTime(AlertStore.utc(silence.until()))
                        .addString(silence.reason())
                        .addString(silence.by()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Ends a silence now; false where there is none that lasts. {@code by}: only one of this maker; null: anybody's. */
    public static Uni<Boolean> endSilence(SqlClient tx, long silenceId, @Nullable String by, Instant now) {
        return tx.preparedQuery("update alert_silence set until_at = $2 where silence_id = $1 and until_at > $2"
                        + " and not lifted and ($3::text is null or created_by = $3)")
                .execute(Tuple.of(silenceId, AlertStore.utc(now), by))
                .map(rows -> rows.rowCount() == 1);
    }

    /**
     * What is held back by a silence that is over, or by an alert that is, is decided again. Who ends an alert lets go what it
     * holds at once; a notice that was being decided at that moment is found here.
     */
    public static Uni<Void> release(SqlClient tx, Instant now) {
        return tx.preparedQuery("update alert_silence set lifted = true where until_at <= $1 and not lifted")
                .execute(Tuple.of(AlertStore.utc(now)))
                .chain(() -> tx.preparedQuery(RELEASE).execute(Tuple.of(AlertStore.utc(now))))
                .replaceWithVoid();
    }

    /** Who is on a duty now. */
    public static Uni<List<DutyShift>> onDuty(SqlClient client, List<String> duties, Instant now) {
        if (duties.isEmpty()) return Uni.createFrom().item(List.of());
        return client.preparedQuery("""
                        select * from duty_shift where duty = any ($1) and from_at <= $2 and until_at > $2
                        order by duty, from_at, person limit 50
                        """)
                .execute(Tuple.of(duties.toArray(String[]::new), AlertStore.utc(now)))
                .map(rows -> DeliveryStore.list(rows, RouteStore::shift));
    }

    /** Shifts that end after an instant and begin before another. */
    public static Uni<List<DutyShift>> roster(SqlClient client, Instant from, Instant until, int limit) {
        return client.preparedQuery("""
                        select * from duty_shift where until_at > $1 and from_at < $2
                        order by from_at, duty, person limit $3
                        """)
                .execute(Tuple.of(AlertStore.utc(from), AlertStore.utc(until), limit))
                .map(rows -> DeliveryStore.list(rows, RouteStore::shift));
    }

    private static DutyShift shift(Row row) {
        return new DutyShift(
                row.getString("person"),
                row.getString("duty"),
                AlertRows.instant(row, "from_at"),
                AlertRows.instant(row, "until_at"),
                row.getString("mobile"),
                row.getString("dingtalk_user_id"),
                row.getString("wecom_user_id"),
                row.getString("feishu_user_id"),
                row.getString("email"));
    }

    /** Replaces the whole roster; what is over is forgotten with it. */
    public static Uni<Void> replaceRoster(SqlClient tx, List<DutyShift> shifts) {
        JsonArray rows = new JsonArray();
        shifts.forEach(shift -> rows.add(new JsonObject()
                .put("person", shift.person())
                .put("duty", shift.duty())
                .put("from_at", shift.from().toString())
                .put("until_at", shift.until().toString())
                .put("mobile", shift.mobile())
                .put("dingtalk_user_id", shift.dingTalkUserId())
                .put("wecom_user_id", shift.weComUserId())
                .put("feishu_user_id", shift.feishuUserId())
                .put("email", shift.email())));
        return tx.query("delete from duty_shift")
                .execute()
                .chain(() -> tx.preparedQuery("""
                                insert into duty_shift select * from jsonb_to_recordset($1::jsonb) as s (
                                    person text, duty text, from_at timestamptz, until_at timestamptz, mobile text,
                                    dingtalk_user_id text, wecom_user_id text, feishu_user_id text, email text)
                                on conflict do nothing
                                """).execute(Tuple.of(rows)))
                .replaceWithVoid();
    }

    /** An administrator's templates of a language, by name. */
    public static Uni<Map<String, String>> templates(SqlClient client, String language) {
        return client.preparedQuery("select name, text from alert_template where language = $1")
                .execute(Tuple.of(language))
                .map(rows -> {
                    Map<String, String> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString(0), row.getString(1)));
                    return found;
                });
    }

    /** @param text null: ours again */
    public static Uni<Void> saveTemplate(SqlClient tx, String language, String name, @Nullable String text) {
        if (text == null) {
            return tx.preparedQuery("delete from alert_template where language = $1 and name = $2")
                    .execute(Tuple.of(language, name))
                    .replaceWithVoid();
        }
        return tx.preparedQuery("insert into alert_template (language, name, text) values ($1, $2, $3)"
                        + " on conflict (language, name) do update set text = excluded.text")
                .execute(Tuple.of(language, name, text))
                .replaceWithVoid();
    }
}
