package io.qingting.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.RuleState.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the figure does. */
class FigureRulePropertiesTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final int BAD = 10;
    private static final int GOOD = 5;

    private static FigureRule rule(int lasting, int recoverAfter) {
        return RuleBuilder.on("length", RuleMetric.QUEUE_LENGTH)
                .threshold(BAD)
                .recoverAt(GOOD)
                .lasting(lasting)
                .recoverAfter(recoverAfter)
                .build();
    }

    /** −2: must not be judged, −1: cannot be told. */
    private static Reading reading(int value) {
        if (value == -2) return Reading.HELD;
        return value == -1 ? Reading.UNTOLD : new Told(value, 0);
    }

    @Property
    void itNeverFiresBeforeTheFigureHasBeenBadForSoLong(
            @ForAll @Size(max = 200) List<@IntRange(min = -2, max = 20) Integer> values,
            @ForAll @IntRange(max = 12) int lasting,
            @ForAll @IntRange(max = 12) int recoverAfter) {
        FigureRule rule = rule(lasting, recoverAfter);
        RuleState state = RuleState.QUIET;
        Instant badSince = null;
        for (int second = 0; second < values.size(); second++) {
            Instant now = START.plusSeconds(second);
            int value = values.get(second);
            if (value > BAD) badSince = badSince == null ? now : badSince;
            else if (value != -2) badSince = null;
            RuleState after = rule.step(state, reading(value), now);
            if (after instanceof Open && !(state instanceof Open)) {
                assertThat(badSince).isNotNull();
                assertThat(Duration.between(badSince, now).toSeconds()).isGreaterThanOrEqualTo(lasting);
            }
            state = after;
        }
    }

    @Property
    void itNeverEndsBeforeTheFigureHasBeenGoodForSoLong(
            @ForAll @Size(max = 200) List<@IntRange(min = -2, max = 20) Integer> values,
            @ForAll @IntRange(max = 12) int recoverAfter) {
        FigureRule rule = rule(0, recoverAfter);
        RuleState state = RuleState.QUIET;
        Instant goodSince = null;
        for (int second = 0; second < values.size(); second++) {
            Instant now = START.plusSeconds(second);
            int value = values.get(second);
            if (value >= 0 && value <= GOOD) goodSince = goodSince == null ? now : goodSince;
            else if (value != -2) goodSince = null;
            RuleState after = rule.step(state, reading(value), now);
            // The sequences are far shorter than the time after which an untold alert ends.
            if (state instanceof Open && !(after instanceof Open)) {
                assertThat(goodSince).isNotNull();
                assertThat(Duration.between(goodSince, now).toSeconds()).isGreaterThanOrEqualTo(recoverAfter);
            }
            state = after;
        }
    }

    @Property
    void aFigureThatSwingsAboutTheThresholdWithinTheBandIsOneAlert(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = GOOD + 1, max = 20) Integer> values,
            @ForAll @IntRange(max = 12) int recoverAfter) {
        FigureRule rule = rule(0, recoverAfter);
        RuleState state = RuleState.QUIET;
        int fired = 0;
        for (int second = 0; second < values.size(); second++) {
            RuleState after = rule.step(state, reading(values.get(second)), START.plusSeconds(second));
            if (after instanceof Open && !(state instanceof Open)) fired++;
            state = after;
        }
        assertThat(fired).isLessThanOrEqualTo(1);
    }

    @Property
    void aPauseOfTheServerBetweenTwoReadingsChangesNoState(
            @ForAll @Size(max = 60) List<@IntRange(min = -1, max = 20) Integer> values,
            @ForAll @IntRange(max = 60) int pauseAt) {
        FigureRule rule = rule(5, 5);
        RuleState straight = RuleState.QUIET;
        RuleState paused = RuleState.QUIET;
        for (int second = 0; second < values.size(); second++) {
            Instant now = START.plusSeconds(second);
            straight = rule.step(straight, reading(values.get(second)), now);
            if (second == pauseAt) paused = rule.step(paused, Reading.HELD, now);
            paused = rule.step(paused, reading(values.get(second)), now);
        }
        assertThat(paused).isEqualTo(straight);
    }
}
