package io.qingting.scenario.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TrafficPlan PLAN = TrafficPlan.ordinary(DemoSite.standard(), ZONE, 7);
    /** A working day from its begin to the afternoon after, so that it holds a change of floor days. */
    private static final Instant START = at("2026-11-17T08:00:00");

    private static final Instant END = at("2026-11-18T12:00:00");

    private static final List<CanonicalEvent> EVENTS = new ArrayList<>();
    private static final List<JsonNode> DATA = new ArrayList<>();

    @BeforeAll
    static void simulate() throws JsonProcessingException {
        EVENTS.addAll(between(PLAN, START, END));
        for (CanonicalEvent event : EVENTS) DATA.add(JSON.readTree(event.json()).path("data"));
    }

    @Test
    void equalPlansGiveEqualEventsAndAnotherSeedOthers() {
        Instant later = START.plus(Duration.ofHours(2));

        assertThat(between(PLAN, START, later)).isEqualTo(between(PLAN, START, later));
        assertThat(between(TrafficPlan.ordinary(DemoSite.standard(), ZONE, 8), START, later))
                .isNotEqualTo(between(PLAN, START, later));
    }

    @Test
    void aLaterStartTellsTheSameStoryFromThereOn() {
        Set<CanonicalEvent> known = new HashSet<>(EVENTS);
        for (String start : List.of("2026-11-17T10:17:23", "2026-11-18T00:00:00", "2026-11-18T08:00:01")) {
            Instant later = at(start);

            List<CanonicalEvent> told = between(PLAN, later, END);

            assertThat(told.stream().filter(e -> e.at() >= later.toEpochMilli()))
                    .containsExactlyElementsOf(EVENTS.stream()
                            .filter(e -> e.at() >= later.toEpochMilli())
                            .toList());
            assertThat(told.stream().filter(e -> e.at() < later.toEpochMilli() && e.at() >= START.toEpochMilli()))
                    .isNotEmpty()
                    .allMatch(known::contains);
        }
    }

    @Test
    void eventsComeInOrderOfTimeWithIdsOfTheirOwn() {
        assertThat(EVENTS).isSortedAccordingTo((a, b) -> Long.compare(a.at(), b.at()));
        assertThat(EVENTS).extracting(CanonicalEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void everyEntryEndsOnceOrIsOpen() {
        Map<String, String> waits = new HashMap<>();
        int begun = 0;
        int ended = 0;
        for (int i = 0; i < EVENTS.size(); i++) {
            String contact = contact(i);
            switch (EVENTS.get(i).type()) {
                case CONTACT_ENQUEUED, CONTACT_TRANSFERRED -> {
                    assertThat(waits.put(contact, queue(i)))
                            .as("waits twice: %s", contact)
                            .isNull();
                    begun++;
                }
                case CONTACT_ACCEPTED, CONTACT_ABANDONED -> {
                    assertThat(waits.remove(contact)).isEqualTo(queue(i));
                    ended++;
                }
                case CONTACT_ASSIGNED -> {
                    assertThat(waits.remove(contact)).isEqualTo(queue(i));
                    ended++;
                }
                default -> {}
            }
        }
        assertThat(begun).isEqualTo(ended + waits.size()).isGreaterThan(5_000);
        assertThat(waits).hasSizeLessThan(60);
    }

    @Test
    void arrivalsPeakFromTenToTwelveAndFromTwoToFour() {
        TrafficPlan even = PLAN.withoutDailyIncidents();
        Map<Integer, Integer> hours = new TreeMap<>();
        for (int day = 16; day <= 20; day++) {
            Instant from = LocalDate.of(2026, 11, day).atTime(8, 0).atZone(ZONE).toInstant();
            for (CanonicalEvent event : between(even, from, from.plus(Duration.ofHours(14))))
                if (event.type() == EventType.CONTACT_OFFERED && event.at() >= from.toEpochMilli())
                    hours.merge(Instant.ofEpochMilli(event.at()).atZone(ZONE).getHour(), 1, Integer::sum);
        }

        int lowestOfPeaks = IntStream.of(10, 11, 14, 15)
                .map(h -> hours.getOrDefault(h, 0))
                .min()
                .orElseThrow();
        int highestOfOthers = IntStream.of(8, 9, 12, 13, 16, 17, 18, 19, 20, 21)
                .map(h -> hours.getOrDefault(h, 0))
                .max()
                .orElseThrow();
        assertThat(lowestOfPeaks).isGreaterThan(highestOfOthers);
    }

    @Test
    void customersLoseTheirPatienceAndSomeComeBack() {
        Map<String, Long> waitsSince = new HashMap<>();
        Map<String, String> customers = new HashMap<>();
        Set<String> gaveUp = new HashSet<>();
        List<Long> waits = new ArrayList<>();
        int cameBack = 0;
        for (int i = 0; i < EVENTS.size(); i++) {
            switch (EVENTS.get(i).type()) {
                case CONTACT_OFFERED -> {
                    String customer = DATA.get(i).at("/customer/key").asText();
                    customers.put(contact(i), customer);
                    if (gaveUp.contains(customer)) cameBack++;
                }
                case CONTACT_ENQUEUED, CONTACT_TRANSFERRED ->
                    waitsSince.put(contact(i), EVENTS.get(i).at());
                case CONTACT_ABANDONED -> {
                    gaveUp.add(Objects.requireNonNull(customers.get(contact(i))));
                    waits.add(EVENTS.get(i).at() - waitsSince.getOrDefault(contact(i), 0L));
                }
                default -> {}
            }
        }
        assertThat(waits)
                .hasSizeGreaterThan(100)
                .allMatch(w -> w > 0 && w < Duration.ofHours(1).toMillis());
        assertThat(waits.stream().mapToLong(w -> w).average().orElseThrow()).isBetween(20_000.0, 300_000.0);
        assertThat(cameBack).isGreaterThan(20);
    }

    @Test
    void withinAQueueWhoeverWaitsLongestIsServedFirstAndVipsBeforeOthers() {
        Map<String, Long> since = new HashMap<>();
        Map<String, String> lines = new HashMap<>();
        Map<String, Map<String, Long>> waiting = new HashMap<>();
        Set<String> vips = new HashSet<>();
        int checked = 0;
        for (int i = 0; i < EVENTS.size(); i++) {
            String contact = contact(i);
            String channel = DATA.get(i).path("channel").asText();
            if (!channel.equals("voice")) continue;
            switch (EVENTS.get(i).type()) {
                case CONTACT_OFFERED -> {
                    if (DATA.get(i).at("/customer/segment").asText().equals("vip")) vips.add(contact);
                }
                case CONTACT_ENQUEUED, CONTACT_TRANSFERRED -> {
                    String line = queue(i) + (vips.contains(contact) ? " vip" : "");
                    lines.put(contact, line);
                    waiting.computeIfAbsent(line, k -> new HashMap<>())
                            .put(contact, EVENTS.get(i).at());
                    since.put(contact, EVENTS.get(i).at());
                }
                case CONTACT_RINGING -> {
                    Map<String, Long> line = Objects.requireNonNull(waiting.get(lines.get(contact)));
                    long mine = since.getOrDefault(contact, 0L);
                    line.remove(contact);
                    assertThat(line.values()).allMatch(other -> other >= mine);
                    if (!vips.contains(contact))
                        assertThat(waiting.getOrDefault(queue(i) + " vip", Map.of()))
                                .isEmpty();
                    checked++;
                }
                case CONTACT_MISSED ->
                    Objects.requireNonNull(waiting.get(lines.get(contact)))
                            .put(contact, since.getOrDefault(contact, 0L));
                case CONTACT_ABANDONED ->
                    Objects.requireNonNull(waiting.get(lines.get(contact))).remove(contact);
                default -> {}
            }
        }
        assertThat(checked).isGreaterThan(1_000);
    }

    @Test
    void anAgentHasOneCallOrThreeChatsAtMostAndOnlyOnDuty() {
        Map<String, Set<String>> open = new HashMap<>();
        Map<String, String> holder = new HashMap<>();
        Map<String, String> presence = new HashMap<>();
        for (int i = 0; i < EVENTS.size(); i++) {
            String contact = contact(i);
            String agent = DATA.get(i).path("agentId").asText();
            switch (EVENTS.get(i).type()) {
                case AGENT_PRESENCE_CHANGED ->
                    presence.put(agent, DATA.get(i).at("/presence/state").asText());
                case CONTACT_ACCEPTED, CONTACT_ASSIGNED -> {
                    Set<String> mine = open.computeIfAbsent(agent, k -> new HashSet<>());
                    mine.add(contact);
                    holder.put(contact, agent);
                    boolean voice = DATA.get(i).path("channel").asText().equals("voice");
                    assertThat(mine).hasSizeLessThanOrEqualTo(voice ? 1 : 3);
                    if (EVENTS.get(i).at() >= START.toEpochMilli())
                        assertThat(presence.get(agent)).isNotNull().isNotIn("offline", "break", "wrapup");
                }
                case CONTACT_TRANSFERRED, CONTACT_CLOSED -> {
                    String holds = holder.remove(contact);
                    if (holds != null) Objects.requireNonNull(open.get(holds)).remove(contact);
                }
                default -> {}
            }
        }
        assertThat(presence).hasSize(60).containsValue("offline").containsValue("busy");
        assertThat(EVENTS)
                .extracting(CanonicalEvent::type)
                .contains(
                        EventType.CONTACT_MISSED,
                        EventType.CONTACT_HELD,
                        EventType.CONTACT_REOPENED,
                        EventType.COMPLAINT_FOLLOWED_UP,
                        EventType.FEEDBACK_ANSWERED,
                        EventType.SUGGESTION_RECEIVED,
                        EventType.REVIEW_SCORED,
                        EventType.CONTACT_RATED,
                        EventType.AGENT_MEMBERSHIP_CHANGED,
                        EventType.CONNECTOR_HEARTBEAT);
    }

    @Test
    void aPlannedBurstBringsMoreOfItsQueueAndOnlyMeanwhile() {
        Incident burst = new Incident(LocalDateTime.parse("2026-11-17T10:00:00"), 20, Set.of("payments"), 6, 1, 0);
        Instant from = at("2026-11-17T10:00:00");

        long calm = offered(PLAN.withoutDailyIncidents(), from);
        long busy = offered(PLAN.withoutDailyIncidents().with(burst), from);

        assertThat(busy).isGreaterThan(calm * 3);
    }

    private static long offered(TrafficPlan plan, Instant from) {
        return between(plan, from, from.plus(Duration.ofMinutes(20))).stream()
                .filter(e -> e.at() >= from.toEpochMilli() && e.type() == EventType.CONTACT_OFFERED)
                .filter(e -> e.json().contains("\"queueId\":\"payments\""))
                .count();
    }

    private static String contact(int i) {
        return DATA.get(i).path("contactId").asText();
    }

    private static String queue(int i) {
        return DATA.get(i).path("queueId").asText();
    }

    private static List<CanonicalEvent> between(TrafficPlan plan, Instant from, Instant to) {
        Traffic traffic = Traffic.from(plan, from);
        List<CanonicalEvent> events = new ArrayList<>();
        for (CanonicalEvent e = traffic.next(); e.at() < to.toEpochMilli(); e = traffic.next()) events.add(e);
        return events;
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }
}
