package io.qingting.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.agent.domain.RatingGroups.Day;
import io.qingting.agent.domain.RatingGroups.Group;
import io.qingting.kernel.Mean;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatingGroupsTest {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @Test
    void daysArePutTogetherUntilFiveRatingsAreThere() {
        RatingGroups found = RatingGroups.of(
                List.of(day("2026-11-02", 3), day("2026-11-04", 2), day("2026-11-05", 6), day("2026-11-06", 4)),
                NOVEMBER);

        assertThat(found.groups())
                .containsExactly(
                        new Group(date("2026-11-02"), date("2026-11-04"), new Mean(20, 5), 5),
                        new Group(date("2026-11-05"), date("2026-11-05"), new Mean(24, 6), 6));
        assertThat(found.waiting()).isEqualTo(4);
        assertThat(found.leftOut()).isZero();
    }

    @Test
    void noGroupReachesFromOneMonthIntoTheNext() {
        RatingGroups found = RatingGroups.of(List.of(day("2026-10-31", 4), day("2026-11-01", 4)), NOVEMBER);

        assertThat(found.groups()).isEmpty();
        assertThat(found.waiting()).isEqualTo(4);
        assertThat(found.leftOut()).isEqualTo(4);
    }

    @Test
    void aLaterLookTakesNoGroupApart() {
        Random random = new Random(5);
        List<Day> days = new ArrayList<>();
        List<Group> before = List.of();
        for (LocalDate date = date("2026-11-01"); date.isBefore(date("2026-12-01")); date = date.plusDays(1)) {
            days.add(new Day(date, 0, 1 + random.nextInt(7), 0));
            List<Group> now = RatingGroups.of(days, NOVEMBER).groups();
            assertThat(now.subList(0, before.size())).isEqualTo(before);
            assertThat(now).allSatisfy(group -> assertThat(group.csat().count()).isGreaterThanOrEqualTo(5));
            before = now;
        }
    }

    /** All of them fours. */
    private static Day day(String date, int ratings) {
        return new Day(date(date), 4 * ratings, ratings, ratings);
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }
}
