package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.ChannelKind;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is past its retention goes, however much it is. */
@QuarkusTest
class ForgettingIT extends DeliveryFloor {
    @Test
    void oneRunForgetsMoreThanABatch() {
        channel(ChannelKind.DINGTALK, null);
        messages(4_500, "sent");
        time.pass(settings.messageRetention().plusSeconds(1));
        messages(7, "sent");

        run(newCare().forget());

        assertThat(texts("select state from message")).hasSize(7);
    }

    @Test
    void aDeadLetterEndsAfterNinetyDays() {
        channel(ChannelKind.DINGTALK, null);
        assertThat(settings.deadLetterRetention()).isEqualTo(Duration.ofDays(90));
        messages(2, "dead");
        time.pass(Duration.ofDays(90));
        run(newCare().forget());
        assertThat(texts("select state from message")).hasSize(2);

        time.pass(Duration.ofSeconds(1));
        run(newCare().forget());

        assertThat(texts("select state from message")).isEmpty();
    }

    @Test
    void whoWasToldOfAnOpenAlertIsKnownUntilItIsOver() {
        channel(ChannelKind.DINGTALK, null);
        List<Long> ids = raise(1);
        settle();
        time.pass(settings.messageRetention().plusSeconds(1));

        run(newCare().forget());
        assertThat(texts("select state from message")).containsExactly("sent");

        run(pool.query("update alert set state = 'resolved', ended_at = raised_at where alert_id = " + ids.getFirst())
                .execute());
        run(newCare().forget());
        assertThat(texts("select state from message")).isEmpty();
    }

    private void messages(int many, String state) {
        run(pool.query("""
                insert into message (channel_id, state, title, body, calls, call_all, data, alerts, parts, created_at,
                    first_at, ended_at)
                select %d, '%s', 't', 'b', '[]', false, '[]', 1, 1, '%3$s', '%3$s', '%3$s' from generate_series(1, %4$d)
                """.formatted(newestChannel(), state, time.now(), many)).execute());
    }
}
