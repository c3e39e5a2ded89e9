package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.board.domain.TeamMedians.Median;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TeamMediansTest {
    @Test
    void aMedianStandsOnFivePeopleWithDataAtLeast() {
        assertThat(TeamMedians.of("a", people(4, 9), List.of(), 5).answered()).isEqualTo(new Median(null, 4));
        assertThat(TeamMedians.of("a", people(5, 9), List.of(), 5).answered()).isEqualTo(new Median(3.0, 5));
        assertThat(TeamMedians.of("a", people(5, 9), List.of(), 5).members()).isEqualTo(9);
    }

    @Test
    void ofScoresTheMedianStandsOnFivePeopleToo() {
        List<Double> scores = List.of(90.0, 60.0, 80.0, 70.0);

        assertThat(TeamMedians.of("a", people(0, 4), scores, 5).monthScore()).isEqualTo(new Median(null, 4));
        assertThat(TeamMedians.of("a", people(0, 4), scores, 4).monthScore()).isEqualTo(new Median(80.0, 4));
    }

    @Test
    void whoHasNoDataIsInNoMedian() {
        List<Slice> team = people(6, 6);
        for (Slice slice : team.subList(0, 5)) {
            slice.add(Metric.FIRST_RESPONSE_TOTAL, 4);
            slice.add(Metric.FIRST_RESPONSE_HITS, 3);
        }
        TeamMedians medians = TeamMedians.of("a", team, List.of(), 5);

        assertThat(medians.firstResponseWithin()).isEqualTo(new Median(0.75, 5));
        assertThat(medians.handleSeconds()).isEqualTo(new Median(null, 0));
    }

    /** The first answered 1, the second 2, and so on; the rest of the team did nothing. */
    private static List<Slice> people(int withData, int members) {
        return IntStream.rangeClosed(1, members)
                .mapToObj(i -> {
                    Slice slice = new Slice();
                    if (i <= withData) slice.add(Metric.ANSWERED, i);
                    return slice;
                })
                .toList();
    }
}
