package io.qingting.rule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qingting.alert.app.Alerts;
import io.qingting.event.app.EventLog;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.TestClock;
import io.qingting.history.app.FactLag;
import io.qingting.report.app.Reports;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.Over;
import io.qingting.rule.domain.RuleBuilder;
import io.qingting.rule.domain.RuleMetric;
import io.qingting.rule.domain.ShippedRules;
import io.qingting.rule.store.RuleStore;
import io.qingting.site.app.SiteConfiguration;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ratings of days, judged in the night after. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class PeriodWatchIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Inject
    Pool pool;

    @Inject
    Alerts alerts;

    @Inject
    Rules rules;

    @Inject
    Reports reports;

    @Inject
    FactLag facts;

    @Inject
    EventLog log;

    @Inject
    SiteConfiguration site;

    @Inject
    RuleSettings settings;

    private final String queue = "queue-" + NewEvents.newId();
    private final TestClock clock = new TestClock(0);
    private int source;
    private int contacts;

    @BeforeEach
    void satisfactionBelow45OnTwoDaysInARow() {
        source = get(log.sourceId("/connectors/" + NewEvents.newId()));
        get(rules.all());
        get(pool.query("delete from alert_rule").execute());
        FigureRule rule = RuleBuilder.on("days", RuleMetric.CSAT)
                .threshold(4.5)
                .over(new Over.Past(PeriodUnit.DAY, 2))
                .sample(3)
                .queues(queue)
                .build();
        get(RuleStore.save(pool, rule, Instant.EPOCH, "test"));
    }

    @AfterEach
    void theShippedRulesAgain() {
        get(pool.query("delete from alert_rule; delete from alert_rule_shipped").execute());
        get(RuleStore.ship(pool, ShippedRules.of(4.5), Instant.EPOCH));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }

    private void rated(String day, int... scores) {
        FloorScript script = new FloorScript(source, queue, ZONE, LocalDate.parse(day));
        for (int score : scores) {
            String contact = "c" + contacts++;
            script.entered("10:00", contact)
                    .accepted("10:01", contact, "amy")
                    .closed("10:05", contact, "amy", 240)
                    .rated("10:10", contact, score);
        }
        get(log.append(script.events()));
        await().atMost(LIMIT).until(() -> get(facts.now()).events() == 0);
    }

    private int judge(String localTime) {
        clock.set(LocalDateTime.parse(localTime).atZone(ZONE).toInstant().toEpochMilli());
        return get(new PeriodWatch(pool, alerts, rules, reports, facts, site, clock, settings).judge());
    }

    private List<String> alerts() {
        List<String> found = new ArrayList<>();
        get(pool.preparedQuery("""
                        select state || ' ' || round(value::numeric, 2) || ' N=' || sample || ' since '
                            || to_char(since at time zone 'UTC', 'MM-DD HH24:MI')
                        from alert where queue_id = $1 order by alert_id
                        """).execute(Tuple.of(queue))).forEach(row -> found.add(row.getString(0)));
        return found;
    }

    @Test
    void twoBadDaysAreAnAlertOnceTheSecondHasBeenOverForAWhile() {
        rated("2026-02-10", 4, 4, 3);
        rated("2026-02-11", 5, 4, 4);

        assertThat(judge("2026-02-12T00:14:59")).isZero();
        assertThat(judge("2026-02-12T00:15:00")).isEqualTo(1);
        assertThat(alerts()).containsExactly("firing 4.33 N=3 since 02-09 16:00");
        assertThat(judge("2026-02-12T00:16:00")).isZero();

        // What comes late changes the figures, not the alert.
        rated("2026-02-11", 5, 5, 5, 5, 5, 5);
        assertThat(judge("2026-02-12T12:00:00")).isZero();
        assertThat(alerts()).containsExactly("firing 4.33 N=3 since 02-09 16:00");

        rated("2026-02-12", 5, 5, 4);
        assertThat(judge("2026-02-13T01:00:00")).isEqualTo(1);
        assertThat(alerts()).containsExactly("resolved 4.33 N=3 since 02-09 16:00");
    }

    @Test
    void daysThatWereOverBeforeTheRuleWasFirstSeenAlertNobody() {
        rated("2026-02-10", 1, 1, 1);
        rated("2026-02-11", 1, 1, 1);
        assertThat(judge("2026-02-12T01:00:00")).isZero();
        assertThat(alerts()).isEmpty();

        rated("2026-02-12", 1, 1, 1);
        assertThat(judge("2026-02-13T01:00:00")).isEqualTo(1);
    }

    @Test
    void oneBadDayOrTooFewRatingsAreNone() {
        rated("2026-02-10", 5, 5, 5);
        rated("2026-02-11", 1, 1, 1);
        rated("2026-02-12", 1, 1);

        assertThat(judge("2026-02-12T01:00:00")).isZero();
        assertThat(judge("2026-02-13T01:00:00")).isZero();
        assertThat(alerts()).isEmpty();
    }
}
