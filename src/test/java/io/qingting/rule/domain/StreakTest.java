package io.qingting.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.PeriodUnit;
import io.qingting.rule.domain.Reading.Told;
import io.qingting.rule.domain.Verdict.Change;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreakTest {
    private static final BusinessDays DAYS = new BusinessDays(ZoneId.of("Asia/Shanghai"), 0);
    private static final Over.Past TWO_DAYS = new Over.Past(PeriodUnit.DAY, 2);
    private static final FigureRule RULE = RuleBuilder.on("csat", RuleMetric.CSAT)
            .threshold(4.5)
            .over(TWO_DAYS)
            .sample(20)
            .build();
    private static final List<Period> PERIODS = Streak.periods(DAYS, TWO_DAYS, Instant.parse("2026-03-04T01:00:00Z"));

    private static List<Change> judge(RuleState before, Reading... readings) {
        Map<String, RuleState> states = before instanceof RuleState.Quiet ? Map.of() : Map.of("q", before);
        List<Change> changes = new ArrayList<>();
        Streak.judge(RULE, states, PeriodReadings.of(Map.of("q", List.of(readings)), 2), PERIODS)
                .forEach(v -> changes.add(v.change()));
        return changes;
    }

    private static Reading told(double value) {
        return new Told(value, 30);
    }

    private static final RuleState FIRING = new RuleState.Firing(Instant.EPOCH, null);

    @Test
    void thePeriodsAreTheLastWholeOnes() {
        assertThat(PERIODS).extracting(Period::label).containsExactly("2026-03-02", "2026-03-03");
        assertThat(Streak.periods(DAYS, new Over.Past(PeriodUnit.WEEK, 2), Instant.parse("2026-03-04T01:00:00Z")))
                .extracting(Period::label)
                .containsExactly("2026-02-16", "2026-02-23");
        assertThat(Streak.periods(DAYS, new Over.Past(PeriodUnit.MONTH, 1), Instant.parse("2026-03-04T01:00:00Z")))
                .extracting(Period::label)
                .containsExactly("2026-02-01");
    }

    @Test
    void itFiresWhereEachPeriodIsBadAndEndsByOneThatIsGood() {
        assertThat(judge(RuleState.QUIET, told(4.4), told(4.4))).containsExactly(Change.FIRED);
        assertThat(judge(RuleState.QUIET, told(4.5), told(4.4))).isEmpty();
        assertThat(judge(RuleState.QUIET, told(4.4), told(4.6))).isEmpty();
        assertThat(judge(FIRING, told(4.4), told(4.4))).isEmpty();
        assertThat(judge(FIRING, told(4.6), told(4.4))).isEmpty();
        assertThat(judge(FIRING, told(4.4), told(4.5))).containsExactly(Change.RECOVERED);
    }

    @Test
    void tooFewCasesBreakTheRowAndHealNothing() {
        Reading few = new Told(1, 19);
        assertThat(judge(RuleState.QUIET, few, told(4))).isEmpty();
        assertThat(judge(RuleState.QUIET, told(4), few)).isEmpty();
        assertThat(judge(FIRING, told(4), few)).isEmpty();
        assertThat(judge(FIRING, few, few)).containsExactly(Change.UNTOLD);
        assertThat(Streak.judge(RULE, Map.of("q", FIRING), PeriodReadings.of(Map.of(), 2), PERIODS))
                .extracting(Verdict::change)
                .containsExactly(Change.UNTOLD);
    }

    @Test
    void sinceIsTheBeginOfTheFirstBadPeriod() {
        List<Verdict> verdicts =
                Streak.judge(RULE, Map.of(), PeriodReadings.of(Map.of("q", List.of(told(4), told(3))), 2), PERIODS);

        assertThat(verdicts.getFirst().after())
                .isEqualTo(new RuleState.Firing(Instant.parse("2026-03-01T16:00:00Z"), null));
        assertThat(verdicts.getFirst().told()).isEqualTo(new Told(3, 30));
    }
}
