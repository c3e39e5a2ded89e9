package io.qingting.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassageTest {
    private final Passage passage = new Passage();

    @Test
    void aLeaderAtTheLogsHeadHasPassedAllUpToNow() {
        passage.note(7, 7, 1_000);

        assertThat(passage.passed()).isEqualTo(new Reach(1_000, 7));
        assertThat(passage.isBehind()).isFalse();
        assertThat(passage.behindSince(1_000)).isEqualTo(1_000);
    }

    @Test
    void aLeaderThatIsBehindHasPassedWhatItHadWrittenOnceItIsPastTheHeadOfThen() {
        passage.note(7, 7, 1_000);
        passage.note(8, 10, 1_100);
        assertThat(passage.passed()).isEqualTo(new Reach(1_000, 7));
        assertThat(passage.behindSince(1_100)).isEqualTo(1_100);

        // It is at the head of then, and new things have come: what it wrote since may still be healed by them.
        passage.note(10, 12, 1_200);
        assertThat(passage.passed()).isEqualTo(new Reach(1_100, 8));
        assertThat(passage.behindSince(1_200)).isEqualTo(1_200);
        passage.note(12, 12, 1_300);
        assertThat(passage.passed()).isEqualTo(new Reach(1_300, 12));
    }

    @Test
    void aStreamThatNeverStopsHoldsNothingUpForLong() {
        long position = 0;
        for (int look = 1; look <= 50; look++) passage.note(position = look * 100L, position + 60, look * 50L);

        assertThat(passage.passed()).isEqualTo(new Reach(49 * 50, 49 * 100));
    }

    @Test
    void whileTheHeadStaysTheLastLookAtItCounts() {
        passage.note(1, 9, 1_000);
        passage.note(4, 9, 2_000);
        assertThat(passage.behindSince(2_000)).isEqualTo(1_000);
        passage.note(9, 11, 3_000);

        assertThat(passage.passed()).isEqualTo(new Reach(2_000, 4));
    }

    @Test
    void whenTheFactsAreMadeAnewNothingIsPassedAnyMore() {
        passage.note(100, 200, 1_000);
        passage.note(200, 200, 2_000);

        assertThat(passage.note(0, 200, 3_000)).isFalse();
        assertThat(passage.passed()).isEqualTo(Reach.NOWHERE);
        assertThat(passage.note(0, 200, 3_000)).isTrue();
        assertThat(passage.passed()).isEqualTo(Reach.NOWHERE);
        assertThat(passage.behindSince(3_000)).isEqualTo(3_000);
    }

    @Test
    void aLeaderThatIsFarBehindForLongCostsLittleMemoryAndIsStillFollowed() {
        for (int look = 0; look < 5 * Passage.MOST_WAITING; look++) passage.note(0, 10 + look, look);

        passage.note(10 + 4 * Passage.MOST_WAITING, 1_000_000, 1_000_000);

        assertThat(passage.passed().at()).isBetween(1L, 4L * Passage.MOST_WAITING);
        assertThat(passage.behindSince(1_000_000)).isGreaterThan(4L * Passage.MOST_WAITING - 1_000);
    }
}
