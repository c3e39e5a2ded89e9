package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.AlertFilter;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.domain.EscalationStep;
import io.qingting.alert.domain.Severity;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.store.AlertQueries;
import io.qingting.alert.store.RouteStore;
import io.qingting.fixture.RobotStub.Fault;
import io.qingting.fixture.RobotStub.Robot;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Alerts that nobody acknowledges. */
@QuarkusTest
class RemindersIT extends DeliveryFloor {
    @Test
    void whatNobodyAcknowledgesIsEscalatedStepByStepAndRepeated() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        run(pool.query("update alert_route set repeat_seconds = 600").execute());
        inTransaction(tx -> RouteStore.replaceRoster(
                tx,
                List.of(new DutyShift(
                        "Wang", "boss", START, START.plusSeconds(86_400), "13900000000", null, null, null, null))));
        AlertCare care = newCare();
        AlertCare other = newCare();
        Signal signal = new Signal.SourceSilent(
                "source-silent",
                Severity.CRITICAL,
                queue,
                START,
                false,
                false,
                List.of(
                        new EscalationStep(Duration.ofMinutes(5), "boss"),
                        new EscalationStep(Duration.ofMinutes(8), "boss")));
        inTransaction(tx -> alerts.raise(tx, List.of(signal), time.now()));
        settle();
        for (int minute = 1; minute <= 20; minute++) {
            time.pass(Duration.ofMinutes(1));
            run(care.care());
            run(other.care());
            settle();
        }

        assertThat(robot.texts()).hasSize(4);
        assertThat(robot.texts().get(1)).contains("升级", "@13900000000");
        assertThat(robot.texts().get(2)).contains("升级");
        assertThat(robot.texts().get(3)).contains("仍无人确认").doesNotContain("@139");

        inTransaction(tx -> AlertQueries.list(
                        tx, new AlertFilter(List.of("firing"), null, null, null, null, null, null), Long.MAX_VALUE, 1)
                .chain(found -> AlertQueries.acknowledge(
                        tx, List.of(found.getFirst().alertId()), "admin:first", null, time.now()))
                .replaceWithVoid());
        time.pass(Duration.ofHours(1));
        run(care.care());
        settle();
        assertThat(robot.texts()).as("somebody sees to it").hasSize(4);
    }

    @Test
    void onlyRoutesThatRepeatRemindAndEachByItsOwnInterval() {
        Robot once = channel(ChannelKind.DINGTALK, null);
        Robot often = channel(ChannelKind.WECOM, null);
        run(pool.query(
                        "update alert_route set repeat_seconds = 600 where route_id = (select max(route_id) from alert_route)")
                .execute());
        Robot seldom = channel(ChannelKind.DINGTALK, null);
        run(pool.query(
                        "update alert_route set repeat_seconds = 1800 where route_id = (select max(route_id) from alert_route)")
                .execute());
        AlertCare care = newCare();
        raise(1);
        settle();
        for (int minute = 1; minute <= 60; minute++) {
            time.pass(Duration.ofMinutes(1));
            run(care.care());
            settle();
        }

        assertThat(once.texts()).hasSize(1);
        assertThat(often.texts()).hasSize(7);
        assertThat(seldom.texts()).hasSize(3);
    }

    @Test
    void noneIsPassedOverHoweverManyFireThatNobodyIsRemindedOf() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        raise(queue + "-quiet", 600);
        settleAll();
        List<Long> asked = raise(1);
        settleAll();
        run(pool.preparedQuery("update alert_route set repeat_seconds = 600, queues = $1")
                .execute(Tuple.of((Object) new String[] {queue})));

        time.pass(Duration.ofMinutes(11));
        run(newCare().care());
        settleAll();

        assertThat(robot.texts()).filteredOn(text -> text.contains("仍无人确认")).hasSize(1);
        assertThat(robot.texts().getLast()).contains("#" + asked.getFirst());
    }

    @Test
    void aChannelThatIsDownKeepsNobodyElseFromBeingReminded() {
        Robot well = channel(ChannelKind.DINGTALK, null);
        channel(ChannelKind.WECOM, null);
        run(pool.query("update alert_route set repeat_seconds = 600").execute());
        run(pool.query("update alert_channel set fault = 'mend me' where channel_id = " + newestChannel())
                .execute());
        raise(1);
        settle();

        time.pass(Duration.ofMinutes(11));
        run(newCare().care());
        settle();

        assertThat(well.texts()).hasSize(2);
        assertThat(well.texts().getLast()).contains("仍无人确认");
    }

    @Test
    void whatABackupTakesInAChannelsPlaceIsRepeatedByTheRoutesInterval() {
        Robot backup = channel(ChannelKind.DINGTALK, null);
        long backupId = newestChannel();
        channel(ChannelKind.WECOM, null, backupId);
        run(pool.query("delete from alert_route").execute());
        route(List.of(newestChannel()));
        run(pool.query("update alert_route set repeat_seconds = 600").execute());
        run(pool.query("update alert_channel set fault = 'mend me' where channel_id = " + newestChannel())
                .execute());
        raise(1);
        settle();

        careFor(Duration.ofMinutes(32));

        assertThat(backup.texts()).hasSize(4);
        assertThat(reminders()).isEqualTo(3);
    }

    @Test
    void aDisabledChannelWithoutBackupIsNotReminded() {
        channel(ChannelKind.DINGTALK, null);
        run(pool.query("update alert_route set repeat_seconds = 600").execute());
        raise(1);
        settle();
        run(pool.query("update alert_channel set enabled = false").execute());

        careFor(Duration.ofMinutes(15));

        assertThat(reminders()).isZero();
    }

    @Test
    void remindersThatAreGivenUpAreRepeatedByTheRoutesInterval() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        run(pool.query("update alert_route set repeat_seconds = 600").execute());
        raise(1);
        settle();
        robot.then(Fault.REFUSED, Fault.REFUSED);

        careFor(Duration.ofMinutes(25));

        assertThat(reminders()).isEqualTo(2);
        assertThat(robot.texts()).hasSize(1);
    }

    private void careFor(Duration length) {
        AlertCare care = newCare();
        for (int i = 0; i < length.toSeconds() / 20; i++) {
            time.pass(Duration.ofSeconds(20));
            run(care.care());
            settle();
        }
    }

    private long reminders() {
        return get(pool.query("select count(*) from notice n join alert a using (alert_id)"
                        + " where n.kind = 'reminder' and a.state = 'firing'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    /** Until all that waits has gone, whatever the robots' limits. */
    private void settleAll() {
        for (int i = 0; i < 100; i++) {
            settle();
            if (pending() == 0) return;
            time.pass(Duration.ofSeconds(5));
        }
        throw new AssertionError("it never ends");
    }
}
