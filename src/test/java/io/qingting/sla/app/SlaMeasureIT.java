package io.qingting.sla.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Improvement measures: promised for their planned date. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SlaMeasureIT extends ClockLine {
    private static final String MEASURE = "improvementMeasure:0:0";

    private void made(String time, String due, boolean imported) {
        measure(time, EventType.MEASURE_CREATED, ",\"dueAt\":\"" + Instant.ofEpochMilli(at(due)) + "\"", imported);
    }

    private void done(String time) {
        measure(time, EventType.MEASURE_DONE, "", false);
    }

    private void measure(String time, EventType type, String more, boolean imported) {
        NewEvent event = new NewEvent(
                source,
                newId(),
                type,
                at(time),
                null,
                null,
                null,
                imported,
                "{\"measure\":{\"id\":\"m1\",\"ownerId\":\"amy\"" + more + "}}");
        get(log.append(List.of(event)));
        folded();
    }

    @Test
    void itWarnsAndBreachesAndIsOverWhenItIsDoneLate() {
        made("09:00:00", "12:00:00", false);
        sweep("11:00:00");
        assertThat(alertsOf("m1", MEASURE)).isEmpty();
        sweep("11:00:00.250");
        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetWarned firing 0 0");
        sweep("12:00:00.250");
        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetBreached firing 0 0");

        done("13:00:00");
        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetBreached resolved 0 0");
        assertThat(dues()).isZero();
    }

    @Test
    void aDateThatWasPlannedAnewInTimeTakesTheBreachBack() {
        made("09:00:00", "12:00:00", false);
        sweep("12:00:01");
        made("11:00:00", "15:00:00", false);
        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetBreached takenBack 1 0");

        sweep("12:00:02");
        done("14:00:00");
        sweep("15:00:01");
        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetBreached takenBack 1 0");
        assertThat(dues()).isZero();
    }

    @Test
    void aDateMovedAfterItHadPassedLeavesTheAlertOpenUntilItIsDone() {
        made("09:00:00", "12:00:00", false);
        sweep("12:00:01");
        made("12:30:00", "15:00:00", false);
        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetBreached firing 1 0");

        done("14:00:00");
        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetBreached resolved 1 0");
    }

    @Test
    void toldOfItsEndFirstItIsInTimeAndAlertsNobody() {
        done("11:00:00");
        assertThat(targets()).isZero();
        made("09:00:00", "12:00:00", false);
        sweep("12:00:01");

        assertThat(targets()).isEqualTo(1);
        assertThat(alertsOf("m1", MEASURE)).isEmpty();
        assertThat(dues()).isZero();
    }

    @Test
    void theSameWordOnceMoreAndASecondEndChangeNothing() {
        made("09:00:00", "12:00:00", false);
        sweep("12:00:01");
        done("13:00:00");
        made("09:00:00", "12:00:00", false);
        done("15:00:00");
        sweep("15:00:01");

        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetBreached resolved 1 0");
        assertThat(count(
                        "select (extract(epoch from stopped_at - deadline))::bigint from sla_target where source_id = $1",
                        source))
                .isEqualTo(3_600);
        assertThat(targets()).isEqualTo(1);
    }

    @Test
    void aContactOfTheSameIdDoesNotTakeItsTargetAway() {
        promise(pausingResolution(Duration.ofHours(1), 0));
        made("09:00:00", "12:00:00", false);
        told("09:30:00", EventType.CONTACT_ENQUEUED, "m1");
        told("09:31:00", EventType.CONTACT_ACCEPTED, "m1");
        sweep("12:00:01");

        assertThat(alertsOf("m1", MEASURE)).containsExactly("targetBreached firing 1 0");
    }

    private long targets() {
        return count("select count(*) from sla_target where source_id = $1 and kind = 'improvementMeasure'", source);
    }

    @Test
    void anImportedMeasureAlertsNobody() {
        made("09:00:00", "12:00:00", true);
        sweep("12:00:01");

        assertThat(alertsOf("m1", MEASURE)).isEmpty();
    }
}
