package io.qingting.sla.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.EventType;
import io.qingting.fixture.PostgresResource;
import io.qingting.sla.domain.CalendarSettings;
import io.qingting.sla.domain.TargetKind;
import io.qingting.sla.domain.TimeWindow;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What moves a deadline: calendars, pauses, transfers, reopening, and a policy that changes meanwhile. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SlaTimeScriptIT extends ClockLine {
    private static final String RESOLUTION = "resolution:0:0";

    @Test
    void aPolicyChangedInFlightActsOnWhatStartsAfterItsCommit() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "before");
        clock.set(at("09:00:05"));
        promise(policy(TargetKind.ANSWER, Duration.ofSeconds(5)));
        told("09:00:06", EventType.CONTACT_ENQUEUED, "after");

        sweep("09:00:12");
        assertThat(alertsOf("after")).containsExactly("targetBreached firing 1 0");
        assertThat(alertsOf("before")).isEmpty();
        sweep("09:00:31");
        assertThat(alertsOf("before")).containsExactly("targetBreached firing 1 0");
    }

    @Test
    void aPausedClockIsNotDueUntilItIsResumed() {
        promise(pausingResolution(Duration.ofMinutes(1), 0));
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        told("09:00:05", EventType.CONTACT_ACCEPTED, "c1");
        told("09:00:40", EventType.CONTACT_HELD, "c1");
        sweep("09:05:00");
        assertThat(alertsOf("c1", RESOLUTION)).isEmpty();
        assertThat(dues()).isZero();

        told("09:10:00", EventType.CONTACT_RESUMED, "c1");
        sweep("09:10:20");
        assertThat(alertsOf("c1", RESOLUTION)).isEmpty();
        sweep("09:10:20.250");
        assertThat(alertsOf("c1", RESOLUTION)).containsExactly("targetBreached firing 0 0");

        // It turns out to have been two short holds: the time was up long ago.
        told("09:00:41", EventType.CONTACT_RESUMED, "c1");
        told("09:09:59", EventType.CONTACT_HELD, "c1");
        assertThat(alertsOf("c1", RESOLUTION)).containsExactly("targetBreached takenBack 0 0");
        sweep("09:11:00");
        assertThat(alertsOf("c1", RESOLUTION)).containsExactly("targetBreached firing 599 1");
    }

    @Test
    void aPromiseThatIsPausedAfterItsWarningEndsTheWarningAndWarnsAnewOfItsNewDeadline() {
        promise(pausingResolution(Duration.ofMinutes(1), 0.5));
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        told("09:00:05", EventType.CONTACT_ACCEPTED, "c1");
        sweep("09:00:31");
        assertThat(alertsOf("c1", RESOLUTION)).containsExactly("targetWarned firing 0 0");

        told("09:00:40", EventType.CONTACT_HELD, "c1");
        assertThat(alertsOf("c1", RESOLUTION)).containsExactly("targetWarned resolved 0 0");
        sweep("09:05:00");
        assertThat(alertsOf("c1", RESOLUTION)).containsExactly("targetWarned resolved 0 0");

        told("09:10:00", EventType.CONTACT_RESUMED, "c1");
        sweep("09:10:01");
        assertThat(alertsOf("c1", RESOLUTION)).containsExactly("targetWarned firing 0 1");
        sweep("09:10:20");
        sweep("09:10:20.250");
        assertThat(alertsOf("c1", RESOLUTION)).containsExactly("targetBreached firing 0 1");
    }

    @Test
    void aTransferStartsAClockOfItsOwn() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        told("09:00:25", EventType.CONTACT_TRANSFERRED, "c1", ",\"queueId\":\"billing\"");

        sweep("09:00:54");
        assertThat(alertsOf("c1")).isEmpty();
        sweep("09:00:55.250");
        assertThat(alertsOf("c1", "answer:0:1")).containsExactly("targetBreached firing 0 0");
        told("09:01:00", EventType.CONTACT_ACCEPTED, "c1", ",\"queueId\":\"billing\"");
        assertThat(alertsOf("c1", "answer:0:1")).containsExactly("targetBreached resolved 0 0");
        assertThat(alertsOf("c1")).isEmpty();
    }

    @Test
    void aReopenedContactIsPromisedAnew() {
        told("09:00:00", EventType.CONTACT_ENQUEUED, "c1");
        told("09:00:10", EventType.CONTACT_ACCEPTED, "c1");
        told("09:05:00", EventType.CONTACT_CLOSED, "c1", ",\"reason\":\"resolved\"");
        told("10:00:00", EventType.CONTACT_REOPENED, "c1", ",\"cycle\":1");
        told("10:00:00", EventType.CONTACT_ENQUEUED, "c1", ",\"cycle\":1");

        sweep("10:00:30");
        assertThat(alertsOf("c1", "answer:1:0")).containsExactly("targetWarned firing 0 0");
        sweep("10:00:30.250");

        assertThat(alertsOf("c1", "answer:1:0")).containsExactly("targetBreached firing 0 0");
        assertThat(alertsOf("c1")).isEmpty();
    }

    @Test
    void overMidnightTheClockWaitsForTheOpening() {
        promise(
                policy(TargetKind.ANSWER, Duration.ofSeconds(30), "late-shift"),
                calendar("late-shift", "Asia/Shanghai", "09:00", "00:00"));
        told("23:59:50", EventType.CONTACT_ENQUEUED, "c1");

        sweep("2026-03-03T16:05:00Z");
        sweep("2026-03-04T01:00:20Z");
        assertThat(alertsOf("c1")).isEmpty();
        sweep("2026-03-04T01:00:20.250Z");
        assertThat(alertsOf("c1")).containsExactly("targetBreached firing 0 0");
    }

    @Test
    void inTheNightOfDaylightSavingTheOpeningHoursAreAnHourShort() {
        promise(
                policy(TargetKind.ANSWER, Duration.ofHours(4), "berlin"),
                calendar("berlin", "Europe/Berlin", "01:00", "05:00"));
        // 01:00 in Berlin; three hours until 05:00, and the fourth in the next night.
        told("2026-03-29T00:00:00Z", EventType.CONTACT_ENQUEUED, "c1");

        sweep("2026-03-29T04:00:01Z");
        sweep("2026-03-30T00:00:00Z");
        assertThat(alertsOf("c1")).isEmpty();
        sweep("2026-03-30T00:00:00.250Z");
        assertThat(alertsOf("c1")).containsExactly("targetBreached firing 0 0");
    }

    @Test
    void aHolidayStopsTheClockOfAComplaint() {
        // Thursday, 17:00; Labour Day lasts from Friday to Tuesday.
        told("2026-04-30T09:00:00Z", EventType.COMPLAINT_OPENED, "c1", COMPLAINT);

        sweep("2026-05-01T02:00:01Z");
        sweep("2026-05-06T02:00:00Z");
        assertThat(alertsOf("c1", "complaintAnswer:0:0")).containsExactly("targetWarned firing 0 0");
        sweep("2026-05-06T02:00:00.250Z");
        assertThat(alertsOf("c1", "complaintAnswer:0:0")).containsExactly("targetBreached firing 0 0");
    }

    @Test
    void aMakeUpWorkdayLetsItRunOnASaturday() {
        // Friday, 17:00; Saturday the 9th makes up for Labour Day.
        told("2026-05-08T09:00:00Z", EventType.COMPLAINT_OPENED, "c1", COMPLAINT);

        sweep("2026-05-09T02:00:00Z");
        assertThat(alertsOf("c1", "complaintAnswer:0:0")).containsExactly("targetWarned firing 0 0");
        sweep("2026-05-09T02:00:00.250Z");

        assertThat(alertsOf("c1", "complaintAnswer:0:0")).containsExactly("targetBreached firing 0 0");
    }

    private static final String COMPLAINT = ",\"complaint\":{\"id\":\"k1\",\"category\":\"billing\"}";

    /** Open so on each day of the week. */
    private static CalendarSettings calendar(String id, String zone, String from, String to) {
        EnumMap<DayOfWeek, List<TimeWindow>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values())
            week.put(day, List.of(new TimeWindow(LocalTime.parse(from), LocalTime.parse(to))));
        return new CalendarSettings(id, id, ZoneId.of(zone), week, null, DayOfWeek.MONDAY, Map.of());
    }
}
