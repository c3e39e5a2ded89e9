package io.qingting.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.domain.AgentFigures.Contact;
import io.qingting.event.domain.Channel;
import io.qingting.kernel.ContactKey;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.SlaTarget.State;
import io.qingting.sla.domain.StoredTarget;
import io.qingting.sla.domain.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueTest {
    private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");
    private static final Due.Limits LIMITS = new Due.Limits(Duration.ofSeconds(30), Duration.ofSeconds(60));

    @Test
    void aRunningPromiseSaysUntilWhen() {
        assertThat(Due.of(
                        waiting(NINE, true),
                        true,
                        List.of(
                                target(TargetKind.RESOLUTION, 5, new State.Open()),
                                target(TargetKind.NEXT_RESPONSE, 50, new State.Open()),
                                target(TargetKind.FIRST_RESPONSE, 30, new State.Open())),
                        LIMITS))
                .contains(new Due(NINE.plusSeconds(30), NINE.plusSeconds(20), true));
    }

    @Test
    void withoutAPromiseAConversationHasTheLimitOfItsFigureFromWhenTheAgentTookIt() {
        List<StoredTarget> met = List.of(target(TargetKind.FIRST_RESPONSE, 30, new State.Met(NINE.toEpochMilli())));

        assertThat(Due.of(waiting(NINE.minusSeconds(90), false), true, met, LIMITS))
                .contains(new Due(NINE.plusSeconds(60), NINE.plusSeconds(40), false));
        assertThat(Due.of(waiting(NINE.plusSeconds(9), true), true, met, LIMITS))
                .contains(new Due(NINE.plusSeconds(39), NINE.plusSeconds(29), false));
    }

    @Test
    void aLetterWithoutAPromiseAndACustomerWhoDoesNotWaitHaveNone() {
        assertThat(Due.of(waiting(NINE, true), false, List.of(), LIMITS)).isEmpty();
        assertThat(Due.of(waiting(null, false), true, List.of(), LIMITS)).isEmpty();
    }

    private static Contact waiting(@Nullable Instant since, boolean first) {
        return new Contact(1, "c1", "chat", "sales", NINE, since, first);
    }

    private static StoredTarget target(TargetKind kind, int dueSeconds, State state) {
        long due = NINE.plusSeconds(dueSeconds).toEpochMilli();
        SlaTarget target = new SlaTarget(
                new SlaTarget.Key(kind, 0, 0),
                "policy",
                1,
                Channel.CHAT,
                "sales",
                null,
                NINE.toEpochMilli(),
                due - 10_000,
                due,
                false,
                state);
        return new StoredTarget(1, new ContactKey(1, "c1"), target, true, false, false);
    }
}
