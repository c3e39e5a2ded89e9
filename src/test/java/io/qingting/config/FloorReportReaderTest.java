package io.qingting.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.FloorFigures;
import io.qingting.event.domain.LogPosition;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Metric;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FloorReportReaderTest {
    @Test
    void theFiguresOfTheReportAreThoseOfTheDigest() {
        assertThat(FloorReportReader.figures(Map.of(
                        Metric.OFFERED, new Figure.Count(320),
                        Metric.ANSWERED, new Figure.Count(300),
                        Metric.SERVICE_LEVEL, new Figure.Share(new Ratio(256, 300)),
                        Metric.ABANDONMENT_RATE, new Figure.Share(new Ratio(13, 320)),
                        Metric.CSAT, new Figure.Average(new Mean(268, 58)))))
                .isEqualTo(new FloorFigures(320, 300, new Ratio(256, 300), new Ratio(13, 320), new Mean(268, 58)));
    }

    @Test
    void figuresAreCompleteOnceTheFactsReachTheEndOfThePeriod() {
        Instant end = Instant.parse("2026-03-02T02:00:00Z");

        assertThat(FloorReportReader.holds(behind(end.minusMillis(1), 1), end)).isFalse();
        assertThat(FloorReportReader.holds(behind(end, 1), end)).isTrue();
        assertThat(FloorReportReader.holds(behind(end.minusSeconds(900), 0), end))
                .as("nothing happened since")
                .isTrue();
    }

    private static FactLag.Lag behind(Instant recordedAt, long events) {
        return new FactLag.Lag(new LogPosition(7, recordedAt.toEpochMilli()), events, 0);
    }

    @Test
    void whatCannotBeToldIsNoData() {
        assertThat(FloorReportReader.figures(
                        Map.of(Metric.OFFERED, new Figure.Count(2), Metric.SERVICE_LEVEL, new Figure.None())))
                .isEqualTo(new FloorFigures(2, 0, Ratio.NONE, Ratio.NONE, Mean.NONE));
    }
}
