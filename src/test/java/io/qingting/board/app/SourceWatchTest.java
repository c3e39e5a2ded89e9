package io.qingting.board.app;

import static io.qingting.fixture.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.app.SourceNames;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceWatchTest {
    private static final long NOW = Instant.parse("2026-11-17T10:00:00Z").toEpochMilli();
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;

    private final SourceWatch watch = new SourceWatch(Map.of());
    private long now = NOW;
    private Map<Integer, SourceNames.Known> names = Map.of();
    private int sourceId;

    /** An event that comes now and happened so much earlier. */
    private void hear(EventType type, long delayMillis, boolean imported) {
        Event event = event("e", type).of("c").at(now - delayMillis).build();
        sourceId = event.sourceId();
        names = Map.of(event.sourceId(), new SourceNames.Known("/connectors/x", null));
        watch.hear(new LoggedEvent(event, now, imported));
        now += 100;
    }

    private void hear(int times, long delayMillis) {
        for (int i = 0; i < times; i++) hear(EventType.CONTACT_ENQUEUED, delayMillis, false);
    }

    private SourceLine line() {
        return watch.lines(names, now, 120 * SECOND).getFirst();
    }

    @Test
    void eventsThatWereHeldUpForAMinuteMadeTheClockLookAMinuteWrong() {
        hear(80, 66 * SECOND);
        hear(20, 40);

        assertThat(line().skewMs()).isEqualTo(40);
        assertThat(line().state()).isEqualTo("live");
    }

    @Test
    void aClockThatIsAheadShowsThoughTheWayTakesTime() {
        for (int i = 0; i < 101; i++) hear(1, -5 * SECOND + i % 10 * 100);

        assertThat(line().skewMs()).isBetween(-5_000L, -4_800L);
    }

    @Test
    void aSourceThatDeliversLateIsKnownForItAlsoWhereItsClockIsNot() {
        hear(11, 1_200 * SECOND);

        assertThat(watch.delays()).containsExactly(Map.entry(sourceId, Duration.ofMinutes(20)));
        assertThat(line().skewMs()).isNull();
    }

    @Test
    void oneLateEventMakesNoLateSourceAndAFewMakeNoMeasure() {
        hear(10, 200);
        assertThat(watch.delays()).isEmpty();

        hear(1, 540 * SECOND);

        assertThat(watch.delays().values()).containsExactly(Duration.ofMillis(200));
    }

    @Test
    void importedHistorySaysHowFarItHasComeAndNothingOfTheClock() {
        hear(EventType.CONTACT_ENQUEUED, 50 * HOUR, true);
        hear(EventType.CONTACT_ENQUEUED, 49 * HOUR, true);

        assertThat(line().state()).isEqualTo("importing");
        assertThat(line().reachedAt()).isEqualTo(Instant.ofEpochMilli(now - 100 - 49 * HOUR));
        assertThat(line().skewMs()).isNull();
        assertThat(watch.lastSeen()).isEmpty();
        for (int i = 0; i < 200; i++) hear(EventType.CONTACT_ENQUEUED, 49 * HOUR, true);
        assertThat(watch.delays()).isEmpty();
        now += 11 * SECOND;
        assertThat(watch.lines(names, now, 120 * SECOND))
                .as("a source that only ever imported is not watched")
                .isEmpty();
    }

    @Test
    void aWallSaidLiveWhileASourceToldOfThePastSixHours() {
        hear(10, 6 * HOUR);
        assertThat(line().state()).as("some late events are no backlog").isEqualTo("live");
        hear(10, 6 * HOUR);
        hear(EventType.CONNECTOR_HEARTBEAT, 0, false);

        assertThat(line().state()).isEqualTo("catchingUp");
        assertThat(line().reachedAt()).isEqualTo(Instant.ofEpochMilli(now - 200 - 6 * HOUR));

        hear(1, 40);
        assertThat(line().state()).isEqualTo("live");
        assertThat(line().reachedAt()).isNull();
    }

    /** Events a second apart by a clock that is so far behind; older than a day they are taken for history. */
    private void hearBySlowClock(int seconds, long behindMillis) {
        for (int i = 0; i < seconds; i++) {
            hear(EventType.CONTACT_ENQUEUED, behindMillis + i % 7 * 300, behindMillis > 24 * HOUR);
            now += 900;
        }
    }

    @Test
    void aSourceWhoseClockIsMoreThanADaySlowWasNeitherSkewedNorSilent() {
        hearBySlowClock(59, 30 * HOUR);
        assertThat(line().state()).as("it may be an import").isEqualTo("importing");

        hearBySlowClock(10, 30 * HOUR);
        assertThat(line().state()).isEqualTo("live");
        assertThat(line().skewMs()).isEqualTo(30 * HOUR);
        assertThat(line().reachedAt()).isNull();
        assertThat(watch.lastSeen()).containsExactly(Map.entry(sourceId, line().lastSeenAt()));

        now += 121 * SECOND;
        assertThat(line().state()).isEqualTo("silent");
    }

    @Test
    void aClockThatIsHoursSlowIsNoBacklogForEver() {
        hearBySlowClock(30, 6 * HOUR);
        assertThat(line().state()).isEqualTo("catchingUp");
        hearBySlowClock(40, 6 * HOUR);

        assertThat(line().state()).isEqualTo("live");
        assertThat(line().skewMs()).isEqualTo(6 * HOUR);
        hear(EventType.CONTACT_ENQUEUED, 20 * HOUR, false);
        assertThat(line().skewMs()).as("a straggler").isEqualTo(6 * HOUR);
    }

    @Test
    void aHeartbeatWithoutEventsIsEnoughToKnowASlowClock() {
        for (int i = 0; i < 12; i++) {
            hear(EventType.CONNECTOR_HEARTBEAT, 30 * HOUR, true);
            now += 30 * SECOND;
        }

        assertThat(line().skewMs()).isEqualTo(30 * HOUR);
    }

    @Test
    void aClockThatIsSetRightIsForgottenAtOnce() {
        hearBySlowClock(70, 30 * HOUR);
        hear(12, 40);

        assertThat(line().skewMs()).isEqualTo(40);
        assertThat(line().state()).isEqualTo("live");
    }

    @Test
    void whatIsCaughtUpOrImportedComesNearerToNowAndIsNoClock() {
        for (int i = 0; i < 300; i++) {
            hear(EventType.CONTACT_ENQUEUED, 6 * HOUR - i * 500L, false);
            now += 900;
        }
        assertThat(line().state()).isEqualTo("catchingUp");
        assertThat(line().skewMs()).isNull();
    }

    @Test
    void aBacklogIsOverWhenNothingOfItComesAnyMore() {
        hear(20, HOUR);
        now += 11 * SECOND;
        hear(EventType.CONNECTOR_HEARTBEAT, 0, false);

        assertThat(line().state()).isEqualTo("live");
        now += 121 * SECOND;
        assertThat(line().state()).isEqualTo("silent");
    }
}
