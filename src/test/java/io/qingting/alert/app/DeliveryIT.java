package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.channel.AlertChannel;
import io.qingting.alert.domain.AlertFilter;
import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Route;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Silence;
import io.qingting.alert.domain.Subject;
import io.qingting.alert.store.AlertQueries;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.RouteStore;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.RobotResource;
import io.qingting.fixture.RobotStub;
import io.qingting.fixture.RobotStub.Fault;
import io.qingting.fixture.RobotStub.Robot;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.MachineClock;
import io.quarkus.arc.All;
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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the outbox to robots that behave as their vendors say, with the clock in the test's hand. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = RobotResource.class, scope = TestResourceScope.GLOBAL)
class DeliveryIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    @Inject
    Pool pool;

    @Inject
    @All
    List<AlertChannel> channels;

    @Inject
    ChannelSecrets secrets;

    @Inject
    Composer composer;

    @Inject
    Wording wording;

    @Inject
    AckLinks links;

    @Inject
    Floor floor;

    @Inject
    AlertSettings settings;

    @SuppressWarnings("NullAway.Init")
    RobotStub stub;

    private final Time time = new Time();
    private Alerts alerts;
    private Delivery delivery;
    private String queue;
    private int contacts;

    /** A clock that the test moves. */
    private static final class Time implements MachineClock, BusinessClock {
        private volatile Instant now = START;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nowMillis() {
            return now.toEpochMilli();
        }

        @Override
        public long nanoTime() {
            return now.toEpochMilli() * 1_000_000;
        }

        @Override
        public double rate() {
            return 0;
        }

        @Override
        public boolean isReplay() {
            return false;
        }

        void pass(Duration length) {
            now = now.plus(length);
        }
    }

    @BeforeEach
    void anEmptyOutbox() {
        queue = "q-" + NewEvents.newId();
        alerts = new Alerts(time);
        delivery = newDelivery();
        stub.clock(time::now);
        run(pool.query("""
                update notice set state = 'dropped' where state in ('new', 'held');
                delete from delivery;
                delete from message;
                update alert set state = 'resolved', ended_at = raised_at where state in ('firing', 'acknowledged');
                delete from alert_route
                """).execute());
    }

    @AfterEach
    void nothingIsLeftForOthers() {
        run(pool.query("delete from alert_route; delete from alert_channel; delete from alert_silence;"
                        + " delete from duty_shift")
                .execute());
    }

    private Delivery newDelivery() {
        return new Delivery(pool, time, time, alerts, channels, secrets, composer, wording, links, floor, settings);
    }

    @Test
    void aBreachIsToldWithQueueAndInstantAndALink() {
        Robot robot = channel(ChannelKind.DINGTALK, "SEC-test");
        robot.secret("SEC-test");

        raise(1);
        settle();

        assertThat(robot.texts()).hasSize(1);
        assertThat(robot.texts().getFirst())
                .contains("严重", queue, "接通超时", "09:00:00", "https://desk.example.test/ack/");
        assertThat(robot.received().getFirst().body().path("msgtype").asText()).isEqualTo("markdown");
        assertThat(texts("select state from message")).contains("sent");
    }

    @Test
    void twentyBreachesOfAQueueAreOneMessage() {
        Robot robot = channel(ChannelKind.WECOM, null);

        List<Long> ids = raise(20);
        settle();

        assertThat(robot.texts()).hasSize(1);
        assertThat(robot.texts().getFirst()).contains("20 条");
        assertAllNamed(robot, ids);
    }

    @Test
    void aStormStaysUnderTheLimitAndNamesEachAlert() {
        Robot dingTalk = channel(ChannelKind.DINGTALK, null);
        Robot weCom = channel(ChannelKind.WECOM, null);
        List<Long> ids = new ArrayList<>();
        List<String> queues =
                IntStream.range(0, 10).mapToObj(i -> queue + "-" + i).toList();
        for (int step = 0; step < 40; step++) {
            for (int i = 0; i < (step % 2 == 0 ? 13 : 12); i++) {
                ids.addAll(raise(queues.get((step + i) % 10), 1));
            }
            settle();
            time.pass(Duration.ofMillis(250));
        }
        for (int step = 0; step < 240 && pending() > 0; step++) {
            settle();
            time.pass(Duration.ofMillis(250));
        }

        assertThat(ids).hasSize(500);
        for (Robot robot : List.of(dingTalk, weCom)) {
            assertAllNamed(robot, ids);
            assertThat(robot.refusedForSpeed()).isZero();
            assertThat(mostInAMinute(robot.posts())).isLessThanOrEqualTo(18);
            assertThat(robot.received().getLast().at()).isBefore(START.plusSeconds(60));
        }
    }

    @Test
    void whatWasSentButNotRecordedIsSentAgainAndMarked() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        raise(1);
        run(delivery.route());
        List<Delivery.Attempt> taken = get(delivery.takeAll());
        get(delivery.transmit(taken.getFirst()));

        settle();
        assertThat(robot.texts()).as("while the lease lasts").hasSize(1);
        time.pass(settings.lease().plusSeconds(1));
        settle(newDelivery());

        assertThat(robot.texts()).hasSize(2);
        assertThat(robot.texts().get(0)).doesNotContain("（重发）");
        assertThat(robot.texts().get(1)).contains("（重发）");
        assertThat(texts("select state from delivery")).containsOnly("sent");
    }

    @Test
    void anInstanceThatComesBackLateSpoilsNothing() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        raise(1);
        run(delivery.route());
        Delivery.Attempt old = get(delivery.takeAll()).getFirst();
        time.pass(settings.lease().plusSeconds(1));
        settle(newDelivery());

        run(delivery.record(old, new io.qingting.alert.domain.DeliveryResult.Rejected("late", false)));

        assertThat(robot.texts()).hasSize(1);
        assertThat(texts("select state from message where message_id = "
                        + old.message().messageId()))
                .containsExactly("sent");
    }

    @Test
    void twoInstancesNeverSendTheSame() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        List<Long> ids = raise(5);
        Delivery other = newDelivery();
        for (int i = 0; i < 5; i++) {
            Uni.join()
                    .all(delivery.round(), other.round(), delivery.round(), other.round())
                    .andFailFast()
                    .await()
                    .atMost(LIMIT);
        }

        assertThat(robot.texts()).hasSize(1);
        assertAllNamed(robot, ids);
    }

    @Test
    void aThrottledRobotIsLeftAloneForTenMinutesThenGetsAllInOneDigest() {
        Robot robot = channel(ChannelKind.DINGTALK, null).perMinute(2);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.addAll(raise(queue + i, 1));
            settle();
            time.pass(Duration.ofSeconds(5));
        }
        int posts = robot.posts().size();
        assertThat(robot.refusedForSpeed()).isEqualTo(1);
        assertThat(posts).isEqualTo(3);

        time.pass(Duration.ofMinutes(9));
        settle();
        assertThat(robot.posts()).as("held").hasSize(posts);
        time.pass(Duration.ofMinutes(2));
        settle();

        assertAllNamed(robot, ids);
        assertThat(robot.refusedForSpeed()).isEqualTo(1);
    }

    @Test
    void failuresAreTriedAgainAndOnlyDoubtfulOnesAreMarked() {
        Robot busy = channel(ChannelKind.DINGTALK, null).then(Fault.BUSY);
        Robot broken = channel(ChannelKind.WECOM, null).then(Fault.ERROR_500, Fault.HALF_BODY);
        Robot reset = channel(ChannelKind.FEISHU, null).then(Fault.RESET);
        Robot silent = channel(ChannelKind.DINGTALK, null).then(Fault.HANG);
        Robot flood = channel(ChannelKind.DINGTALK, null).then(Fault.FLOOD);
        raise(1);
        for (int i = 0; i < 20; i++) {
            settle();
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(busy.texts()).hasSize(1).noneMatch(text -> text.contains("（重发）"));
        assertThat(broken.texts()).hasSize(2).allMatch(text -> text.contains("（重发）"));
        assertThat(reset.texts()).hasSize(2);
        assertThat(reset.texts().get(1)).contains("（重发）");
        assertThat(silent.texts()).hasSize(1).allMatch(text -> text.contains("（重发）"));
        assertThat(flood.texts()).hasSize(1).allMatch(text -> text.contains("（重发）"));
        assertThat(texts("select state from delivery")).containsOnly("sent");
    }

    @Test
    void aWrongSecretStopsTheChannelAndAnotherTakesItsPlace() {
        Robot backup = channel(ChannelKind.WECOM, null);
        long backupId = newestChannel();
        Robot wrong = channel(ChannelKind.DINGTALK, "SEC-mistyped", backupId);
        wrong.secret("SEC-right");
        run(pool.query("delete from alert_route").execute());
        route(List.of(newestChannel()));

        raise(1);
        settle();
        raise(1);
        settle();

        assertThat(wrong.posts()).hasSize(1);
        assertThat(wrong.received()).isEmpty();
        assertThat(backup.texts()).filteredOn(text -> text.contains("接通超时")).hasSize(2);
        assertThat(texts("select fault from alert_channel where fault is not null"))
                .containsExactly("the signature does not match: check the secret");
        assertThat(texts("select name from alert where kind = 'channelBroken' and state = 'firing'"))
                .hasSize(1);
    }

    @Test
    void unsuitableTextGoesPlainAndARefusedMessageIsADeadLetter() {
        Robot robot = channel(ChannelKind.DINGTALK, null).then(Fault.UNSUITABLE);
        raise(1);
        settle();
        assertThat(robot.texts()).hasSize(1);
        assertThat(robot.texts().getFirst()).doesNotContain("https://");

        robot.then(Fault.REFUSED);
        raise(1);
        settle();
        assertThat(texts("select state from message order by message_id desc limit 1"))
                .containsExactly("dead");
    }

    @Test
    void aQueueInTroubleHoldsItsContactsBackUntilItIsWell() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        Signal trouble = figure();
        inTransaction(tx -> alerts.raise(tx, List.of(trouble), time.now()));
        List<Long> held = raise(3);
        inTransaction(tx -> alerts.raise(tx, List.of(breach(queue, true)), time.now()));
        settle();
        assertThat(robot.texts()).hasSize(2);
        assertThat(robot.texts()).anyMatch(text -> text.contains("最长等待")).anyMatch(text -> text.contains("VIP"));
        assertThat(texts("select held_by from notice where state = 'held'")).hasSize(3);

        inTransaction(tx -> alerts.recover(tx, List.of(trouble.cause()), time.now()));
        settle();

        assertAllNamed(robot, held);
        assertThat(robot.texts()).anyMatch(text -> text.contains("已恢复"));
    }

    @Test
    void aSilenceHoldsBackAndLetsGoAtItsEnd() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        inTransaction(tx -> RouteStore.insert(
                        tx,
                        new Silence(
                                0, queue, null, null, time.now(), time.now().plusSeconds(600), "move", "admin:first"))
                .replaceWithVoid());
        List<Long> ids = raise(2);
        settle();
        assertThat(robot.texts()).isEmpty();

        time.pass(Duration.ofSeconds(601));
        inTransaction(tx -> RouteStore.liftSilences(tx, time.now()));
        settle();

        assertAllNamed(robot, ids);
    }

    @Test
    void whatWasToldIsCorrectedOnceAndWhatWasNotIsNotTold() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        Signal told = breach(queue, false);
        Signal untold = breach(queue, false);
        inTransaction(tx -> alerts.raise(tx, List.of(told), time.now()));
        settle();
        inTransaction(tx -> alerts.raise(tx, List.of(untold), time.now()));
        inTransaction(tx -> alerts.takeBack(tx, List.of(told.cause(), untold.cause()), time.now()));
        settle();

        assertThat(robot.texts()).hasSize(2);
        assertThat(robot.texts().get(1)).contains("更正");
    }

    @Test
    void takenBackWhileItWaitsForItsRobotItIsNotTold() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        Signal signal = breach(queue, false);
        inTransaction(tx -> alerts.raise(tx, List.of(signal), time.now()));
        run(delivery.route());
        inTransaction(tx -> alerts.takeBack(tx, List.of(signal.cause()), time.now()));
        settle();

        assertThat(robot.texts()).isEmpty();
        assertThat(texts("select state from delivery")).containsOnly("dropped");
    }

    @Test
    void thoseOnDutyAreCalledAndWeComCallsThemByASecondMessage() {
        inTransaction(tx -> RouteStore.replaceRoster(
                tx,
                List.of(new DutyShift(
                        "Li", "lead", START, START.plusSeconds(3_600), "13800000000", null, null, null, null))));
        Robot dingTalk = channel(ChannelKind.DINGTALK, null);
        Robot weCom = channel(ChannelKind.WECOM, null);
        run(pool.query("update alert_route set duty = 'lead'").execute());

        raise(1);
        settle();
        settle();

        assertThat(dingTalk.texts().getFirst()).contains("@13800000000").doesNotContain("Li");
        assertThat(dingTalk.received().getFirst().body().at("/at/atMobiles/0").asText())
                .isEqualTo("13800000000");
        assertThat(weCom.received()).hasSize(2);
        assertThat(weCom.received()
                        .get(1)
                        .body()
                        .at("/text/mentioned_mobile_list/0")
                        .asText())
                .isEqualTo("13800000000");
    }

    @Test
    void whatNobodyAcknowledgesIsEscalatedStepByStepAndRepeated() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        run(pool.query("update alert_route set repeat_seconds = 600").execute());
        inTransaction(tx -> RouteStore.replaceRoster(
                tx,
                List.of(new DutyShift(
                        "Wang", "boss", START, START.plusSeconds(86_400), "13900000000", null, null, null, null))));
        AlertCare care = new AlertCare(pool, time, time, secrets, floor, settings);
        Signal signal = new Signal.SourceSilent(
                Severity.CRITICAL,
                queue,
                START,
                List.of(
                        new EscalationStep(Duration.ofMinutes(5), "boss"),
                        new EscalationStep(Duration.ofMinutes(8), "boss")));
        inTransaction(tx -> alerts.raise(tx, List.of(signal), time.now()));
        settle();
        for (int minute = 1; minute <= 20; minute++) {
            time.pass(Duration.ofMinutes(1));
            run(care.care());
            run(care.care());
            settle();
        }

        assertThat(robot.texts()).hasSize(4);
        assertThat(robot.texts().get(1)).contains("升级", "@13900000000");
        assertThat(robot.texts().get(2)).contains("升级");
        assertThat(robot.texts().get(3)).contains("仍无人确认").doesNotContain("@139");

        inTransaction(tx -> AlertQueries.list(
                        tx, new AlertFilter(List.of("firing"), null, null, null, null, null), Long.MAX_VALUE, 1)
                .chain(found -> AlertQueries.acknowledge(
                        tx, List.of(found.getFirst().alertId()), "admin:first", null, time.now()))
                .replaceWithVoid());
        time.pass(Duration.ofHours(1));
        run(care.care());
        settle();
        assertThat(robot.texts()).as("somebody sees to it").hasSize(4);
    }

    private Signal figure() {
        return new Signal.FigureOff(
                Cause.ofFigure("longest-wait", queue),
                Severity.CRITICAL,
                Subject.ofQueue(queue),
                "最长等待",
                "longestWaitSeconds",
                140,
                120,
                0,
                time.now(),
                false,
                List.of());
    }

    private Signal breach(String of, boolean vip) {
        ContactKey contact = new ContactKey(9, of + "-" + contacts++);
        return new Signal.TargetBreached(
                Cause.ofTarget(contact, "answer", 0, 0),
                Severity.CRITICAL,
                Subject.ofContact(contact, of, vip, false),
                "answer",
                time.now(),
                Duration.ZERO,
                List.of());
    }

    private List<Long> raise(int many) {
        return raise(queue, many);
    }

    private List<Long> raise(String of, int many) {
        List<Signal> signals =
                IntStream.range(0, many).mapToObj(i -> breach(of, false)).toList();
        inTransaction(tx -> alerts.raise(tx, signals, time.now()));
        String[] causes = signals.stream().map(s -> s.cause().key()).toArray(String[]::new);
        return get(pool.preparedQuery("select alert_id from alert where cause = any ($1)")
                .execute(Tuple.of((Object) causes))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getLong(0))
                        .toList()));
    }

    private Robot channel(ChannelKind kind, @Nullable String secret) {
        return channel(kind, secret, null);
    }

    /** A channel and a route to it that takes everything. */
    private Robot channel(ChannelKind kind, @Nullable String secret, @Nullable Long backup) {
        String token = "token-" + NewEvents.newId();
        long id = get(pool.withTransaction(tx -> ChannelStore.nextId(tx)
                .call(next -> ChannelStore.save(
                        tx,
                        new ChannelRow(
                                next,
                                "channel " + token,
                                kind,
                                "zh",
                                kind != ChannelKind.FEISHU,
                                stub.host(),
                                null,
                                List.of(),
                                false,
                                kind.perMinute(),
                                backup,
                                true,
                                secrets.seal(next, new ChannelSecrets.Clear(token, secret, null)),
                                null,
                                null,
                                null,
                                0,
                                List.of(),
                                null,
                                null),
                        START))));
        if (backup == null) route(List.of(id));
        return stub.robot(token);
    }

    private void route(List<Long> to) {
        inTransaction(tx -> RouteStore.save(
                        tx, new Route(0, "all", Severity.INFO, Set.of(), Set.of(), null, null, to, null, null))
                .replaceWithVoid());
    }

    private long newestChannel() {
        return get(pool.query("select max(channel_id) from alert_channel")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private void settle() {
        settle(delivery);
    }

    /** Until nothing can be done at this instant. */
    private void settle(Delivery by) {
        for (int i = 0; i < 100; i++) if (get(by.round()) == 0) return;
        throw new AssertionError("it never settles");
    }

    private long pending() {
        return get(pool.query("select count(*) from delivery where state in ('pending', 'assigned')")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private static void assertAllNamed(Robot robot, List<Long> ids) {
        String all = String.join("\n", robot.texts()) + "\n";
        assertThat(ids).allSatisfy(id -> assertThat(all).containsPattern("#" + id + "\\D"));
    }

    private static int mostInAMinute(List<Instant> posts) {
        int most = 0;
        for (Instant from : posts) {
            long within = posts.stream()
                    .filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(60)))
                    .count();
            most = Math.max(most, (int) within);
        }
        return most;
    }

    private List<String> texts(String sql) {
        return get(pool.query(sql)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList()));
    }

    private void inTransaction(Function<SqlConnection, Uni<Void>> work) {
        run(pool.withTransaction(work));
    }

    private static void run(Uni<?> work) {
        work.await().atMost(LIMIT);
    }

    private static <T> T get(Uni<T> work) {
        return work.await().atMost(LIMIT);
    }
}
