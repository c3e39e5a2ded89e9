package io.qingting.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.alert.domain.Digest.Every;
import io.qingting.alert.domain.Digest.Shift;
import io.qingting.alert.domain.Digest.Span;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Shift LATE = new Shift("晚班", "Late shift", LocalTime.of(15, 30), LocalTime.of(23, 30));
    private static final Shift NIGHT = new Shift("夜班", "Night shift", LocalTime.of(22, 0), LocalTime.of(6, 0));

    @Test
    void anHourIsToldOnceItHasSettled() {
        assertThat(hourly("2026-03-02T03:01:59Z")).containsExactly(hour("2026-03-02T01:00:00Z"));
        assertThat(hourly("2026-03-02T03:02:00Z")).containsExactly(hour("2026-03-02T02:00:00Z"));
    }

    @Test
    void whatEndedBeforeTheDigestWasMadeIsNotTold() {
        assertThat(due(Every.HOURLY, "2026-03-02T02:59:59Z", SHANGHAI, "2026-03-02T03:05:00Z"))
                .hasSize(1);
        assertThat(due(Every.HOURLY, "2026-03-02T03:00:00Z", SHANGHAI, "2026-03-02T03:05:00Z"))
                .isEmpty();
    }

    @Test
    void hoursAreThoseOfTheSitesClock() {
        assertThat(due(Every.HOURLY, LONG_AGO.toString(), ZoneId.of("Asia/Kolkata"), "2026-03-02T03:40:00Z"))
                .containsExactly(
                        new Span(null, Instant.parse("2026-03-02T02:30:00Z"), Instant.parse("2026-03-02T03:30:00Z")));
    }

    @Test
    void aShiftIsToldAtItsEndAlsoOneOverMidnight() {
        assertThat(shifts("2026-03-02T15:31:59Z")).isEmpty();
        assertThat(shifts("2026-03-02T15:32:00Z"))
                .containsExactly(
                        new Span(LATE, Instant.parse("2026-03-02T07:30:00Z"), Instant.parse("2026-03-02T15:30:00Z")));
        assertThat(shifts("2026-03-02T22:10:00Z"))
                .containsExactly(
                        new Span(NIGHT, Instant.parse("2026-03-02T14:00:00Z"), Instant.parse("2026-03-02T22:00:00Z")));
    }

    @Test
    void afterALongAbsenceAShiftIsNotToldAnyMore() {
        assertThat(shifts("2026-03-02T16:32:00Z")).hasSize(1);
        assertThat(shifts("2026-03-02T16:32:01Z")).isEmpty();
    }

    private static List<Span> hourly(String now) {
        return due(Every.HOURLY, LONG_AGO.toString(), SHANGHAI, now);
    }

    private static List<Span> shifts(String now) {
        return due(Every.END_OF_SHIFT, LONG_AGO.toString(), SHANGHAI, now);
    }

    private static List<Span> due(Every every, String created, ZoneId zone, String now) {
        return new Digest(1, 1, every, List.of(), Instant.parse(created))
                .due(List.of(LATE, NIGHT), zone, Instant.parse(now));
    }

    private static Span hour(String from) {
        Instant begin = Instant.parse(from);
        return new Span(null, begin, begin.plusSeconds(3_600));
    }
}
