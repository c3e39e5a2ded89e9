package io.qingting.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.report.domain.Range.Comparison;
import io.qingting.report.domain.Range.Preset;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RangeTest {
    private static final BusinessDays SHANGHAI = new BusinessDays(ZoneId.of("Asia/Shanghai"), 0);
    private static final BusinessDays BERLIN = new BusinessDays(ZoneId.of("Europe/Berlin"), 0);
    /** Saturday, 10:00 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-28T02:00:00Z");

    @Test
    void aWeekBeginsOnMondayAndTheRunningOneEndsWithToday() {
        assertThat(Preset.THIS_WEEK.at(SHANGHAI, NOW)).isEqualTo(range("2026-11-23", "2026-11-29", PeriodUnit.WEEK));
        assertThat(Preset.LAST_WEEK.at(SHANGHAI, NOW)).isEqualTo(range("2026-11-16", "2026-11-23", PeriodUnit.WEEK));
        assertThat(Preset.YESTERDAY.at(SHANGHAI, NOW)).isEqualTo(range("2026-11-27", "2026-11-28", PeriodUnit.DAY));
        assertThat(Preset.LAST_MONTH.at(SHANGHAI, NOW)).isEqualTo(range("2026-10-01", "2026-11-01", PeriodUnit.MONTH));
        assertThat(Preset.THIS_QUARTER.at(SHANGHAI, NOW))
                .isEqualTo(range("2026-10-01", "2026-11-29", PeriodUnit.QUARTER));
        assertThat(Preset.LAST_QUARTER.at(SHANGHAI, NOW))
                .isEqualTo(range("2026-07-01", "2026-10-01", PeriodUnit.QUARTER));
    }

    @Test
    void aDayThatIsNotOverIsComparedWithAsMuchOfTheDayBefore() {
        Range earlier = Preset.TODAY.at(SHANGHAI, NOW).earlier(Comparison.PREVIOUS, SHANGHAI, NOW);

        assertThat(earlier.from()).isEqualTo(SHANGHAI.start(LocalDate.parse("2026-11-27")));
        assertThat(earlier.to()).isEqualTo(Instant.parse("2026-11-27T02:00:00Z"));
    }

    @Test
    void aMonthIsComparedWithTheWholeMonthBeforeAndOtherDaysWithAsManyBeforeThem() {
        assertThat(Preset.LAST_MONTH.at(SHANGHAI, NOW).earlier(Comparison.PREVIOUS, SHANGHAI, NOW))
                .isEqualTo(range("2026-09-01", "2026-10-01", PeriodUnit.MONTH));
        assertThat(range("2026-11-10", "2026-11-13", PeriodUnit.TOTAL).earlier(Comparison.PREVIOUS, SHANGHAI, NOW))
                .isEqualTo(range("2026-11-07", "2026-11-10", PeriodUnit.TOTAL));
        assertThat(range("2026-09-01", "2026-11-01", PeriodUnit.TOTAL).earlier(Comparison.PREVIOUS, SHANGHAI, NOW))
                .isEqualTo(range("2026-07-01", "2026-09-01", PeriodUnit.TOTAL));
    }

    @Test
    void daysOfLastMonthAndLastYearAreTheSameWeekdays() {
        Range days = range("2026-11-23", "2026-11-28", PeriodUnit.TOTAL);

        assertThat(days.earlier(Comparison.LAST_MONTH, SHANGHAI, NOW))
                .isEqualTo(range("2026-10-26", "2026-10-31", PeriodUnit.TOTAL));
        assertThat(days.earlier(Comparison.LAST_YEAR, SHANGHAI, NOW))
                .isEqualTo(range("2025-11-24", "2025-11-29", PeriodUnit.TOTAL));
        assertThat(Preset.LAST_MONTH.at(SHANGHAI, NOW).earlier(Comparison.LAST_YEAR, SHANGHAI, NOW))
                .isEqualTo(range("2025-10-01", "2025-11-01", PeriodUnit.MONTH));
    }

    @Test
    void aWeekBeforeADayOnWhichClocksChangeIsStillAWholeDay() {
        Range day = new Range(
                BERLIN.start(LocalDate.parse("2025-03-30")),
                BERLIN.start(LocalDate.parse("2025-03-31")),
                PeriodUnit.DAY);

        Range earlier = day.earlier(Comparison.LAST_WEEK, BERLIN, NOW);

        assertThat(earlier.from()).isEqualTo(Instant.parse("2025-03-22T23:00:00Z"));
        assertThat(earlier.to()).isEqualTo(Instant.parse("2025-03-23T23:00:00Z"));
    }

    private static Range range(String from, String to, PeriodUnit unit) {
        return new Range(SHANGHAI.start(LocalDate.parse(from)), SHANGHAI.start(LocalDate.parse(to)), unit);
    }
}
