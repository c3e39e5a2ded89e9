package io.qingting.rule.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.app.SourceLine;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.PlaceReading;
import io.qingting.rule.domain.Reading;
import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.RuleBuilder;
import io.qingting.rule.domain.RuleMetric;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoardReadingsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final Set<String> EXPECTED = Set.of("/connectors/shop");
    private static final FigureRule SILENT =
            RuleBuilder.on("silent", RuleMetric.SOURCE_SILENT).threshold(120).build();

    private static List<Reading> silence(int silentSeconds, int listenedSeconds) {
        SourceLine line = new SourceLine("/connectors/shop", "live", NOW.minusSeconds(silentSeconds), null, null);
        return BoardReadings.silence(SILENT, List.of(line), EXPECTED, NOW.minusSeconds(listenedSeconds), NOW).stream()
                .map(PlaceReading::reading)
                .toList();
    }

    @Test
    void silenceIsTheTimeSinceTheLastWordWasReceived() {
        assertThat(silence(5, 3_600)).containsExactly(new Told(5, 0));
        assertThat(silence(121, 3_600)).containsExactly(new Told(121, 0));
    }

    @Test
    void afterARestartASourceIsNotSilentBeforeItHadTheChanceToSpeak() {
        assertThat(silence(7_200, 0)).containsExactly(Reading.HELD);
        assertThat(silence(7_200, 120)).containsExactly(Reading.HELD);
        assertThat(silence(7_200, 121)).containsExactly(new Told(7_200, 0));
        assertThat(silence(3, 4)).containsExactly(new Told(3, 0));
    }

    @Test
    void aSourceWhoseKeyIsRevokedIsNotWaitedFor() {
        SourceLine gone = new SourceLine("/connectors/gone", "silent", NOW.minusSeconds(9_000), null, null);

        assertThat(BoardReadings.silence(SILENT, List.of(gone), EXPECTED, Instant.EPOCH, NOW))
                .isEmpty();
    }
}
