package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DeliveryResult;
import io.qingting.fixture.RobotStub.Robot;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instances that die, come back late, or work beside each other. */
@QuarkusTest
class DeliveryOnceIT extends DeliveryFloor {
    @Test
    void whatWasSentButNotRecordedIsSentAgainAndMarked() {
        Robot robot = channel(ChannelKind.DINGTALK, null);
        raise(1);
        List<Attempt> taken = get(delivery.look());
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
        Attempt old = get(delivery.look()).getFirst();
        time.pass(settings.lease().plusSeconds(1));
        settle(newDelivery());

        run(outcomes().record(old, new DeliveryResult.Rejected("late", true)));

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

        // Rounds at the same time may share the alerts between them, so there may be more than one message.
        for (long id : ids) {
            assertThat(robot.texts())
                    .filteredOn(text -> text.matches("(?s).*#" + id + "\\b.*"))
                    .as("messages that name alert " + id)
                    .hasSize(1);
        }
    }
}
