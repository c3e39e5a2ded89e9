package io.qingting.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.board.domain.Window;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.ComplaintShares;
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

/** The share of one category of complaints, week by week. */
class PeriodReadingsTest {
    private static final BusinessDays DAYS = new BusinessDays(ZoneId.of("Asia/Shanghai"), 0);
    private static final FigureRule RULE = ShippedRules.of(4.5).stream()
            .filter(rule -> rule.ruleId().equals("complaint-category"))
            .findFirst()
            .orElseThrow();
    private static final RuleState FIRING = new RuleState.Firing(Instant.EPOCH, null);
    private static final List<Period> WEEK =
            Streak.periods(DAYS, (Over.Past) RULE.over(), Instant.parse("2026-03-04T01:00:00Z"));

    private static List<String> judge(Map<String, RuleState> states, ComplaintShares week) {
        List<String> changes = new ArrayList<>();
        Streak.judge(RULE, states, PeriodReadings.of(List.of(week)), WEEK)
                .forEach(verdict -> changes.add(verdict.place() + " " + verdict.change()));
        return changes;
    }

    @Test
    void aCategoryAboveThirtyPercentOfTwentyComplaintsFiresAndOneAtThirtyDoesNot() {
        assertThat(judge(Map.of(), new ComplaintShares(20, Map.of("delivery", 7L, "billing", 6L))))
                .containsExactly("delivery " + Change.FIRED);
        assertThat(judge(Map.of(), new ComplaintShares(19, Map.of("delivery", 19L))))
                .as("too few")
                .isEmpty();
    }

    @Test
    void aCategoryWithoutComplaintsInAWeekThatHasSomeIsGoodAgain() {
        Map<String, RuleState> firing = Map.of("delivery", FIRING);
        assertThat(judge(firing, new ComplaintShares(20, Map.of("billing", 6L))))
                .containsExactly("delivery " + Change.RECOVERED);
        assertThat(judge(firing, new ComplaintShares(0, Map.of()))).containsExactly("delivery " + Change.UNTOLD);
    }

    @Test
    void eachPeriodTellsOfEachCategoryThatAnyOfThemHas() {
        PeriodReadings readings = PeriodReadings.of(
                List.of(new ComplaintShares(4, Map.of("delivery", 1L)), new ComplaintShares(2, Map.of("billing", 2L))));

        assertThat(readings.of("delivery")).containsExactly(new Told(0.25, 4), new Told(0, 2));
        assertThat(readings.of("billing")).containsExactly(new Told(0, 4), new Told(1, 2));
    }

    @Test
    void thePeriodIsSaidByItsFirstAndLastBusinessDay() {
        assertThat(Streak.span(DAYS, WEEK)).isEqualTo("2026-02-23/2026-03-01");
        Over.Past twoDays = new Over.Past(PeriodUnit.DAY, 2);
        assertThat(Streak.span(DAYS, Streak.periods(DAYS, twoDays, Instant.parse("2026-03-04T01:00:00Z"))))
                .isEqualTo("2026-03-02/2026-03-03");
    }

    @Test
    void itIsAFigureOfWholePeriodsAndOfCategoriesOnly() {
        RuleBuilder live = RuleBuilder.on("x", RuleMetric.COMPLAINT_CATEGORY_SHARE)
                .threshold(0.3)
                .over(new Over.Live(Window.TODAY));
        assertThatThrownBy(() -> live.build().checked()).hasMessageContaining("day, week, month");
        RuleBuilder ofSite = RuleBuilder.on("x", RuleMetric.COMPLAINT_CATEGORY_SHARE)
                .threshold(0.3)
                .over(new Over.Past(PeriodUnit.WEEK, 1))
                .perSite();
        assertThatThrownBy(() -> ofSite.build().checked()).hasMessageContaining("Use category");
    }
}
