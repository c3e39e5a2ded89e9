package io.qingting.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.rule.domain.Reading.Told;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule as a script: at a second a figure, and what the state is then. */
class FigureRuleTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    /** Longest wait > 120 s for 60 s; over at 90 s for 30 s. */
    private static final FigureRule WAIT = RuleBuilder.on("wait", RuleMetric.LONGEST_WAIT)
            .threshold(120)
            .recoverAt(90)
            .lasting(60)
            .recoverAfter(30)
            .build();

    private static final FigureRule LEVEL = RuleBuilder.on("level", RuleMetric.SERVICE_LEVEL)
            .threshold(0.8)
            .recoverAt(0.85)
            .sample(20)
            .build();

    private RuleState state = RuleState.QUIET;

    private RuleState at(FigureRule rule, int second, Reading reading) {
        state = rule.step(state, reading, START.plusSeconds(second));
        return state;
    }

    private String waited(int second, double value) {
        return name(at(WAIT, second, new Told(value, 0)));
    }

    private static String name(RuleState state) {
        return state.getClass().getSimpleName();
    }

    @Test
    void itFiresWhenTheFigureHasBeenBadForLongEnoughAndNotBefore() {
        assertThat(waited(0, 120)).isEqualTo("Quiet");
        assertThat(waited(1, 121)).isEqualTo("Pending");
        assertThat(waited(60, 180)).isEqualTo("Pending");
        assertThat(waited(61, 181)).isEqualTo("Firing");
        assertThat(state).isEqualTo(new RuleState.Firing(START.plusSeconds(1), null));
    }

    @Test
    void aBreakStartsTheTimeAnew() {
        waited(0, 130);
        assertThat(waited(59, 100)).isEqualTo("Quiet");
        assertThat(waited(60, 130)).isEqualTo("Pending");
        assertThat(waited(119, 130)).isEqualTo("Pending");
        assertThat(waited(120, 130)).isEqualTo("Firing");
    }

    @Test
    void betweenThresholdAndRecoveryNothingEnds() {
        waited(0, 130);
        waited(60, 130);
        assertThat(waited(61, 100)).isEqualTo("Firing");
        assertThat(waited(70, 90)).isEqualTo("Recovering");
        assertThat(waited(99, 0)).isEqualTo("Recovering");
        assertThat(waited(100, 0)).isEqualTo("Quiet");
    }

    @Test
    void aRecoveryThatBreaksOffIsTheSameAlert() {
        waited(0, 130);
        waited(60, 130);
        waited(70, 80);
        assertThat(waited(80, 100)).isEqualTo("Firing");
        waited(81, 80);
        assertThat(waited(100, 130)).isEqualTo("Firing");
        assertThat(((RuleState.Open) state).since()).isEqualTo(START);
        waited(101, 80);
        assertThat(waited(130, 80)).isEqualTo("Recovering");
        assertThat(waited(131, 80)).isEqualTo("Quiet");
    }

    @ParameterizedTest
    @CsvSource({
        "0.79, 20, Firing",
        "0.80, 20, Quiet",
        "0.10, 19, Quiet",
        "0.00, 0, Quiet",
        "0.79, 2000, Firing",
    })
    void aShareIsJudgedFromItsSmallestSampleOn(double share, long sample, String after) {
        assertThat(name(at(LEVEL, 0, new Told(share, sample)))).isEqualTo(after);
    }

    @Test
    void whatCannotBeToldFiresNothing() {
        at(WAIT, 0, new Told(130, 0));
        assertThat(at(WAIT, 30, Reading.UNTOLD)).isEqualTo(RuleState.QUIET);
        at(WAIT, 31, new Told(130, 0));
        assertThat(name(at(WAIT, 61, new Told(130, 0)))).isEqualTo("Pending");
    }

    @Test
    void whatCannotBeToldIsNoRecoveryButAfterTenMinutesTheAlertSaysNothingTrue() {
        at(LEVEL, 0, new Told(0.5, 30));
        assertThat(name(at(LEVEL, 10, new Told(0.9, 3)))).isEqualTo("Firing");
        assertThat(name(at(LEVEL, 609, Reading.UNTOLD))).isEqualTo("Firing");
        assertThat(at(LEVEL, 610, Reading.UNTOLD)).isEqualTo(RuleState.QUIET);
    }

    @Test
    void aBadFigureInBetweenStartsTheTenMinutesAnew() {
        at(LEVEL, 0, new Told(0.5, 30));
        at(LEVEL, 10, Reading.UNTOLD);
        at(LEVEL, 500, new Told(0.5, 30));
        at(LEVEL, 510, Reading.UNTOLD);
        assertThat(name(at(LEVEL, 1_100, Reading.UNTOLD))).isEqualTo("Firing");
        assertThat(at(LEVEL, 1_110, Reading.UNTOLD)).isEqualTo(RuleState.QUIET);
    }

    @Test
    void whatMustNotBeJudgedLeavesEverythingAsItIs() {
        waited(0, 130);
        assertThat(at(WAIT, 100, Reading.HELD)).isEqualTo(new RuleState.Pending(START));
        waited(101, 130);
        assertThat(at(WAIT, 10_000, Reading.HELD)).isEqualTo(new RuleState.Firing(START, null));
    }

    @Test
    void withoutALengthItFiresAndRecoversAtOnce() {
        FigureRule rule = RuleBuilder.on("silent", RuleMetric.SOURCE_SILENT)
                .threshold(120)
                .build();
        assertThat(name(at(rule, 0, new Told(120, 0)))).isEqualTo("Quiet");
        assertThat(name(at(rule, 1, new Told(120.001, 0)))).isEqualTo("Firing");
        assertThat(name(at(rule, 2, new Told(0, 0)))).isEqualTo("Quiet");
    }

    @Test
    void aWrapUpThatIsSeenForAMomentWhileASourceTellsTheMorningAnewFiresNothing() {
        FigureRule rule = ShippedRules.of(4.5).stream()
                .filter(each -> each.metric() == RuleMetric.WRAP_UP)
                .findFirst()
                .orElseThrow();
        at(rule, 0, new Told(9_000, 0));
        at(rule, 1, new Told(9_001, 0));
        assertThat(at(rule, 2, new Told(0, 0))).isEqualTo(RuleState.QUIET);

        at(rule, 3, new Told(301, 0));
        assertThat(name(at(rule, 6, new Told(304, 0)))).isEqualTo("Firing");
    }

    @Test
    void theShippedRulesAreSound() {
        assertThat(ShippedRules.of(4.5))
                .extracting(FigureRule::ruleId)
                .containsExactly(
                        "longest-wait",
                        "service-level",
                        "nobody-available",
                        "wrap-up",
                        "source-silent",
                        "csat-two-days",
                        "complaint-category");
    }
}
