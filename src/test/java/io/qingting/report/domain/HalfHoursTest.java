package io.qingting.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.kernel.Ratio;
import io.qingting.report.domain.HalfHours.Pair;
import io.qingting.report.domain.HalfHours.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalfHoursTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aDayHasFortyEightHalfHoursAndLastWeeksStandBesideThem() {
        List<Slot> today = slots(SHANGHAI, LocalDate.of(2026, 3, 9));
        List<Slot> then = slots(SHANGHAI, LocalDate.of(2026, 3, 2));

        List<Pair> pairs = HalfHours.pairs(today, then, SHANGHAI, Instant.parse("2026-03-09T01:10:00Z"));

        assertThat(pairs).hasSize(48).allMatch(p -> p.lastWeek() != null);
        assertThat(pairs.get(3).lastWeek()).isEqualTo(then.get(3));
    }

    @Test
    void aHalfHourThatHasNotBegunHasNoFigures() {
        List<Slot> today = slots(SHANGHAI, LocalDate.of(2026, 3, 9));

        List<Pair> pairs = HalfHours.pairs(today, List.of(), SHANGHAI, Instant.parse("2026-03-09T01:00:00Z"));

        assertThat(pairs.stream().filter(p -> p.today() != null)).hasSize(19);
        assertThat(pairs).allMatch(p -> p.lastWeek() == null);
    }

    @Test
    void whereClocksAreChangedAHalfHourIsComparedWithThatOfTheSameLocalTime() {
        List<Slot> spring = slots(BERLIN, LocalDate.of(2026, 3, 29));
        List<Slot> before = slots(BERLIN, LocalDate.of(2026, 3, 22));

        List<Pair> pairs = HalfHours.pairs(spring, before, BERLIN, Instant.parse("2026-04-01T00:00:00Z"));

        assertThat(pairs).hasSize(46);
        // 09:00 in Berlin is the 18th half hour of the week before, and the 16th of the day without 02:00.
        assertThat(pairs.get(16).at()).isEqualTo(Instant.parse("2026-03-29T07:00:00Z"));
        assertThat(pairs.get(16).lastWeek()).isEqualTo(before.get(18));
    }

    private static List<Slot> slots(ZoneId zone, LocalDate day) {
        BusinessDays days = new BusinessDays(zone, 0);
        return HalfHours.begins(days.start(day), days.start(day.plusDays(1))).stream()
                .map(at -> new Slot(at, 1, new Ratio(1, 1), Ratio.NONE))
                .toList();
    }
}
