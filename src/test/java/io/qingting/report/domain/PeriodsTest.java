package io.qingting.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeriodsTest {
    private static final BusinessDays BERLIN = new BusinessDays(ZoneId.of("Europe/Berlin"), 0);
    private static final BusinessDays JERUSALEM = new BusinessDays(ZoneId.of("Asia/Jerusalem"), 0);

    @Test
    void theDayOnWhichClocksGoForwardHas23Hours() {
        List<Period> hours = days(BERLIN, PeriodUnit.HOUR, "2025-03-30", "2025-03-31");

        assertThat(hours).hasSize(23).allMatch(h -> h.endsAt() - h.startsAt() == 3_600_000);
        assertThat(hours.getFirst().label()).isEqualTo("2025-03-29T23:00:00Z");
        assertThat(hours.getLast().label()).isEqualTo("2025-03-30T21:00:00Z");
    }

    @Test
    void theDayOnWhichClocksGoBackHas25HoursAndNoHourTwice() {
        List<Period> hours = days(BERLIN, PeriodUnit.HOUR, "2025-10-26", "2025-10-27");

        assertThat(hours).hasSize(25);
        assertThat(hours.stream().map(Period::label)).doesNotHaveDuplicates();
    }

    @Test
    void halfHoursFollowEachOtherAlsoWhereClocksChange() {
        List<Period> halves = days(BERLIN, PeriodUnit.HALF_HOUR, "2025-03-30", "2025-03-31");

        assertThat(halves).hasSize(46).allMatch(h -> h.endsAt() - h.startsAt() == 1_800_000);
        assertThat(halves.get(1).label()).isEqualTo("2025-03-29T23:30:00Z");
    }

    @Test
    void daysOfJerusalemIn1999FollowItsOwnRules() {
        List<Period> days = days(JERUSALEM, PeriodUnit.DAY, "1999-01-01", "1999-05-01");

        assertThat(days).hasSize(120);
        assertThat(days.stream()
                        .filter(d ->
                                d.endsAt() - d.startsAt() != Duration.ofDays(1).toMillis()))
                .hasSize(1)
                .allMatch(d -> d.endsAt() - d.startsAt() == Duration.ofHours(23).toMillis());
    }

    @Test
    void aBusinessDayThatStartsAtFourHoldsTheNightBefore() {
        BusinessDays late = new BusinessDays(ZoneId.of("Asia/Shanghai"), 4);

        assertThat(late.dayOf(Instant.parse("2026-11-20T19:59:59Z"))).isEqualTo(LocalDate.parse("2026-11-20"));
        assertThat(late.dayOf(Instant.parse("2026-11-20T20:00:00Z"))).isEqualTo(LocalDate.parse("2026-11-21"));
    }

    @Test
    void aStartThatDoesNotExistMovesForward() {
        BusinessDays atTwo = new BusinessDays(ZoneId.of("Europe/Berlin"), 2);

        assertThat(atTwo.start(LocalDate.parse("2025-03-30"))).isEqualTo(Instant.parse("2025-03-30T01:00:00Z"));
    }

    @Test
    void weeksStartOnMondayAndAreCutToTheRange() {
        List<Period> weeks = days(BERLIN, PeriodUnit.WEEK, "2026-11-18", "2026-12-02");

        assertThat(weeks.stream().map(Period::label)).containsExactly("2026-11-16", "2026-11-23", "2026-11-30");
        assertThat(weeks.getFirst().startsAt())
                .isEqualTo(BERLIN.start(LocalDate.parse("2026-11-18")).toEpochMilli());
    }

    @Test
    void monthsAndQuartersStartOnTheirFirstDay() {
        assertThat(days(BERLIN, PeriodUnit.MONTH, "2026-01-15", "2026-03-01").stream()
                        .map(Period::label))
                .containsExactly("2026-01-01", "2026-02-01");
        assertThat(days(BERLIN, PeriodUnit.QUARTER, "2026-03-31", "2026-04-02").stream()
                        .map(Period::label))
                .containsExactly("2026-01-01", "2026-04-01");
    }

    @Test
    void periodsFollowEachOtherWithoutAGap() {
        for (PeriodUnit unit : PeriodUnit.values()) {
            List<Period> periods = days(JERUSALEM, unit, "1999-03-15", "1999-04-20");
            assertThat(IntStream.range(1, periods.size())
                            .allMatch(i -> periods.get(i).startsAt()
                                    == periods.get(i - 1).endsAt()))
                    .as(unit.name())
                    .isTrue();
        }
    }

    private static List<Period> days(BusinessDays days, PeriodUnit unit, String from, String to) {
        return Periods.of(days, unit, days.start(LocalDate.parse(from)), days.start(LocalDate.parse(to)), 3_000);
    }
}
