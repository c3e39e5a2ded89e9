package io.qingting.scenario.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.app.EventPoster;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventType;
import io.qingting.kernel.BusinessClock;
import io.qingting.scenario.domain.DemoSite;
import io.qingting.scenario.domain.TrafficPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoTrafficTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final TrafficPlan PLAN = TrafficPlan.ordinary(DemoSite.standard(), ZONE, 3);

    private final Map<String, CanonicalEvent> log = new LinkedHashMap<>();
    private final Map<String, CanonicalEvent> toldLive = new LinkedHashMap<>();
    private final List<Long> lateness = new ArrayList<>();
    private int duplicates;
    private Instant now = Instant.EPOCH;

    private final BusinessClock clock = new BusinessClock() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public double rate() {
            return 1;
        }

        @Override
        public boolean isReplay() {
            return false;
        }
    };

    @Test
    void thePastOfTheDayIsFilledAndThenEveryEventIsSentAsItFallsDue() {
        now = at("2026-11-17T10:30:00");

        runUntil(now.plusSeconds(60), null);

        Instant midnight = at("2026-11-17T00:00:00");
        assertThat(log.values()).allMatch(e -> e.at() <= now.toEpochMilli());
        assertThat(countBetween(midnight, at("2026-11-17T08:00:00"))).isGreaterThan(1_000);
        assertThat(countBetween(at("2026-11-17T08:00:00"), at("2026-11-17T10:30:00")))
                .isGreaterThan(5_000);
        assertThat(countBetween(at("2026-11-17T10:30:00"), at("2026-11-17T10:31:00")))
                .isGreaterThan(50);
        assertThat(lateness).isNotEmpty().allMatch(late -> late >= 0 && late <= 200);
    }

    @Test
    void justAfterMidnightTwoHoursAreFilled() {
        now = at("2026-11-17T00:10:00");

        runUntil(now.plusSeconds(1), null);

        assertThat(countBetween(at("2026-11-16T22:10:00"), at("2026-11-17T00:00:00")))
                .isGreaterThan(500);
    }

    @Test
    void aRestartGoesOnWithTheSameStory() {
        now = at("2026-11-17T10:00:00");
        runUntil(now.plusSeconds(30), null);
        Map<String, CanonicalEvent> unbroken = new LinkedHashMap<>(log);
        Instant stopped = now;

        now = now.plusSeconds(600);
        runUntil(now.plusSeconds(30), stopped);

        Map<String, CanonicalEvent> resumed = new LinkedHashMap<>(log);
        log.clear();
        now = at("2026-11-17T10:00:00");
        runUntil(at("2026-11-17T10:11:00"), null);
        assertThat(duplicates).isPositive();
        assertThat(resumed.keySet()).containsAll(unbroken.keySet());
        assertThat(withoutHeartbeats(resumed)).isEqualTo(withoutHeartbeats(log));
    }

    @Test
    void afterAWeekOffTheContactsThatWereOpenEnd() {
        now = at("2026-11-10T11:00:00");
        runUntil(now.plusSeconds(5), null);
        Set<String> open = open();
        Instant stopped = now;

        now = at("2026-11-17T09:00:00");
        runUntil(now.plusSeconds(1), stopped);

        assertThat(open).hasSizeGreaterThan(10);
        Set<String> still = open();
        still.retainAll(open);
        assertThat(still).isEmpty();
        assertThat(countBetween(at("2026-11-12T00:00:00"), at("2026-11-15T00:00:00")))
                .isZero();
    }

    @Test
    void thePastOfAFreshDemoRaisedThousandsOfAlerts() {
        now = at("2026-11-17T10:30:00");
        Instant start = now;

        runUntil(now.plusSeconds(30), null);

        Map<String, List<CanonicalEvent>> contacts = log.values().stream()
                .filter(e -> e.type().subject() == EventType.Subject.CONTACT)
                .collect(Collectors.groupingBy(e -> Objects.requireNonNull(e.subject())));
        contacts.forEach((contact, events) -> {
            boolean isOver = events.stream().noneMatch(e -> e.at() >= start.toEpochMilli());
            long live =
                    events.stream().filter(e -> toldLive.containsKey(e.id())).count();
            // What nobody has told the end of may go on later than this test looks.
            if (live > 0) assertThat(live).as(contact).isEqualTo(events.size());
            else assertThat(isOver).as(contact).isTrue();
        });
        assertThat(toldLive.size()).isLessThan(log.size() / 3);
    }

    private Set<String> open() {
        Set<String> open = new HashSet<>();
        log.values().stream().sorted(CanonicalEvent.BY_TIME).forEach(e -> {
            if (e.subject() == null) return;
            if (e.type() == EventType.CONTACT_ENQUEUED) open.add(e.subject());
            if (e.type() == EventType.CONTACT_CLOSED || e.type() == EventType.CONTACT_ABANDONED)
                open.remove(e.subject());
        });
        return open;
    }

    private static Set<CanonicalEvent> withoutHeartbeats(Map<String, CanonicalEvent> events) {
        Set<CanonicalEvent> rest = new HashSet<>(events.values());
        rest.removeIf(e -> e.type() == EventType.CONNECTOR_HEARTBEAT);
        return rest;
    }

    private long countBetween(Instant from, Instant to) {
        return log.values().stream()
                .filter(e -> e.at() >= from.toEpochMilli() && e.at() < to.toEpochMilli())
                .count();
    }

    private void runUntil(Instant end, @Nullable Instant lastKnown) {
        Instant start = now;
        EventSender history = batch -> take(batch, start);
        EventSender live = batch -> {
            batch.forEach(event -> toldLive.put(event.id(), event));
            return take(batch, start);
        };
        EventPoster.Pause pause = millis -> {
            now = now.plus(Duration.ofMillis(millis));
            if (now.isAfter(end)) throw new InterruptedException();
        };
        new DemoTraffic(PLAN, 0, 0, clock, () -> Optional.ofNullable(lastKnown), history, live, pause).run();
        assertThat(Thread.interrupted()).isTrue();
    }

    private EventPoster.Answer take(List<CanonicalEvent> batch, Instant start) {
        for (CanonicalEvent event : batch) {
            CanonicalEvent before = log.putIfAbsent(event.id(), event);
            if (before != null) {
                assertThat(event).isEqualTo(before);
                duplicates++;
            }
            if (event.at() > start.toEpochMilli()) lateness.add(now.toEpochMilli() - event.at());
        }
        return EventPoster.Answer.NONE;
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }
}
