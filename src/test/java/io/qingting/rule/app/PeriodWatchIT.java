package io.qingting.rule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qingting.alert.app.Alerts;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.EventType;
import io.qingting.fixture.FloorScript;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.Settings;
import io.qingting.fixture.TestClock;
import io.qingting.history.app.FactLag;
import io.qingting.report.app.Reports;
import io.qingting.report.app.ReportsWithin;
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
import io.vertx.mutiny.sqlclient.SqlConnection;
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

    private FigureRule categories() {
        FigureRule rule = RuleBuilder.on("category-" + NewEvents.newId(), RuleMetric.COMPLAINT_CATEGORY_SHARE)
                .threshold(0.3)
                .over(new Over.Past(PeriodUnit.WEEK, 1))
                .sample(5)
                .queues(queue)
                .build();
        get(RuleStore.save(pool, rule, Instant.EPOCH, "test"));
        return rule;
    }

    private void complained(String day, String... categories) {
        FloorScript script = new FloorScript(source, queue, ZONE, LocalDate.parse(day));
        for (String category : categories) {
            String about = category.isEmpty() ? "" : ",\"category\":\"" + category + "\"";
            String contact = "c" + contacts++;
            script.entered("10:00", contact)
                    .event("10:05", EventType.COMPLAINT_OPENED, contact, ",\"complaint\":{\"id\":\"k1\"" + about + "}");
        }
        get(log.append(script.events()));
        await().atMost(LIMIT).until(() -> get(facts.now()).events() == 0);
    }

    private List<String> alertsOf(FigureRule rule) {
        List<String> found = new ArrayList<>();
        get(pool.preparedQuery("""
                        select category || ' ' || state || ' ' || round(value::numeric, 2) || ' N=' || sample || ' ' || period
                        from alert where cause like 'figure:' || $1 || ':%' order by alert_id
                        """).execute(Tuple.of(rule.ruleId()))).forEach(row -> found.add(row.getString(0)));
        return found;
    }

    @Test
    void oneCategoryOfComplaintsAboveThirtyPercentOfAWeekIsAnAlertThatNamesItItsShareAndThePeriod() {
        FigureRule rule = categories();
        // Another queue's complaints are none of the rule's.
        get(log.append(new FloorScript(source, "other", ZONE, LocalDate.parse("2026-02-10"))
                .entered("10:00", "elsewhere")
                .event("10:01", EventType.COMPLAINT_OPENED, "elsewhere", ",\"complaint\":{\"id\":\"k\"}")
                .events()));
        judge("2026-02-10T12:00:00");
        complained("2026-02-10", "delivery", "delivery", "billing");
        complained("2026-02-15", "delivery", "");

        judge("2026-02-16T00:14:59");
        assertThat(alertsOf(rule)).isEmpty();
        judge("2026-02-16T00:15:00");
        assertThat(alertsOf(rule)).containsExactly("delivery firing 0.60 N=5 2026-02-09/2026-02-15");

        complained("2026-02-17", "billing", "billing", "staff", "staff", "goods");
        judge("2026-02-23T01:00:00");
        assertThat(alertsOf(rule))
                .containsExactly(
                        "delivery resolved 0.60 N=5 2026-02-09/2026-02-15",
                        "billing firing 0.40 N=5 2026-02-16/2026-02-22",
                        "staff firing 0.40 N=5 2026-02-16/2026-02-22");
    }

    @Test
    void tooFewComplaintsOfAWeekAreNone() {
        FigureRule rule = categories();
        judge("2026-02-10T12:00:00");
        complained("2026-02-10", "delivery", "delivery", "delivery", "delivery");

        judge("2026-02-16T01:00:00");

        assertThat(alertsOf(rule)).isEmpty();
    }

    @Test
    void aRuleThatFailsHoldsUpNoOther() {
        FigureRule rule = categories();
        judge("2026-02-10T12:00:00");
        rated("2026-02-15", 1, 1, 1);
        complained("2026-02-12", "delivery", "delivery", "delivery", "delivery", "delivery");
        clock.set(LocalDateTime.parse("2026-02-16T01:00:00")
                .atZone(ZONE)
                .toInstant()
                .toEpochMilli());
        // The report that the rule on satisfaction asks for is too long.
        Reports narrow = ReportsWithin.rows(0, pool, clock);

        int changed = get(new PeriodWatch(pool, alerts, rules, narrow, facts, site, clock, settings).judge());

        assertThat(changed).isEqualTo(1);
        assertThat(alertsOf(rule)).containsExactly("delivery firing 1.00 N=5 2026-02-09/2026-02-15");
    }

    @Test
    void aDatabaseThatDoesNotAnswerEndsTheLookAtPastPeriodsAndTheNextJudgesThem() {
        rated("2026-02-10", 1, 1, 1);
        rated("2026-02-11", 1, 1, 1);
        judge("2026-02-11T12:00:00");
        RuleSettings hasty = Settings.shipped(RuleSettings.class, "qingting.rules.call-limit", "300ms");
        SqlConnection other = get(pool.getConnection());
        get(other.query("begin; lock table alert_rule in access exclusive mode").execute());
        clock.set(LocalDateTime.parse("2026-02-12T01:00:00")
                .atZone(ZONE)
                .toInstant()
                .toEpochMilli());

        assertThatThrownBy(() -> get(new PeriodWatch(pool, alerts, rules, reports, facts, site, clock, hasty).judge()))
                .hasMessageContaining("no answer within");
        get(other.query("rollback").execute());
        get(other.close());

        assertThat(judge("2026-02-12T01:01:00")).isEqualTo(1);
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
