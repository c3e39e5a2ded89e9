package io.qingting.scenario.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AftercareTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 16);
    private static final int DAYS = 4;
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** Instants of the steps of each complaint, by the contact that it came from. */
    private static final Map<String, Map<EventType, Long>> COMPLAINTS = new HashMap<>();

    private static final Map<String, Map<EventType, Long>> WISHES = new HashMap<>();

    @BeforeAll
    static void someDays() {
        TrafficPlan plan = TrafficPlan.ordinary(DemoSite.standard(), ZONE, 11);
        for (int day = 0; day < DAYS; day++) {
            FloorDay floor = new FloorDay(plan, FIRST.plusDays(day), Journal.Told.NONE);
            while (floor.hasNext()) note(floor.next());
        }
    }

    private static void note(CanonicalEvent event) {
        switch (event.type()) {
            case COMPLAINT_OPENED, COMPLAINT_ANSWERED, COMPLAINT_FOLLOWED_UP, COMPLAINT_CLOSED ->
                note(COMPLAINTS, event);
            case FEEDBACK_RECEIVED, FEEDBACK_ANSWERED, SUGGESTION_RECEIVED, SUGGESTION_ANSWERED -> note(WISHES, event);
            default -> {}
        }
    }

    private static void note(Map<String, Map<EventType, Long>> of, CanonicalEvent event) {
        of.computeIfAbsent(Objects.requireNonNull(event.subject()), k -> new EnumMap<>(EventType.class))
                .put(event.type(), event.at());
    }

    @Test
    void complaintsWereForgottenSoThatTheirAlertsPiledUp() {
        assertThat(COMPLAINTS).hasSizeGreaterThan(40 * DAYS / 2);
        assertThat(COMPLAINTS.values())
                .allSatisfy(steps -> assertThat(steps)
                        .containsKeys(
                                EventType.COMPLAINT_OPENED,
                                EventType.COMPLAINT_ANSWERED,
                                EventType.COMPLAINT_FOLLOWED_UP,
                                EventType.COMPLAINT_CLOSED));
        assertThat(WISHES.values()).allMatch(steps -> steps.size() % 2 == 0);
    }

    @Test
    void mostPromisesAreKeptInTimeAndAFewAreLate() {
        List<Long> followedUp = lengths(EventType.COMPLAINT_OPENED, EventType.COMPLAINT_FOLLOWED_UP);
        List<Long> answered = lengths(EventType.COMPLAINT_OPENED, EventType.COMPLAINT_ANSWERED);

        assertThat(share(followedUp, DAY)).isBetween(0.02, 0.12);
        assertThat(share(answered, DAY / 12)).isBetween(0.04, 0.18);
        assertThat(followedUp).allMatch(length -> length < 31 * DAY / 24);
    }

    @Test
    void whatAFloorDayStillTellsItTellsWithinTheNext() {
        assertThat(COMPLAINTS.values()).allSatisfy(steps -> {
            Instant opened = Instant.ofEpochMilli(at(steps, EventType.COMPLAINT_OPENED));
            LocalDate next = FloorDay.dateOf(opened, ZONE).plusDays(2);
            assertThat(at(steps, EventType.COMPLAINT_CLOSED))
                    .isLessThan(FloorDay.startOf(next, ZONE).toEpochMilli());
        });
    }

    private static long at(Map<EventType, Long> steps, EventType step) {
        return Objects.requireNonNull(steps.get(step), step.wireName());
    }

    private static List<Long> lengths(EventType from, EventType to) {
        List<Long> lengths = new ArrayList<>();
        COMPLAINTS.values().forEach(steps -> lengths.add(at(steps, to) - at(steps, from)));
        return lengths;
    }

    private static double share(List<Long> lengths, long over) {
        return lengths.stream().filter(length -> length > over).count() / (double) lengths.size();
    }
}
