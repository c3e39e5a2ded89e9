package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.Signal;
import io.qingting.alert.domain.Silence;
import io.qingting.alert.store.RouteStore;
import io.qingting.fixture.RobotStub.Robot;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held back, and what is told of alerts that are over. */
@QuarkusTest
class HeldNoticesIT extends DeliveryFloor {
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
        run(newCare().care());
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
        run(routing(settings).route());
        inTransaction(tx -> alerts.takeBack(tx, List.of(signal.cause()), time.now()));
        settle();

        assertThat(robot.texts()).isEmpty();
        assertThat(texts("select state from delivery")).containsOnly("dropped");
    }

    @Test
    void aNoticeHeldByAnAlertThatEndedJustThenIsLetGo() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        Signal trouble = figure();
        inTransaction(tx -> alerts.raise(tx, List.of(trouble), time.now()));
        settle();
        inTransaction(tx -> alerts.recover(tx, List.of(trouble.cause()), time.now()));
        settle();
        List<Long> held = raise(1);
        // As whoever read the troubles before that alert ended writes it down after.
        run(pool.query("update notice set state = 'held', held_by = 'alert:' || (select max(alert_id) from alert"
                        + " where kind = 'figureOff') where state = 'new'")
                .execute());

        run(newCare().care());
        settle();

        assertAllNamed(robot, held);
    }

    @Test
    void whatAnOpenAlertHoldsStaysHeld() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        inTransaction(tx -> alerts.raise(tx, List.of(figure()), time.now()));
        raise(1);
        settle();

        run(newCare().care());
        settle();

        assertThat(robot.texts()).hasSize(1);
        assertThat(texts("select state from notice where state = 'held'")).hasSize(1);
    }

    @Test
    void thatItIsOverHearThoseWhoWereToldAndNobodyElse() {
        Robot told = channel(ChannelKind.DINGTALK, null);
        Signal recovering = breach(queue, false);
        Signal mistaken = breach(queue, false);
        inTransaction(tx -> alerts.raise(tx, List.of(recovering, mistaken), time.now()));
        settle();
        run(pool.query("delete from alert_route").execute());
        Robot later = channel(ChannelKind.WECOM, null);

        inTransaction(tx -> alerts.recover(tx, List.of(recovering.cause()), time.now()));
        inTransaction(tx -> alerts.takeBack(tx, List.of(mistaken.cause()), time.now()));
        settle();

        assertThat(told.texts()).hasSize(3);
        assertThat(told.texts()).anyMatch(text -> text.contains("已恢复")).anyMatch(text -> text.contains("更正"));
        assertThat(later.texts()).isEmpty();
    }
}
