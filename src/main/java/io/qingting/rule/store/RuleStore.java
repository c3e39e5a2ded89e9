package io.qingting.rule.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qingting.rule.domain.FigureRule;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on rules. Every method takes the client to run on: the pool, or a transaction's connection. */
public final class RuleStore {
    /** Held by who judges and by who changes rules, so that a rule never changes under a judgement. */
    private static final long LOCK = 7_230_430;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private RuleStore() {}

    /** Waits until nobody judges or changes rules; until the transaction ends nobody else does. */
    public static Uni<Void> lock(SqlClient tx) {
        return tx.preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .replaceWithVoid();
    }

    /** As {@link #lock}, but false at once where somebody does. */
    public static Uni<Boolean> tryLock(SqlClient tx) {
        return tx.preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** All rules, by id. */
    public static Uni<List<FigureRule>> all(SqlClient client) {
        return kept(client).map(all -> all.stream().map(Kept::rule).toList());
    }

    /**
     * @param judgedUntil end of the newest period that was judged; null: none yet
     * @param revision another one after each change, also where the rule was taken away and made again
     * @param changedBy {@code system}: it is as shipped
     */
    public record Kept(
            FigureRule rule, @Nullable Instant judgedUntil, long revision, Instant changedAt, String changedBy) {}

    /** All rules, by id, with how far those on past periods have come. */
    public static Uni<List<Kept>> kept(SqlClient client) {
        return client.preparedQuery("select content::text, judged_until, revision, changed_at, changed_by"
                        + " from alert_rule order by rule_id")
                .execute()
                .map(rows -> {
                    List<Kept> rules = new ArrayList<>();
                    for (Row row : rows) {
                        OffsetDateTime until = row.getOffsetDateTime(1);
                        rules.add(new Kept(
                                read(row.getString(0)),
                                until == null ? null : until.toInstant(),
                                row.getLong(2),
                                row.getOffsetDateTime(3).toInstant(),
                                row.getString(4)));
                    }
                    return rules;
                });
    }

    /** Of a rule that has judged no period yet, only those that end after {@code end} will be judged. */
    public static Uni<Void> beginAfter(SqlClient client, String ruleId, Instant end) {
        return client.preparedQuery(
                        "update alert_rule set judged_until = $2 where rule_id = $1 and judged_until is null")
                .execute(Tuple.of(ruleId, end.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** All periods up to {@code end} are judged. */
    public static Uni<Void> judged(SqlClient tx, String ruleId, Instant end) {
        return tx.preparedQuery("update alert_rule set judged_until = $2 where rule_id = $1")
                .execute(Tuple.of(ruleId, end.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Puts shipped rules in, those that were never put in before; what people made of them since stays. */
    public static Uni<Void> ship(SqlClient client, List<FigureRule> shipped, Instant now) {
        String[] ids = shipped.stream().map(FigureRule::ruleId).toArray(String[]::new);
        String[] contents = shipped.stream().map(RuleStore::write).toArray(String[]::new);
        return client.preparedQuery("""
                        with given as (
                            select * from unnest($1::text[], $2::text[]) as g (rule_id, content)
                        ), fresh as (
                            insert into alert_rule_shipped (rule_id) select rule_id from given order by rule_id
                            on conflict do nothing returning rule_id
                        )
                        insert into alert_rule (rule_id, content, changed_at, changed_by)
                        select rule_id, content::jsonb, $3, 'system' from given join fresh using (rule_id)
                        on conflict do nothing
                        """)
                .execute(Tuple.of(ids, contents, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Makes or replaces a rule. A changed one judges the periods that end from now on, as a new one does. */
    public static Uni<Void> save(SqlClient tx, FigureRule rule, Instant now, String actor) {
        return tx.preparedQuery("""
                        insert into alert_rule (rule_id, content, changed_at, changed_by)
                        values ($1, $2::text::jsonb, $3, $4)
                        on conflict (rule_id) do update set
                            content = excluded.content, changed_at = excluded.changed_at,
                            changed_by = excluded.changed_by, revision = excluded.revision, judged_until = null
                        """)
                .execute(Tuple.of(rule.ruleId(), write(rule), now.atOffset(ZoneOffset.UTC), actor))
                .replaceWithVoid();
    }

    /** With its states and firings. */
    public static Uni<Void> delete(SqlClient tx, String ruleId) {
        return tx.preparedQuery("delete from alert_rule where rule_id = $1")
                .execute(Tuple.of(ruleId))
                .replaceWithVoid();
    }

    private static FigureRule read(String text) {
        try {
            return JSON.readValue(text, AlertRuleJson.class).rule();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored rule cannot be read: " + text, e);
        }
    }

    private static String write(FigureRule rule) {
        try {
            return JSON.writeValueAsString(AlertRuleJson.of(rule));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a rule cannot be written: " + rule.ruleId(), e);
        }
    }
}
