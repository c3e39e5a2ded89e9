package io.qingting.sla.domain;

import static io.qingting.fixture.EventBuilder.event;
import static io.qingting.sla.domain.Calendars.at;
import static io.qingting.sla.domain.Rules.policy;
import static io.qingting.sla.domain.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qingting.event.domain.EventType;
import io.qingting.sla.domain.SlaTarget.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasureEventTest {
    private static final SlaBook BOOK = rules().add(
                    policy("measure", TargetKind.IMPROVEMENT_MEASURE, new Promise.Planned()))
            .book();
    private static final long MADE = at("2026-03-03 09:00");
    private static final long DUE = at("2026-03-06 09:00");

    private static MeasureEvent told(String id, EventType type, long at, @Nullable Long dueAt) {
        return MeasureEvent.of(event(id, type).at(at).measure("m1", dueAt).build())
                .orElseThrow();
    }

    private static Optional<SlaTarget> target(MeasureEvent... told) {
        return MeasureEvent.target(BOOK, List.of(told));
    }

    @Test
    void itRunsToItsPlannedDateAndWarnsAtTwoThirds() {
        SlaTarget target =
                target(told("1", EventType.MEASURE_CREATED, MADE, DUE)).orElseThrow();

        assertThat(target.startedAt()).isEqualTo(MADE);
        assertThat(target.deadline()).isEqualTo(DUE);
        assertThat(target.warnAt()).isEqualTo(at("2026-03-05 09:00"));
        assertThat(target.state()).isInstanceOf(State.Open.class);
    }

    @Test
    void doneAtItsDateIsInTimeAndAMillisecondLaterIsLate() {
        MeasureEvent made = told("1", EventType.MEASURE_CREATED, MADE, DUE);

        assertThat(target(made, told("2", EventType.MEASURE_DONE, DUE, null))
                        .orElseThrow()
                        .state())
                .isEqualTo(new State.Met(DUE));
        assertThat(target(made, told("2", EventType.MEASURE_DONE, DUE + 1, null))
                        .orElseThrow()
                        .latenessMillis())
                .isEqualTo(1);
    }

    @Test
    void theDatePlannedLastHoldsAndTheFirstWordThatItIsDone() {
        List<MeasureEvent> told = new ArrayList<>(List.of(
                told("1", EventType.MEASURE_CREATED, MADE, DUE),
                told("2", EventType.MEASURE_CREATED, MADE + 1_000, DUE + 5_000),
                told("3", EventType.MEASURE_CREATED, MADE + 2_000, null),
                told("4", EventType.MEASURE_DONE, DUE + 4_000, null),
                told("5", EventType.MEASURE_DONE, DUE + 9_000, null)));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(told, new Random(seed));
            SlaTarget target = MeasureEvent.target(BOOK, told).orElseThrow();
            assertThat(target.startedAt()).isEqualTo(MADE);
            assertThat(target.deadline()).isEqualTo(DUE + 5_000);
            assertThat(target.state()).isEqualTo(new State.Met(DUE + 4_000));
        }
    }

    @Test
    void aDateMovedAfterItHadPassedDoesNotUndoTheBreach() {
        MeasureEvent made = told("1", EventType.MEASURE_CREATED, MADE, DUE);
        assertThat(target(told("2", EventType.MEASURE_CREATED, DUE, DUE + 5_000), made)
                        .orElseThrow()
                        .deadline())
                .as("moved in the last moment")
                .isEqualTo(DUE + 5_000);
        assertThat(target(
                                told("2", EventType.MEASURE_CREATED, DUE + 1, DUE + 5_000),
                                told("3", EventType.MEASURE_DONE, DUE + 2_000, null),
                                made)
                        .orElseThrow()
                        .latenessMillis())
                .isEqualTo(2_000);
    }

    @Test
    void withoutADateOrItsMakingThereIsNoPromise() {
        assertThat(target(told("1", EventType.MEASURE_CREATED, MADE, null))).isEmpty();
        assertThat(target(told("1", EventType.MEASURE_DONE, MADE, DUE))).isEmpty();
        assertThat(MeasureEvent.target(
                        rules().seconds("answer", TargetKind.ANSWER, 30).book(),
                        List.of(told("1", EventType.MEASURE_CREATED, MADE, DUE))))
                .isEmpty();
    }

    @Test
    void onlyMeasuresArePromisedForAPlannedDateAndNeverForAQueue() {
        assertThatThrownBy(() -> policy("answer", TargetKind.ANSWER, new Promise.Planned()))
                .hasMessageContaining("plannedDate");
        assertThatThrownBy(() -> policy(
                        "measure",
                        TargetKind.IMPROVEMENT_MEASURE,
                        new Promise.Elapsed(Duration.ofHours(1), Promise.Basis.CALENDAR)))
                .hasMessageContaining("plannedDate");
        SlaPolicy measure = policy("measure", TargetKind.IMPROVEMENT_MEASURE, new Promise.Planned());
        assertThatThrownBy(() -> Rules.with(measure, Set.of("sales"), Set.of(), Set.of()))
                .hasMessageContaining("leave them out");
    }
}
