package io.qingting.rule.store;

import io.qingting.rule.domain.RuleState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements on states and firings of rules. Instants are the floor's time. */
public final class StateStore {
    private static final String PENDING = "pending";
    private static final String FIRING = "firing";
    private static final String RECOVERING = "recovering";
    private static final String DISMISSED = "dismissed";

    private StateStore() {}

    /** States that are not quiet, by rule and place. */
    public static Uni<Map<String, Map<String, RuleState>>> all(SqlClient client) {
        return client.preparedQuery("select rule_id, place, state, since, turned_at from alert_rule_state")
                .execute()
                .map(rows -> {
                    Map<String, Map<String, RuleState>> states = new HashMap<>();
                    for (Row row : rows) {
                        states.computeIfAbsent(row.getString(0), rule -> new HashMap<>())
                                .put(row.getString(1), state(row));
                    }
                    return states;
                });
    }

    private static RuleState state(Row row) {
        Instant since = row.getOffsetDateTime(3).toInstant();
        OffsetDateTime turned = row.getOffsetDateTime(4);
        return switch (row.getString(2)) {
            case PENDING -> new RuleState.Pending(since);
            case FIRING -> new RuleState.Firing(since, turned == null ? null : turned.toInstant());
            case RECOVERING -> new RuleState.Recovering(since, turned == null ? since : turned.toInstant());
            case DISMISSED -> new RuleState.Dismissed(since, turned == null ? since : turned.toInstant());
            default -> throw new IllegalStateException("no state of a rule: " + row.getString(2));
        };
    }

    /** What a place's state is now. */
    public record Change(String ruleId, String place, RuleState after) {}

    public static Uni<Void> write(SqlClient tx, List<Change> changes) {
        if (changes.isEmpty()) return Uni.createFrom().voidItem();
        int n = changes.size();
        String[] rules = new String[n];
        String[] places = new String[n];
        String[] states = new String[n];
        OffsetDateTime[] since = new OffsetDateTime[n];
        OffsetDateTime[] turned = new OffsetDateTime[n];
        for (int i = 0; i < n; i++) {
            rules[i] = changes.get(i).ruleId();
            places[i] = changes.get(i).place();
            switch (changes.get(i).after()) {
                case RuleState.Quiet quiet -> {}
                case RuleState.Pending pending -> {
                    states[i] = PENDING;
                    since[i] = utc(pending.since());
                }
                case RuleState.Firing firing -> {
                    states[i] = FIRING;
                    since[i] = utc(firing.since());
                    turned[i] = maybe(firing.untoldSince());
                }
                case RuleState.Dismissed dismissed -> {
                    states[i] = DISMISSED;
                    since[i] = utc(dismissed.since());
                    turned[i] = utc(dismissed.dismissedAt());
                }
                case RuleState.Recovering recovering -> {
                    states[i] = RECOVERING;
                    since[i] = utc(recovering.since());
                    turned[i] = utc(recovering.goodSince());
                }
            }
        }
        return tx.preparedQuery("""
                        with given as (
                            select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
                                as g (rule_id, place, state, since, turned_at)
                        ), quiet as (
                            delete from alert_rule_state s using given g
                            where s.rule_id = g.rule_id and s.place = g.place and g.state is null
                        )
                        insert into alert_rule_state (rule_id, place, state, since, turned_at)
                        select rule_id, place, state, since, turned_at from given where state is not null
                        on conflict (rule_id, place) do update set
                            state = excluded.state, since = excluded.since, turned_at = excluded.turned_at
                        """)
                .execute(Tuple.of(rules, places, states, since, turned))
                .replaceWithVoid();
    }

    /** Notes that a rule fired, by place. */
    public static Uni<Void> fired(SqlClient tx, String ruleId, List<String> places, Instant at) {
        if (places.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery("""
                        insert into alert_rule_firing (rule_id, place, fired_at)
                        select $1, place, $3 from unnest($2::text[]) as place
                        """)
                .execute(Tuple.of(ruleId, places.toArray(String[]::new), utc(at)))
                .replaceWithVoid();
    }

    /** Quiets a rule; its places that were not. */
    public static Uni<List<String>> quiet(SqlClient tx, String ruleId) {
        return tx.preparedQuery("delete from alert_rule_state where rule_id = $1 returning place")
                .execute(Tuple.of(ruleId))
                .map(rows -> {
                    List<String> places = new ArrayList<>();
                    for (Row row : rows) places.add(row.getString(0));
                    return places;
                });
    }

    /** The log's position that the states stand on. */
    public static Uni<Long> position(SqlClient tx) {
        return tx.preparedQuery("select position from alert_rule_watch")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    public static Uni<Void> stand(SqlClient tx, long position) {
        return tx.preparedQuery("update alert_rule_watch set position = $1 where position < $1")
                .execute(Tuple.of(position))
                .replaceWithVoid();
    }

    /** How many alerts of a rule are open, by rule. */
    public static Uni<Map<String, Long>> open(SqlClient client) {
        return client.preparedQuery("select rule_id, count(*) from alert_rule_state"
                        + " where state in ('firing', 'recovering') group by rule_id")
                .execute()
                .map(rows -> {
                    Map<String, Long> counts = new HashMap<>();
                    for (Row row : rows) counts.put(row.getString(0), row.getLong(1));
                    return counts;
                });
    }

    /**
     * How often rules fired, by rule, in stretches of time that follow each other.
     *
     * @param starts of the stretches, in order; each ends where the next begins, the last never
     * @return by rule: one count a stretch; a rule that never fired is absent
     */
    public static Uni<Map<String, long[]>> firings(SqlClient client, List<Instant> starts) {
        OffsetDateTime[] bounds = starts.stream().map(StateStore::utc).toArray(OffsetDateTime[]::new);
        return client.preparedQuery("""
                        select rule_id, width_bucket(fired_at, $1::timestamptz[]) as stretch, count(*)
                        from alert_rule_firing where fired_at >= ($1::timestamptz[])[1] group by rule_id, stretch
                        """).execute(Tuple.of(bounds)).map(rows -> {
            Map<String, long[]> counts = new HashMap<>();
            for (Row row : rows) {
                counts.computeIfAbsent(row.getString(0), rule -> new long[starts.size()])[row.getInteger(1) - 1] =
                        row.getLong(2);
            }
            return counts;
        });
    }

    public static Uni<Void> forgetFirings(SqlClient client, Instant before) {
        return client.preparedQuery("delete from alert_rule_firing where fired_at < $1")
                .execute(Tuple.of(utc(before)))
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime maybe(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }
}
