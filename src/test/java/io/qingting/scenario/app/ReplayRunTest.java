package io.qingting.scenario.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.app.EventPoster;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventDraft;
import io.qingting.event.domain.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplayRunTest {
    private final List<CanonicalEvent> posted = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** A clock that is pushed by the replay, and at a rate moves on while the replay pauses. */
    private final class FakeTime implements ReplayTime {
        private final double rate;
        private long now;

        FakeTime(double rate) {
            this.rate = rate;
        }

        @Override
        public void advanceTo(long epochMillis) {
            if (epochMillis <= now) return;
            now = epochMillis;
            boolean passed = posted.stream().skip(applied).anyMatch(e -> e.at() < now);
            if (passed) faults.add("the clock passed an event that was not applied, at " + now);
        }

        @Override
        public Instant now() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public double rate() {
            return rate;
        }

        @Override
        public boolean isReplay() {
            return true;
        }
    }

    private int applied;

    @Test
    void atARateEventsAreSentWhenTheirTimeHasComeAndNeverBefore() throws InterruptedException {
        FakeTime clock = new FakeTime(20);
        List<Long> lateness = new ArrayList<>();
        EventSender sender = batch -> {
            batch.forEach(e -> lateness.add(clock.nowMillis() - e.at()));
            posted.addAll(batch);
            return EventPoster.Answer.NONE;
        };

        ReplayRun.Played played = new ReplayRun(
                        clock, sender, posted::size, posted::size, millis -> clock.now += millis * 20)
                .play(events(0, 40, 40, 1_000, 60_000, 3_600_000).iterator(), n -> {});

        assertThat(played).isEqualTo(new ReplayRun.Played(6, 0));
        assertThat(lateness).allMatch(late -> late >= 0 && late <= 1_000);
    }

    @Test
    void jumpingTheClockSkipsTheNightAndEndsAtTheLastEvent() throws InterruptedException {
        FakeTime clock = new FakeTime(0);

        jumping(clock).play(events(0, 1_000, 50_000_000, 50_000_500).iterator(), n -> {});

        assertThat(clock.nowMillis()).isEqualTo(50_000_500);
        assertThat(posted).hasSize(4);
        assertThat(faults).isEmpty();
    }

    @Property(tries = 200)
    void jumpingTheClockNeverPassesAnEventThatIsNotAppliedNorSendsMoreThanFiveMinutesAhead(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 900_000) Integer> gaps)
            throws InterruptedException {
        posted.clear();
        faults.clear();
        applied = 0;
        FakeTime clock = new FakeTime(0);
        long[] instants = new long[gaps.size()];
        long at = 0;
        for (int i = 0; i < instants.length; i++) instants[i] = at += gaps.get(i);

        ReplayRun.Played played = jumping(clock).play(events(instants).iterator(), n -> {});

        assertThat(played.sent()).isEqualTo(gaps.size());
        assertThat(clock.nowMillis()).isEqualTo(at);
        assertThat(faults).isEmpty();
    }

    private ReplayRun jumping(FakeTime clock) {
        EventSender sender = batch -> {
            if (batch.getLast().at() > clock.nowMillis() + 300_000) faults.add("sent too far ahead");
            posted.addAll(batch);
            return EventPoster.Answer.NONE;
        };
        return new ReplayRun(
                clock, sender, posted::size, () -> applied, millis -> applied = Math.min(posted.size(), applied + 3));
    }

    private static List<CanonicalEvent> events(long... instants) {
        List<CanonicalEvent> events = new ArrayList<>();
        for (int i = 0; i < instants.length; i++)
            events.add(new EventDraft("/connectors/x", EventType.CONTACT_OFFERED, "e" + i, instants[i]).build());
        return events;
    }
}
