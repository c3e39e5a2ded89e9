package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TalkTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstIsAllowedOnceAndThenOneMessageASecond() {
        Talk talk = new Talk(3, SECOND, 0);
        assertThat(talk.allows(0)).isTrue();
        assertThat(talk.allows(0)).isTrue();
        assertThat(talk.allows(0)).isTrue();
        assertThat(talk.allows(0)).isFalse();
        assertThat(talk.allows(SECOND / 2)).isFalse();
        assertThat(talk.allows(SECOND)).isTrue();
        assertThat(talk.allows(SECOND)).isFalse();
    }

    @Test
    void aLongSilenceSavesUpNoMoreThanABurst() {
        Talk talk = new Talk(2, SECOND, 0);
        assertThat(talk.allows(100 * SECOND)).isTrue();
        assertThat(talk.allows(100 * SECOND)).isTrue();
        assertThat(talk.allows(100 * SECOND)).isFalse();
    }
}
