package io.qingting.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.domain.Presence;
import io.qingting.report.domain.AgentDay.PresenceSpan;
import io.qingting.report.domain.AgentDay.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentDayTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");

    @Test
    void aStateThatHeldBeforeTheDayBeginsWithIt() {
        List<PresenceSpan> spans =
                spans(new Turn(Presence.OFFLINE, at("-PT3H")), new Turn(Presence.AVAILABLE, at("PT8H")));

        assertThat(spans)
                .containsExactly(
                        new PresenceSpan(Presence.OFFLINE, MIDNIGHT, at("PT8H")),
                        new PresenceSpan(Presence.AVAILABLE, at("PT8H"), null));
    }

    @Test
    void theSameStateToldTwiceIsOneSpan() {
        List<PresenceSpan> spans = spans(
                new Turn(Presence.BUSY, at("PT8H")),
                new Turn(Presence.BUSY, at("PT9H")),
                new Turn(Presence.BREAK, at("PT10H")));

        assertThat(spans)
                .containsExactly(
                        new PresenceSpan(Presence.BUSY, at("PT8H"), at("PT10H")),
                        new PresenceSpan(Presence.BREAK, at("PT10H"), null));
    }

    @Test
    void whatIsToldOfLaterThanNowIsNotShown() {
        assertThat(spans(new Turn(Presence.BUSY, at("PT13H")))).isEmpty();
    }

    private static Instant at(String sinceMidnight) {
        return MIDNIGHT.plus(Duration.parse(sinceMidnight));
    }

    private static List<PresenceSpan> spans(Turn... turns) {
        return AgentDay.spans(List.of(turns), MIDNIGHT, NOW);
    }
}
