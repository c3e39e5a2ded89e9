package io.qingting.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.Verdict.Change;
import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final RuleState FIRING = new RuleState.Firing(NOW.minusSeconds(60), null);
    private static final FigureRule RULE =
            RuleBuilder.on("length", RuleMetric.QUEUE_LENGTH).threshold(10).build();

    private static List<Verdict> judge(Map<String, RuleState> states, boolean active, PlaceReading... readings) {
        return Verdict.of(RULE, states, List.of(readings), place -> active, NOW);
    }

    private static PlaceReading told(String place, double value) {
        return new PlaceReading(place, new Told(value, 0));
    }

    @Test
    void eachPlaceHasAStateOfItsOwn() {
        assertThat(judge(Map.of("b", FIRING), true, told("a", 11), told("b", 3), told("c", 3)))
                .extracting(Verdict::place, Verdict::change)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a", Change.FIRED),
                        org.assertj.core.groups.Tuple.tuple("b", Change.RECOVERED));
    }

    @Test
    void whatVanishedOrIsNotWatchedAtThisHourEnds() {
        assertThat(judge(Map.of("a", FIRING), true)).extracting(Verdict::change).containsExactly(Change.GONE);
        assertThat(judge(Map.of("a", FIRING), false, told("a", 11)))
                .extracting(Verdict::change)
                .containsExactly(Change.OUT_OF_HOURS);
        assertThat(judge(Map.of("a", new RuleState.Pending(NOW)), false, told("a", 11)))
                .extracting(Verdict::change, Verdict::after)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Change.NONE, RuleState.QUIET));
        assertThat(judge(Map.of(), false, told("a", 11))).isEmpty();
    }

    @Test
    void hoursOfItsOwnMayGoPastMidnight() {
        ActiveHours nights = new ActiveHours.Windows(
                Set.of(DayOfWeek.MONDAY), List.of(new TimeWindow(LocalTime.of(22, 0), LocalTime.of(6, 0))));
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        BusinessCalendar open = new BusinessCalendar(CalendarSettings.alwaysOpen("always", "always", zone), null);

        assertThat(nights.holds(open, zone, Instant.parse("2026-03-02T14:00:00Z")))
                .isTrue();
        assertThat(nights.holds(open, zone, Instant.parse("2026-03-02T21:59:59Z")))
                .isTrue();
        assertThat(nights.holds(open, zone, Instant.parse("2026-03-02T22:00:00Z")))
                .isFalse();
        assertThat(nights.holds(open, zone, Instant.parse("2026-03-03T14:00:00Z")))
                .isFalse();
        assertThat(new ActiveHours.WhileOpen().holds(open, zone, NOW)).isTrue();
    }
}
