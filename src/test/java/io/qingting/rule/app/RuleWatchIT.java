package io.qingting.rule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qingting.access.app.Audit;
import io.qingting.alert.app.AlertDesk;
import io.qingting.alert.app.Alerts;
import io.qingting.alert.domain.Severity;
import io.qingting.board.app.LiveBoard;
import io.qingting.fixture.Api;
import io.qingting.fixture.Api.TestSource;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.Settings;
import io.qingting.fixture.TestClock;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Secrets;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.rule.domain.ActiveHours;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.Over;
import io.qingting.rule.domain.PlaceReading;
import io.qingting.rule.domain.Reading;
import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.RuleBuilder;
import io.qingting.rule.domain.RuleMetric;
import io.qingting.rule.domain.ShippedRules;
import io.qingting.rule.store.RuleStore;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.app.SlaBooks;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures at a time, judged at a time: states, alerts and firings in a real database. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class RuleWatchIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    @Inject
    Pool pool;

    @Inject
    Alerts alerts;

    @Inject
    AlertDesk desk;

    @Inject
    Rules rules;

    @Inject
    Audit audit;

    @Inject
    BoardReadings board;

    @Inject
    LiveBoard live;

    @Inject
    SlaBooks books;

    @Inject
    SiteConfiguration site;

    @Inject
    BusinessClock clock;

    @Inject
    RuleSettings settings;

    @Inject
    Secrets secrets;

    private final String queue = "queue-" + NewEvents.newId();
    private RuleWatch watch;

    @BeforeEach
    void noRulesYet() {
        get(rules.all());
        get(pool.query("delete from alert_rule; update alert_rule_watch set position = 0")
                .execute());
        watch = newWatch();
    }

    @AfterEach
    void theShippedRulesAgain() {
        get(pool.query("delete from alert_rule; delete from alert_rule_shipped").execute());
        get(RuleStore.ship(pool, ShippedRules.of(4.5), START));
    }

    private RuleWatch newWatch() {
        return new RuleWatch(pool, alerts, rules, board, live, books, site, clock, settings);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }

    private FigureRule rule(RuleBuilder draft) {
        FigureRule rule = draft.build();
        get(RuleStore.save(pool, rule, START, "test"));
        return rule;
    }

    private FigureRule longestWait() {
        return rule(RuleBuilder.on("wait", RuleMetric.LONGEST_WAIT)
                .threshold(120)
                .recoverAt(90)
                .lasting(60)
                .recoverAfter(30)
                .severity(Severity.CRITICAL));
    }

    private int sweep(RuleWatch by, FigureRule rule, int second, Reading reading) {
        return sweep(by, rule, second, 0, List.of(new PlaceReading(queue, reading)));
    }

    private int sweep(RuleWatch by, FigureRule rule, int second, long position, List<PlaceReading> readings) {
        Readings all = new Readings(START.plusSeconds(second), position, Map.of(rule.ruleId(), readings));
        return get(by.sweep(asked -> Uni.createFrom().item(Optional.of(all))));
    }

    private void sweep(FigureRule rule, int second, double value) {
        sweep(watch, rule, second, new Told(value, 0));
    }

    private List<String> alertsOf(String ruleId) {
        return texts("""
                select state || ' since ' || extract(epoch from since - $2)::int || ' at ' || value from alert
                where cause = 'figure:' || $1 || ':' || $3 order by alert_id
                """, Tuple.of(ruleId, utc(START), queue));
    }

    private static Object utc(Instant at) {
        return at.atOffset(java.time.ZoneOffset.UTC);
    }

    private List<String> steps() {
        return texts("""
                select s.action || coalesce(': ' || s.note, '') from alert_step s join alert using (alert_id)
                where queue_id = $1 order by step_id
                """, Tuple.of(queue));
    }

    private List<String> notices() {
        return texts(
                "select n.kind from notice n join alert using (alert_id) where queue_id = $1 order by notice_id",
                Tuple.of(queue));
    }

    private List<String> texts(String sql, Tuple arguments) {
        List<String> found = new ArrayList<>();
        get(pool.preparedQuery(sql).execute(arguments)).forEach(row -> found.add(row.getString(0)));
        return found;
    }

    @Test
    void aDatabaseThatDoesNotAnswerDoesNotEndTheWatch() {
        await().atMost(LIMIT).until(() -> live.liveSince() != null);
        RuleSettings hasty = Settings.shipped(RuleSettings.class, "qingting.rules.call-limit", "300ms");
        RuleWatch impatient = new RuleWatch(pool, alerts, rules, board, live, books, site, clock, hasty);
        SqlConnection other = get(pool.getConnection());
        get(other.query("begin; lock table alert_rule in access exclusive mode").execute());

        // It fails and says so in the log; a run that never ended would keep the next ones from starting.
        get(impatient.run());

        get(other.query("rollback").execute());
        get(other.close());
        FigureRule rule = longestWait();
        sweep(impatient, rule, 0, new Told(121, 0));
        sweep(impatient, rule, 60, new Told(121, 0));
        assertThat(alertsOf("wait")).containsExactly("firing since 0 at 121");
    }

    @Test
    void aWaitThatStaysTooLongIsOneAlertAndEndsWhenItIsShortAgain() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);
        sweep(rule, 59, 180);
        assertThat(alertsOf("wait")).isEmpty();

        sweep(rule, 60, 181);
        sweep(rule, 61, 182);
        assertThat(alertsOf("wait")).containsExactly("firing since 0 at 181");

        sweep(rule, 70, 100);
        sweep(rule, 71, 130);
        sweep(rule, 80, 20);
        sweep(rule, 109, 20);
        assertThat(alertsOf("wait")).containsExactly("firing since 0 at 181");
        sweep(rule, 110, 20);

        assertThat(alertsOf("wait")).containsExactly("resolved since 0 at 181");
        assertThat(steps()).containsExactly("raised", "resolved");
        assertThat(notices()).containsExactly("raised");
    }

    @Test
    void aRestartGoesOnWithWhatIsPending() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);

        RuleWatch restarted = newWatch();
        sweep(restarted, rule, 59, new Told(180, 0));
        assertThat(alertsOf("wait")).isEmpty();
        sweep(restarted, rule, 60, new Told(181, 0));

        assertThat(alertsOf("wait")).containsExactly("firing since 0 at 181");
    }

    @Test
    void ofManyWatchersOverOneDatabaseOneFires() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);
        List<RuleWatch> watches =
                IntStream.range(0, 6).mapToObj(i -> newWatch()).toList();
        for (int second = 58; second < 66; second++) {
            Readings all = new Readings(
                    START.plusSeconds(second),
                    0,
                    Map.of("wait", List.of(new PlaceReading(queue, new Told(121 + second, 0)))));
            List<Uni<Integer>> sweeps = watches.stream()
                    .map(each -> each.sweep(asked -> Uni.createFrom().item(Optional.of(all))))
                    .toList();
            get(Uni.join().all(sweeps).andFailFast());
        }

        assertThat(alertsOf("wait")).containsExactly("firing since 0 at 181");
        assertThat(steps()).containsExactly("raised");
        assertThat(fired("wait")).isEqualTo(1);
    }

    private long fired(String ruleId) {
        return Long.parseLong(texts("select count(*)::text from alert_rule_firing where rule_id = $1", Tuple.of(ruleId))
                .getFirst());
    }

    @Test
    void whileTheBoardCatchesUpNothingBeginsAndNothingEnds() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);
        assertThat(get(watch.sweep(asked -> Uni.createFrom().item(Optional.empty()))))
                .isZero();
        sweep(rule, 60, 181);
        assertThat(get(watch.sweep(asked -> Uni.createFrom().item(Optional.empty()))))
                .isZero();

        assertThat(alertsOf("wait")).containsExactly("firing since 0 at 181");
    }

    @Test
    void aBoardThatShowsLessOfTheLogThanTheStatesStandOnDoesNotJudge() {
        FigureRule rule = longestWait();
        List<PlaceReading> late = List.of(new PlaceReading(queue, new Told(121, 0)));
        sweep(watch, rule, 0, 50, late);
        sweep(watch, rule, 60, 50, late);
        sweep(watch, rule, 70, 60, List.of(new PlaceReading(queue, new Told(0, 0))));
        sweep(watch, rule, 100, 60, List.of(new PlaceReading(queue, new Told(0, 0))));

        sweep(newWatch(), rule, 101, 50, late);
        sweep(newWatch(), rule, 200, 50, late);

        assertThat(alertsOf("wait")).containsExactly("resolved since 0 at 121");
    }

    @Test
    void aQueueThatVanishesTakesItsAlertWithIt() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);
        sweep(rule, 60, 181);

        sweep(watch, rule, 61, 0, List.of());

        assertThat(alertsOf("wait")).containsExactly("resolved since 0 at 181");
        assertThat(steps()).containsExactly("raised", "resolved: there is nothing left that the rule watches there");
    }

    @Test
    void aRuleThatIsSwitchedOffEndsItsAlertsAndSaysWhoDidIt() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);
        sweep(rule, 60, 181);
        get(pool.preparedQuery("update alert set told_at = fired_at where queue_id = $1")
                .execute(Tuple.of(queue)));

        get(rules.save(off(rule), null, "admin:first", values -> Map.of()));
        sweep(rule, 61, 190);
        sweep(rule, 200, 190);

        assertThat(alertsOf("wait")).containsExactly("resolved since 0 at 181");
        assertThat(steps()).containsExactly("raised", "resolved: the rule was switched off");
        assertThat(notices()).containsExactly("raised", "ended");
        assertThat(texts("select closed_by from alert where queue_id = $1", Tuple.of(queue)))
                .containsExactly("admin:first");
    }

    private static FigureRule off(FigureRule rule) {
        return new FigureRule(
                rule.ruleId(),
                rule.name(),
                rule.metric(),
                rule.per(),
                rule.over(),
                rule.threshold(),
                rule.recoverThreshold(),
                rule.lasting(),
                rule.recoverAfter(),
                rule.minimumSample(),
                rule.active(),
                rule.queues(),
                rule.channels(),
                rule.sources(),
                rule.severity(),
                rule.consoleOnly(),
                rule.escalation(),
                false);
    }

    @Test
    void aRuleThatIsTakenAwayEndsItsAlerts() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);
        sweep(rule, 60, 181);

        assertThat(get(rules.delete("wait", null, "admin:first", values -> Map.of())))
                .isTrue();
        assertThat(get(rules.delete("wait", null, "admin:first", values -> Map.of())))
                .isFalse();

        assertThat(steps()).containsExactly("raised", "resolved: the rule was taken away");
    }

    @Test
    void aShareOfTooFewNeverFires() {
        FigureRule rule = rule(
                RuleBuilder.on("level", RuleMetric.SERVICE_LEVEL).threshold(0.8).sample(20));
        for (int n = 0; n < 20; n++) sweep(watch, rule, n, new Told(0, n));
        assertThat(alertsOf("level")).isEmpty();

        sweep(watch, rule, 20, new Told(0.75, 20));
        assertThat(alertsOf("level")).containsExactly("firing since 20 at 0.75");
    }

    @Test
    void whatIsForScreensOnlyMakesNoMessage() {
        FigureRule rule = rule(
                RuleBuilder.on("quietly", RuleMetric.QUEUE_LENGTH).threshold(3).consoleOnly());
        sweep(rule, 0, 4);
        sweep(rule, 1, 0);

        assertThat(alertsOf("quietly")).containsExactly("resolved since 0 at 4");
        assertThat(notices()).isEmpty();
    }

    @Test
    void aSourceThatIsSilentIsAnAlertSinceItsLastWord() {
        FigureRule rule =
                rule(RuleBuilder.on("silent", RuleMetric.SOURCE_SILENT).threshold(120));
        String source = "/connectors/" + queue;
        sweep(watch, rule, 0, 0, List.of(new PlaceReading(source, new Told(120.5, 0))));
        sweep(watch, rule, 1, 0, List.of(new PlaceReading(source, Reading.HELD)));
        assertThat(texts(
                        "select kind || ' ' || state || ' ' || extract(epoch from $2 - since)::text from alert"
                                + " where source = $1",
                        Tuple.of(source, utc(START))))
                .containsExactly("sourceSilent firing 120.500000");

        sweep(watch, rule, 2, 0, List.of(new PlaceReading(source, new Told(1, 0))));
        assertThat(texts("select state from alert where source = $1", Tuple.of(source)))
                .containsExactly("resolved");
    }

    @Test
    void ofTwoRulesOnOneSourceEachEndsItsOwnAlertOnly() {
        FigureRule soon = rule(RuleBuilder.on("soon", RuleMetric.SOURCE_SILENT).threshold(120));
        FigureRule later = rule(
                RuleBuilder.on("long", RuleMetric.SOURCE_SILENT).threshold(600).severity(Severity.CRITICAL));
        String source = "/connectors/" + queue;
        PlaceReading silent = new PlaceReading(source, new Told(700, 0));
        sweepBoth(soon, later, 0, silent);
        assertThat(statesOf(source)).containsExactly("long firing", "soon firing");

        get(rules.delete("soon", null, "admin:first", values -> Map.of()));
        assertThat(statesOf(source)).containsExactly("long firing", "soon resolved");

        sweepBoth(soon, later, 1, new PlaceReading(source, new Told(1, 0)));
        assertThat(statesOf(source)).containsExactly("long resolved", "soon resolved");
    }

    private void sweepBoth(FigureRule one, FigureRule other, int second, PlaceReading reading) {
        Readings all = new Readings(
                START.plusSeconds(second), 0, Map.of(one.ruleId(), List.of(reading), other.ruleId(), List.of(reading)));
        get(watch.sweep(asked -> Uni.createFrom().item(Optional.of(all))));
    }

    private List<String> statesOf(String source) {
        return texts(
                "select split_part(cause, ':', 2) || ' ' || state from alert where source = $1 order by 1",
                Tuple.of(source));
    }

    @Test
    void anAlertThatIsResolvedByHandComesBackWhileTheFigureStaysBad() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);
        sweep(rule, 60, 181);
        resolveByHand();

        sweep(rule, 70, 191);
        sweep(rule, 129, 250);
        assertThat(alertsOf("wait")).containsExactly("resolved since 0 at 181");
        sweep(rule, 130, 251);
        sweep(rule, 131, 252);

        assertThat(alertsOf("wait")).containsExactly("resolved since 0 at 181", "firing since 0 at 251");
        assertThat(steps())
                .containsExactly(
                        "raised",
                        "resolved",
                        "stillBad: the figure is still bad: the rule fires again unless it recovers within 60 s",
                        "raised: an earlier alert was resolved by hand, and the figure stayed bad");
        assertThat(fired("wait")).isEqualTo(2);
    }

    private void resolveByHand() {
        long alertId = Long.parseLong(
                texts("select alert_id::text from alert where queue_id = $1 and state = 'firing'", Tuple.of(queue))
                        .getFirst());
        assertThat(get(desk.resolve(alertId, "admin:first", null))).isEqualTo(AlertDesk.Outcome.DONE);
    }

    @Test
    void anAlertThatIsResolvedByHandStaysAwayWhereTheFigureRecovers() {
        FigureRule rule = longestWait();
        sweep(rule, 0, 121);
        sweep(rule, 60, 181);
        sweep(rule, 70, 80);
        resolveByHand();
        sweep(rule, 71, 80);
        sweep(rule, 200, 80);
        assertThat(steps()).containsExactly("raised", "resolved");

        sweep(rule, 300, 121);
        sweep(rule, 359, 180);
        assertThat(alertsOf("wait")).containsExactly("resolved since 0 at 181");
        sweep(rule, 360, 181);
        assertThat(alertsOf("wait")).containsExactly("resolved since 0 at 181", "firing since 300 at 181");
    }

    @Test
    void aRuleThatFiresAtOnceLeavesAMinuteOfPeaceAfterItsAlertWasResolvedByHand() {
        FigureRule rule = rule(RuleBuilder.on("length", RuleMetric.QUEUE_LENGTH).threshold(3));
        sweep(rule, 0, 4);
        resolveByHand();
        for (int second = 1; second <= 60; second++) sweep(rule, second, 5);
        assertThat(alertsOf("length")).hasSize(1);

        RuleWatch restarted = newWatch();
        sweep(restarted, rule, 61, new Told(6, 0));
        assertThat(alertsOf("length")).containsExactly("resolved since 0 at 4", "firing since 0 at 6");
    }

    @Test
    void anAlertOnWholeDaysThatIsResolvedByHandIsAnotherOneAfterTheNextBadDay() {
        FigureRule days = rule(RuleBuilder.on("days", RuleMetric.CSAT)
                .threshold(4.5)
                .over(new Over.Past(PeriodUnit.DAY, 2))
                .queues(queue));
        get(pool.preparedQuery(
                        "insert into alert_rule_state (rule_id, place, state, since) values ('days', $1, 'firing', $2)")
                .execute(Tuple.of(queue, utc(START))));

        sweep(watch, days, 0, 0, List.of());

        assertThat(texts("select state from alert_rule_state where place = $1", Tuple.of(queue)))
                .as("the next two bad days fire it")
                .isEmpty();
    }

    @Test
    void firingsAreCountedByWeekAlsoWhenTheirAlertsAreOver() {
        TestClock week = new TestClock(START.toEpochMilli());
        Rules counted = new Rules(pool, week, site, alerts, audit);
        FigureRule rule = rule(RuleBuilder.on("length", RuleMetric.QUEUE_LENGTH).threshold(3));
        int aWeek = 7 * 86_400;
        for (int times = 0; times < 3; times++) {
            sweep(rule, times * 100, 4);
            sweep(rule, times * 100 + 50, 0);
        }
        sweep(rule, aWeek, 4);
        sweep(rule, aWeek + 1, 0);
        sweep(rule, 3 * aWeek + 10, 4);
        week.set(START.toEpochMilli() + (3 * aWeek + 20) * 1_000L);

        Rules.Standing standing = get(counted.all()).getFirst();

        assertThat(standing.open()).isEqualTo(1);
        assertThat(standing.fired()).extracting(Rules.Week::count).containsExactly(3L, 1L, 0L, 1L);
        assertThat(standing.fired().getFirst().from()).isEqualTo(Instant.parse("2026-03-01T16:00:00Z"));
    }

    // The live board as it is read.

    private int look() {
        return get(newWatch().sweep(board::of));
    }

    private void boardShowsAll() {
        long head = get(pool.query("select position from event_log_head").execute())
                .iterator()
                .next()
                .getLong(0);
        await().atMost(LIMIT).until(() -> live.liveSince() != null && live.position() >= head);
    }

    private Map<String, Object> presence(TestSource source, String agent, String state) {
        return source.event(
                NewEvents.newId(),
                "agent.presence.changed",
                clock.now(),
                Map.of("agentId", agent, "presence", Map.of("state", state)));
    }

    private Map<String, Object> member(TestSource source, String agent) {
        return source.event(
                NewEvents.newId(),
                "agent.membership.changed",
                clock.now(),
                Map.of("agentId", agent, "membership", Map.of("queueId", queue, "change", "added")));
    }

    @Test
    void nobodyAvailableIsNeverSaidOfAQueueWhoseAgentsArePartlyUnknown() {
        rule(RuleBuilder.on("nobody", RuleMetric.AVAILABLE_AGENTS)
                .threshold(1)
                .queues(queue)
                .active(new ActiveHours.WhileOpen()));
        TestSource source = Api.newSource(secrets, false);
        String known = "a-" + NewEvents.newId();
        String unknown = "b-" + NewEvents.newId();

        source.post(List.of(source.event(
                        NewEvents.newId(),
                        "contact.offered",
                        clock.now(),
                        Map.of("contactId", "c1", "channel", "voice", "queueId", queue))))
                .statusCode(200);
        boardShowsAll();
        look();
        assertThat(alertsCount("nobody")).as("nobody belongs to the queue").isZero();

        source.post(List.of(member(source, unknown), member(source, known), presence(source, known, "busy")))
                .statusCode(200);
        boardShowsAll();
        look();
        assertThat(alertsCount("nobody")).as("one may be available").isZero();

        source.post(List.of(presence(source, unknown, "offline"))).statusCode(200);
        boardShowsAll();
        look();
        assertThat(alertsCount("nobody")).as("both are known not to be").isEqualTo(1);

        source.post(List.of(presence(source, unknown, "available"))).statusCode(200);
        boardShowsAll();
        look();
        assertThat(texts("select state from alert where queue_id = $1", Tuple.of(queue)))
                .containsExactly("resolved");
    }

    private long alertsCount(String ruleId) {
        return texts("select cause from alert where cause = 'figure:' || $1 || ':' || $2", Tuple.of(ruleId, queue))
                .size();
    }

    @Test
    void theWaitOnTheBoardAndTheWrapUpOfAnAgentAreJudged() {
        rule(RuleBuilder.on("wait", RuleMetric.LONGEST_WAIT).threshold(60).queues(queue));
        rule(RuleBuilder.on("wrap", RuleMetric.WRAP_UP)
                .threshold(300)
                .queues(queue)
                .consoleOnly());
        TestSource source = Api.newSource(secrets, false);
        String agent = "a-" + NewEvents.newId();
        Instant before = clock.now().minusSeconds(400);
        Map<String, Object> wrapUp = source.event(
                NewEvents.newId(),
                "agent.presence.changed",
                before,
                Map.of("agentId", agent, "presence", Map.of("state", "wrapup")));
        source.post(List.of(
                        source.event(
                                NewEvents.newId(),
                                "contact.enqueued",
                                clock.now().minusSeconds(90),
                                Map.of("contactId", "c1", "channel", "voice", "queueId", queue)),
                        member(source, agent),
                        wrapUp))
                .statusCode(200);
        boardShowsAll();

        look();

        assertThat(alertsCount("wait")).isEqualTo(1);
        assertThat(texts(
                        "select kind || ' ' || agent_id || ' ' || console_only from alert where cause = 'figure:wrap:' || $1",
                        Tuple.of(agent)))
                .containsExactly("figureOff " + agent + " true");
        assertThat(texts(
                        "select n.kind from notice n join alert using (alert_id) where agent_id = $1", Tuple.of(agent)))
                .isEmpty();
    }

    @Test
    void aSourceIsHeardByItsHeartbeatAndForgottenWithItsKey() {
        TestSource source = Api.newSource(secrets, false);
        rule(RuleBuilder.on("silent", RuleMetric.SOURCE_SILENT).threshold(5).sources(source.source()));
        beat(source);
        await().atMost(LIMIT).until(() -> {
            look();
            return silences(source).equals(List.of("firing"));
        });

        beat(source);
        look();
        assertThat(silences(source)).containsExactly("resolved");

        await().atMost(LIMIT).until(() -> {
            look();
            return silences(source).equals(List.of("resolved", "firing"));
        });
        get(pool.preparedQuery("update source_key set revoked_at = now() where '/connectors/' || name = $1")
                .execute(Tuple.of(source.source())));
        look();
        assertThat(silences(source)).containsExactly("resolved", "resolved");
    }

    private void beat(TestSource source) {
        source.post(List.of(source.event(NewEvents.newId(), "connector.heartbeat", clock.now(), Map.of())))
                .statusCode(200);
        boardShowsAll();
    }

    private List<String> silences(TestSource source) {
        return texts("select state from alert where source = $1 order by alert_id", Tuple.of(source.source()));
    }
}
