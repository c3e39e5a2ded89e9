package io.qingting.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.report.domain.Schedule.Every;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aDailyMailIsDueAtItsTimeOfTheClock() {
        Schedule daily = schedule(Every.DAILY, 1, "08:30");

        assertThat(daily.lastDue(SHANGHAI, at("2026-11-28T00:29:59Z"))).isEqualTo(at("2026-11-27T00:30:00Z"));
        assertThat(daily.lastDue(SHANGHAI, at("2026-11-28T00:30:00Z"))).isEqualTo(at("2026-11-28T00:30:00Z"));
        assertThat(daily.nextDue(SHANGHAI, at("2026-11-28T00:30:00Z"))).isEqualTo(at("2026-11-29T00:30:00Z"));
    }

    @Test
    void aWeeklyMailIsDueOnItsWeekday() {
        Schedule monday = schedule(Every.WEEKLY, 1, "09:00");
        Schedule sunday = schedule(Every.WEEKLY, 7, "09:00");

        assertThat(monday.lastDue(SHANGHAI, at("2026-11-28T02:00:00Z"))).isEqualTo(at("2026-11-23T01:00:00Z"));
        assertThat(sunday.lastDue(SHANGHAI, at("2026-11-28T02:00:00Z"))).isEqualTo(at("2026-11-22T01:00:00Z"));
        assertThat(sunday.nextDue(SHANGHAI, at("2026-11-28T02:00:00Z"))).isEqualTo(at("2026-11-29T01:00:00Z"));
    }

    @Test
    void aMailOfThe31stIsDueOnTheLastDayOfAShorterMonth() {
        Schedule monthly = schedule(Every.MONTHLY, 31, "07:00");

        assertThat(monthly.nextDue(SHANGHAI, at("2026-11-28T02:00:00Z"))).isEqualTo(at("2026-11-29T23:00:00Z"));
        assertThat(monthly.lastDue(SHANGHAI, at("2026-11-28T02:00:00Z"))).isEqualTo(at("2026-10-30T23:00:00Z"));
        assertThat(monthly.nextDue(SHANGHAI, at("2026-02-01T02:00:00Z"))).isEqualTo(at("2026-02-27T23:00:00Z"));
    }

    @Test
    void aTimeThatTheClocksLeaveOutMovesForward() {
        Schedule night = schedule(Every.DAILY, 1, "02:30");

        assertThat(night.nextDue(BERLIN, at("2025-03-29T12:00:00Z"))).isEqualTo(at("2025-03-30T01:30:00Z"));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    private static Schedule schedule(Every every, int day, String at) {
        return new Schedule(
                1,
                1,
                "person:1",
                every,
                day,
                LocalTime.parse(at),
                List.of("boss@example.test"),
                Schedule.Format.XLSX,
                "zh",
                true,
                Instant.EPOCH);
    }
}
