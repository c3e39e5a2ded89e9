package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.board.domain.Durations;
import io.qingting.board.domain.NowFigures;
import io.qingting.board.domain.PresenceCounts;
import io.qingting.board.domain.SinceCount;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameMapperTest {
    private static final Instant SINCE = Instant.parse("2026-03-02T01:00:00Z");
    private final ObjectMapper mapper = FrameMapper.create();

    private record Line(Ratio serviceLevel, Mean handleSeconds, Durations waitSeconds) {}

    @Test
    void whatHasNoCasesIsLeftOut() {
        JsonNode line = mapper.valueToTree(new Line(Ratio.NONE, Mean.NONE, Durations.NONE));

        assertThat(line).isEmpty();
    }

    @Test
    void hitsAndSumsOfNothingStayWhereThereWereCases() {
        JsonNode line =
                mapper.valueToTree(new Line(new Ratio(0, 24), new Mean(0, 3), new Durations(0, 2, 0.0, 0.0, 0.0)));

        assertThat(line.toString())
                .isEqualTo("{\"serviceLevel\":{\"hits\":0,\"total\":24},\"handleSeconds\":{\"sum\":0,\"count\":3},"
                        + "\"waitSeconds\":{\"sum\":0,\"count\":2,\"p50\":0,\"p90\":0,\"p99\":0}}");
    }

    @Test
    void millisecondsStayExactAndPercentilesLoseTheirNoise() {
        JsonNode spread = mapper.valueToTree(Map.of("v", new Durations(12_584.521, 7, 3.3283113326982936, 20.0, null)));

        assertThat(spread.toString()).isEqualTo("{\"v\":{\"sum\":12584.521,\"count\":7,\"p50\":3.328,\"p90\":20}}");
    }

    @Test
    void theCountsOfAQuietPlaceAreLeftOutAndThoseOfABusyOneAreNot() {
        NowFigures quiet = new NowFigures(
                0,
                null,
                Mean.NONE,
                new SinceCount(0, null),
                new SinceCount(0, null),
                new SinceCount(0, null),
                0,
                0,
                0,
                null);
        NowFigures busy = new NowFigures(
                2,
                SINCE,
                new Mean(3.5, 2),
                new SinceCount(1, SINCE),
                new SinceCount(0, null),
                new SinceCount(0, null),
                0,
                1,
                0,
                new PresenceCounts(1, 0, 0, 2, 0, 0));

        assertThat(mapper.<JsonNode>valueToTree(quiet)).isEmpty();
        JsonNode now = mapper.valueToTree(busy);
        assertThat(now.fieldNames())
                .toIterable()
                .containsExactly(
                        "queueLength",
                        "longestWaitSinceAt",
                        "meanCurrentWaitSeconds",
                        "backlog",
                        "waitingVips",
                        "agents");
        assertThat(now.path("agents").toString()).contains("\"break\":2").doesNotContain("known", "offline");
    }
}
