package io.qingting.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeatMapTest {
    @Test
    void aCellSaysOfHowManyDaysItIs() {
        int[] days = HeatMap.days(
                ZoneId.of("Asia/Shanghai"),
                Instant.parse("2026-11-22T16:00:00Z"),
                Instant.parse("2026-11-30T02:10:00Z"));

        assertThat(days[HeatMap.place(1, 0)]).isEqualTo(2);
        assertThat(days[HeatMap.place(1, 20)]).isEqualTo(2);
        assertThat(days[HeatMap.place(1, 21)]).isEqualTo(1);
        assertThat(days[HeatMap.place(7, 47)]).isEqualTo(1);
    }

    @Test
    void aNightOnWhichClocksGoForwardHasNoHalfPastTwoAndOneOnWhichTheyGoBackHasTwo() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        int[] spring =
                HeatMap.days(berlin, Instant.parse("2025-03-29T23:00:00Z"), Instant.parse("2025-03-30T22:00:00Z"));
        int[] autumn =
                HeatMap.days(berlin, Instant.parse("2025-10-25T22:00:00Z"), Instant.parse("2025-10-26T23:00:00Z"));

        assertThat(spring[HeatMap.place(7, 5)]).isZero();
        assertThat(autumn[HeatMap.place(7, 5)]).isEqualTo(2);
        assertThat(Arrays.stream(spring).sum()).isEqualTo(46);
        assertThat(Arrays.stream(autumn).sum()).isEqualTo(50);
    }
}
