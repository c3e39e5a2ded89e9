package io.qingting.sla.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Installations of before, whose shipped promises name the site's calendar. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class ShippedPromisesUpgradeIT {
    private static final String UPGRADE = "/db/migration/V141__shipped_promises_by_queue.sql";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The rules as they were shipped then. */
    private static final String AS_BEFORE = """
            delete from sla_rules where version > 1;
            update sla_rules set content = jsonb_set(content, '{policies}', (
                select jsonb_agg(case when p ->> 'policyId' in ('answer', 'first-response-chat', 'first-response-letters')
                    then p || '{"calendarId": "opening"}' else p end)
                from jsonb_array_elements(content -> 'policies') as p))
            where version = 1
            """;

    /** Somebody made the promise to answer a longer one, in version 2. */
    private static final String ANSWER_CHANGED = """
            insert into sla_rules (effective_from, content, changed_at, changed_by)
            select '2026-01-01T00:00:00Z', jsonb_set(content, '{policies}', (
                select jsonb_agg(case when p ->> 'policyId' = 'answer' then p || '{"warnShare": 0.5}' else p end)
                from jsonb_array_elements(content -> 'policies') as p)), '2026-01-01T00:00:00Z', 'admin:first'
            from sla_rules where version = 1
            """;

    @Inject
    Pool pool;

    @Inject
    SlaBooks books;

    @BeforeEach
    void theShippedRules() {
        get(books.now());
    }

    @Test
    void promisesAsTheyWereShippedGoByTheirQueuesCalendarAndChangedOnesStay() throws IOException {
        List<String> after = upgraded(AS_BEFORE, ANSWER_CHANGED);

        assertThat(after)
                .containsExactly(
                        "versions 3 by system",
                        "answer opening",
                        "complaint-answer office",
                        "complaint-follow-up office",
                        "feedback-answer office",
                        "first-response-chat null",
                        "first-response-letters null",
                        "improvement-measure office",
                        "suggestion-answer office",
                        "audited policy:first-response-chat",
                        "audited policy:first-response-letters",
                        "version 1 of answer opening");
    }

    @Test
    void anInstallationOfNowKeepsItsVersion() throws IOException {
        assertThat(upgraded("delete from sla_rules where version > 1"))
                .startsWith("versions 1 by system", "answer null");
    }

    @Test
    void anInstallationWithoutAnyPromiseStartsToo() throws IOException {
        String none = """
                insert into sla_rules (effective_from, content, changed_at, changed_by)
                select '2026-01-01T00:00:00Z', jsonb_set(content, '{policies}', '[]'), '2026-01-01T00:00:00Z', 'admin:first'
                from sla_rules where version = 1
                """;
        assertThat(upgraded(AS_BEFORE, none))
                .containsExactly("versions 2 by admin:first", "version 1 of answer opening");
    }

    /** What the upgrade makes of it, in a transaction that nobody sees the end of. */
    private List<String> upgraded(String... before) throws IOException {
        String upgrade;
        try (InputStream in = ShippedPromisesUpgradeIT.class.getResourceAsStream(UPGRADE)) {
            upgrade = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        SqlConnection tx = get(pool.getConnection());
        try {
            get(tx.query("begin").execute());
            for (String sql : before) get(tx.query(sql).execute());
            long audited = number(tx, "select coalesce(max(audit_id), 0) from audit_entry");
            get(tx.query(upgrade).execute());
            List<String> found = new ArrayList<>();
            found.add("versions " + number(tx, "select count(*) from sla_rules") + " by "
                    + text(tx, "select changed_by from sla_rules order by version desc limit 1"));
            found.addAll(policies(tx, "select content::text from sla_rules order by version desc limit 1"));
            get(tx.query("select subject from audit_entry where audit_id > " + audited + " order by subject")
                            .execute())
                    .forEach(row -> found.add("audited " + row.getString(0)));
            found.add("version 1 of "
                    + policies(tx, "select content::text from sla_rules where version = 1")
                            .getFirst());
            return found;
        } finally {
            get(tx.query("rollback").execute());
            get(tx.close());
        }
    }

    private static List<String> policies(SqlConnection tx, String sql) {
        return new JsonObject(text(tx, sql))
                .getJsonArray("policies").stream()
                        .map(JsonObject.class::cast)
                        .map(policy -> policy.getString("policyId") + " " + policy.getString("calendarId"))
                        .sorted()
                        .toList();
    }

    private static String text(SqlConnection tx, String sql) {
        return first(tx, sql).getString(0);
    }

    private static long number(SqlConnection tx, String sql) {
        return first(tx, sql).getLong(0);
    }

    private static Row first(SqlConnection tx, String sql) {
        return get(tx.query(sql).execute()).iterator().next();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
