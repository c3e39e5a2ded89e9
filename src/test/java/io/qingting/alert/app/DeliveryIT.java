package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DutyShift;
import io.qingting.alert.store.RouteStore;
import io.qingting.fixture.RobotStub.Robot;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people read in their group, also in a storm. */
@QuarkusTest
class DeliveryIT extends DeliveryFloor {
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
    void aProgramIsToldOfAllThatWaitsInOneMessage() {
        Robot hook = channel(ChannelKind.WEBHOOK, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz");

        raise(2);
        raise(queue + "-b", 1);
        raise(queue + "-c", 1);
        settle();

        assertThat(hook.received()).hasSize(1);
        assertThat(hook.received().getFirst().body().at("/data/alerts")).hasSize(4);
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
}
