package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qingting.board.domain.ServiceScore.Group;
import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.kernel.Mean;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ServiceScoreTest {
    private static final ScoreSettings SETTINGS = ScoreSettings.DEFAULT;

    private static Parts parts(double csat, long n) {
        return new Parts(new Mean(csat * n, n), Mean.NONE, Mean.NONE, Mean.NONE, Mean.NONE, n);
    }

    private static final Group NOBODY = Group.of(List.of());

    private static double value(ScoreFigures score) {
        return Objects.requireNonNull(score.value());
    }

    @Test
    void aSmallSampleIsPulledToTheTeamsMean() {
        List<Parts> team = Collections.nCopies(5, parts(3, 20));
        // Own 5.0 is 100 points, the team's 3.0 is 50: (20·100 + 20·50) / 40.
        assertThat(value(ServiceScore.of("today", SETTINGS, parts(5, 20), Group.of(team), NOBODY)))
                .isCloseTo(75, within(1e-9));
    }

    @Test
    void aTeamWithFewerThanFiveMembersWithDataUsesTheSites() {
        List<Parts> team = Collections.nCopies(4, parts(1, 20));
        List<Parts> site = Collections.nCopies(10, parts(5, 20));
        ScoreFigures score = ServiceScore.of("today", SETTINGS, parts(5, 20), Group.of(team), Group.of(site));
        assertThat(value(score)).isCloseTo(100, within(1e-9));
        assertThat(score.components().get(0).isTeam()).isFalse();
    }

    @Test
    void aComponentWithoutDataGivesItsWeightToTheOthers() {
        Parts own = new Parts(new Mean(25, 5), new Mean(0, 5), Mean.NONE, Mean.NONE, Mean.NONE, 5);
        Group alone = Group.of(List.of(own));
        // 100 points at weight 35, 0 points at weight 20.
        assertThat(value(ServiceScore.of("today", SETTINGS, own, alone, alone))).isCloseTo(3500.0 / 55, within(1e-9));
    }

    @Test
    void fewerThanFiveRatingsAndFewerThanFiveAnsweredIsTooSmallASample() {
        ScoreFigures score = ServiceScore.of("today", SETTINGS, parts(5, 4), NOBODY, Group.of(List.of(parts(5, 4))));
        assertThat(score.sampleTooSmall()).isTrue();
        assertThat(score.value()).isNull();
    }

    @Test
    void noComparisonIsShownThatStandsOnFewerThanFivePeople() {
        List<Parts> few = Collections.nCopies(4, parts(3, 20));
        ScoreFigures score = ServiceScore.of("today", SETTINGS, parts(5, 20), Group.of(few), Group.of(few));
        assertThat(score.components().get(0).team()).isNull();
        assertThat(ServiceScore.ofTeam("today", SETTINGS, few)).isNull();
    }
}
