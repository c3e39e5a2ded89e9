package io.qingting.explain.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.LogPosition;
import io.qingting.fixture.Floor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecomputationTest {
    private final List<Event> events = new Floor()
            .call("c1")
            .at("09:00:00")
            .enqueued("sales")
            .at("09:00:20")
            .accepted("amy")
            .at("09:05:00")
            .closed("resolved")
            .events();
    private final List<Span> facts = ContactFold.fold(events).spans().stream()
            .filter(span -> span.kind() == SpanKind.CONTACT)
            .toList();

    @Test
    void aContactWhoseFirstEventIsStillInTheLogCanBeRecomputed() {
        assertThat(Recomputation.lacksBeginning(facts, events)).isFalse();
    }

    @Test
    void aContactWhoseBeginningTheLogHasDroppedCannot() {
        assertThat(Recomputation.lacksBeginning(facts, events.subList(1, 3))).isTrue();
        assertThat(Recomputation.lacksBeginning(facts, null)).isTrue();
    }

    @Test
    void aContactThatTheFactsDoNotKnowLacksNothing() {
        assertThat(Recomputation.lacksBeginning(null, events)).isFalse();
    }

    @Test
    void aMomentSurvivesTheWayToTheScreenAndBack() {
        AsOf moment = new AsOf(new LogPosition(1_234, 5_678), 9_000, 8_000);

        assertThat(AsOf.decode(moment.encode())).contains(moment);
        assertThat(AsOf.decode("yesterday")).isEmpty();
        assertThat(AsOf.decode("")).isEmpty();
    }
}
