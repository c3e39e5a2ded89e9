package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BusinessDayTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static BusinessDay day(LocalDate date) {
        LocalDateTime noon = date.atTime(12, 0);
        return BusinessDay.containing(noon.atZone(BERLIN).toInstant().toEpochMilli(), BERLIN, 0);
    }

    @Test
    void daysOfClockChangesHaveTwentyThreeAndTwentyFiveHours() {
        BusinessDay spring = day(LocalDate.of(2026, 3, 29));
        BusinessDay autumn = day(LocalDate.of(2026, 10, 25));
        assertThat(Duration.between(spring.startsAt(), spring.endsAt())).isEqualTo(Duration.ofHours(23));
        assertThat(Duration.between(autumn.startsAt(), autumn.endsAt())).isEqualTo(Duration.ofHours(25));
    }

    @Property(tries = 1000)
    void everyInstantIsInExactlyItsDayAndDaysFollowEachOther(
            @ForAll @LongRange(max = 4_000_000_000_000L) long at, @ForAll @IntRange(max = 23) int startHour) {
        BusinessDay day = BusinessDay.containing(at, BERLIN, startHour);
        assertThat(day.startsAt().toEpochMilli()).isLessThanOrEqualTo(at);
        assertThat(day.endsAt().toEpochMilli()).isGreaterThan(at);
        BusinessDay next = BusinessDay.containing(day.endsAt().toEpochMilli(), BERLIN, startHour);
        assertThat(next.startsAt()).isEqualTo(day.endsAt());
        assertThat(next.date()).isEqualTo(day.date().plusDays(1));
    }
}
