package io.qingting.board.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.app.SourceNames;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.fixture.EventBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceWatchTest {
    private static final Duration SILENT = Duration.ofMinutes(2);
    private final SourceWatch watch = new SourceWatch(Map.of());
    private int events;

    @Test
    void aSourceThatDeliversLateIsKnownForItAlsoWhereItsClockIsNot() {
        for (int i = 0; i < 11; i++) hear(Duration.ofMinutes(20), false);

        int source = watch.delays().keySet().iterator().next();
        assertThat(watch.delays()).containsExactly(Map.entry(source, Duration.ofMinutes(20)));
        assertThat(lines(source))
                .singleElement()
                .satisfies(line -> assertThat(line.skewMs()).isNull());
    }

    @Test
    void oneLateEventMakesNoLateSourceAndAFewMakeNoMeasure() {
        for (int i = 0; i < 10; i++) hear(Duration.ofMillis(200), false);
        assertThat(watch.delays()).isEmpty();

        hear(Duration.ofMinutes(9), false);

        assertThat(watch.delays().values()).containsExactly(Duration.ofMillis(200));
    }

    @Test
    void importedHistorySaysNothingOfItsSource() {
        for (int i = 0; i < 200; i++) hear(Duration.ofDays(20), true);

        assertThat(watch.delays()).isEmpty();
    }

    private void hear(Duration delay, boolean imported) {
        long at = 1_000L * events++;
        Event event = EventBuilder.event("e" + events, EventType.CONTACT_OFFERED)
                .at(at)
                .of("c" + events)
                .on(Channel.VOICE)
                .build();
        watch.hear(new LoggedEvent(event, at + delay.toMillis(), imported));
    }

    private List<SourceLine> lines(int source) {
        return watch.lines(Map.of(source, new SourceNames.Known("s", null)), 0, SILENT.toMillis());
    }
}
