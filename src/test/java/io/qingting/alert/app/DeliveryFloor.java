package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.Cause;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.Route;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Subject;
import io.qingting.alert.store.ChannelStore;
import io.qingting.alert.store.RouteStore;
import io.qingting.fixture.HandClock;
import io.qingting.fixture.NewEvents;
import io.qingting.fixture.PostgresResource;
import io.qingting.fixture.RobotResource;
import io.qingting.fixture.RobotStub;
import io.qingting.fixture.RobotStub.Robot;
import io.qingting.kernel.ContactKey;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * An outbox, channels to robots that behave as their vendors say, and the clock in the test's hand: what tests of delivery
 * share. A class that extends it is one theme.
 */
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = RobotResource.class, scope = TestResourceScope.GLOBAL)
abstract class DeliveryFloor {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    @Inject
    Pool pool;

    @Inject
    Ways ways;

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

    final HandClock time = new HandClock(START);

    @SuppressWarnings("NullAway.Init")
    Alerts alerts;

    @SuppressWarnings("NullAway.Init")
    Delivery delivery;

    @SuppressWarnings("NullAway.Init")
    String queue;

    private int contacts;

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

    /** One instance's delivery. */
    Delivery newDelivery() {
        return new Delivery(time, ways, wording, routing(settings), attempts(settings), outcomes(), settings);
    }

    NoticeRouting routing(AlertSettings by) {
        return new NoticeRouting(pool, time, time, floor, by);
    }

    Attempts attempts(AlertSettings by) {
        return new Attempts(pool, time, time, ways, secrets, composer, links, outcomes(), by);
    }

    Outcomes outcomes() {
        return new Outcomes(pool, time, time, alerts, settings);
    }

    AlertCare newCare() {
        return newCare(secrets);
    }

    AlertCare newCare(ChannelSecrets with) {
        return new AlertCare(pool, time, time, with, outcomes(), floor, settings);
    }

    Signal figure() {
        return new Signal.FigureOff(
                Cause.ofFigure("longest-wait", queue),
                Severity.CRITICAL,
                Subject.ofQueue(queue),
                "最长等待",
                "longestWaitSeconds",
                140,
                120,
                0,
                null,
                null,
                time.now(),
                false,
                false,
                List.of());
    }

    Signal breach(String of, boolean vip) {
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

    List<Long> raise(int many) {
        return raise(queue, many);
    }

    List<Long> raise(String of, int many) {
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

    Robot channel(ChannelKind kind, @Nullable String secret) {
        return channel(kind, secret, null);
    }

    /** A channel and a route to it that takes everything. */
    Robot channel(ChannelKind kind, @Nullable String secret, @Nullable Long backup) {
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
                                stub.address(),
                                null,
                                List.of(),
                                false,
                                kind.perMinute(),
                                backup,
                                true,
                                secrets.seal(
                                        next,
                                        kind == ChannelKind.WEBHOOK
                                                ? new ChannelSecrets.Clear(null, secret, stub.address() + "/" + token)
                                                : new ChannelSecrets.Clear(token, secret, null)),
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

    void route(List<Long> to) {
        inTransaction(tx -> RouteStore.save(
                        tx, new Route(0, "all", Severity.INFO, Set.of(), Set.of(), null, null, to, null, null))
                .replaceWithVoid());
    }

    long newestChannel() {
        return get(pool.query("select max(channel_id) from alert_channel")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    void settle() {
        settle(delivery);
    }

    /** Until nothing can be done at this instant. */
    void settle(Delivery by) {
        for (int i = 0; i < 100; i++) if (get(by.round()) == 0) return;
        throw new AssertionError("it never settles");
    }

    long pending() {
        return get(pool.query("select count(*) from delivery where state in ('pending', 'assigned')")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    static void assertAllNamed(Robot robot, List<Long> ids) {
        String all = String.join("\n", robot.texts()) + "\n";
        assertThat(ids).allSatisfy(id -> assertThat(all).containsPattern("#" + id + "\\D"));
    }

    List<String> texts(String sql) {
        return get(pool.query(sql)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList()));
    }

    void inTransaction(Function<SqlConnection, Uni<Void>> work) {
        run(pool.withTransaction(work));
    }

    static void run(Uni<?> work) {
        work.await().atMost(LIMIT);
    }

    static <T> T get(Uni<T> work) {
        return work.await().atMost(LIMIT);
    }
}
