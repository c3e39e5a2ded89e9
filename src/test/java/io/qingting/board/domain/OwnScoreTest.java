package io.qingting.board.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qingting.board.domain.ServiceScore.Group;
import io.qingting.board.domain.ServiceScore.Parts;
import io.qingting.kernel.Mean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an agent is shown of the own score: nothing from which a rating could be worked out. */
class OwnScoreTest {
    private static final ScoreSettings SETTINGS = ScoreSettings.DEFAULT;

    /** An agent with so many ratings of so many stars, who answered half of eight contacts in time. */
    private static Parts own(long ratings, double stars) {
        return new Parts(new Mean(ratings * stars, ratings), new Mean(4, 8), Mean.NONE, Mean.NONE, Mean.NONE, 8);
    }

    private static ScoreFigures score(String window, Parts own) {
        List<Parts> team = new ArrayList<>();
        for (int i = 0; i < 5; i++) team.add(own(10, 3));
        team.add(own);
        Group all = Group.of(team);
        return ServiceScore.of(window, SETTINGS, own, all, all);
    }

    private static ScoreFigures month(long ratings, double stars) {
        ScoreFigures score = score(ScoreFigures.ROLLING, own(ratings, stars));
        return new RollingScore(Instant.EPOCH, score).forItself(SETTINGS).score();
    }

    @Test
    void todaysIsTheSameWhateverTheCustomersGave() {
        for (long ratings : new long[] {1, 4, 5, 30}) {
            ScoreFigures bad = score("today", own(ratings, 1));
            ScoreFigures good = score("today", own(ratings, 5));

            assertThat(bad.value()).isNotEqualTo(good.value());
            assertThat(bad.withoutRatings(SETTINGS)).isEqualTo(good.withoutRatings(SETTINGS));
            assertThat(bad.withoutRatings(SETTINGS).ratings()).isEqualTo(ratings);
        }
    }

    @Test
    void theWeightOfTheRatingsGoesToTheOtherParts() {
        ScoreFigures shown = score("today", own(4, 1)).withoutRatings(SETTINGS);

        // All have one half of their first responses in time: nothing else is left.
        assertThat(shown.value()).isCloseTo(50.0, within(1e-9));
        assertThat(shown.components().getFirst().n()).isEqualTo(4);
        assertThat(shown.components().getFirst().value()).isNull();
    }

    @Test
    void whoHasTooFewAnsweredIsShownNoScoreThatWouldStandOnTheRatings() {
        Parts few = new Parts(new Mean(25, 5), new Mean(1, 2), Mean.NONE, Mean.NONE, Mean.NONE, 2);

        assertThat(score("today", few).value()).isNotNull();
        assertThat(score("today", few).withoutRatings(SETTINGS).sampleTooSmall())
                .isTrue();
        assertThat(score("today", few).withoutRatings(SETTINGS).value()).isNull();
    }

    @Test
    void thatOfThirtyDaysIsThePublishedOneFromFiveRatingsOn() {
        assertThat(month(4, 1)).isEqualTo(month(4, 5));
        assertThat(month(5, 1)).isEqualTo(score(ScoreFigures.ROLLING, own(5, 1)));
    }
}
