package io.qingting.scenario.domain;

import io.qingting.event.domain.CanonicalEvent;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A named excerpt of the simulated floor, kept as a file of one CloudEvent a line in the order of delivery. The files are
 * made of this list, which is their description.
 *
 * @param name file name without ending
 * @param from local time of its begin; the events of contacts that go on then come first
 * @param untidy the connector repeats events, mixes their order up and delivers some minutes or an hour late
 */
public record Scenario(String name, TrafficPlan plan, LocalDateTime from, int minutes, boolean untidy) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long SEED = 20_261_121;

    private record Delivery(long at, int number, CanonicalEvent event) {}

    /** All scenarios that files are kept of. */
    public static List<Scenario> all() {
        TrafficPlan ordinary =
                TrafficPlan.ordinary(DemoSite.standard(), ZONE, SEED).withoutDailyIncidents();
        LocalDateTime outage = LocalDateTime.parse("2026-11-18T14:05:00");
        LocalDateTime peak = LocalDateTime.parse("2026-11-11T20:00:00");
        return List.of(
                new Scenario("monday-morning", ordinary, LocalDateTime.parse("2026-11-16T09:50:00"), 30, false),
                new Scenario(
                        "outage",
                        ordinary.with(
                                new Incident(outage, 15, Set.of("payments", "orders"), 4, 1.4, 0),
                                new Incident(outage.plusMinutes(3), 10, Set.of(), 1, 1.2, 0.2)),
                        outage.minusMinutes(5),
                        25,
                        false),
                new Scenario(
                        "night-shift-over-midnight", ordinary, LocalDateTime.parse("2026-11-17T23:20:00"), 80, false),
                new Scenario(
                        "promotion-peak",
                        ordinary.withVolume(1.4)
                                .with(new Incident(peak, 25, Set.of("presales", "orders", "payments"), 3, 1, 0)),
                        peak.minusMinutes(5),
                        25,
                        false),
                new Scenario("duplicate-and-late", ordinary, LocalDateTime.parse("2026-11-19T13:00:00"), 20, true));
    }

    /** The events in the order of delivery. */
    public List<CanonicalEvent> events() {
        Traffic traffic = Traffic.from(plan, from.atZone(plan.zone()).toInstant());
        long end = from.plusMinutes(minutes).atZone(plan.zone()).toInstant().toEpochMilli();
        List<CanonicalEvent> events = new ArrayList<>();
        for (CanonicalEvent event = traffic.next(); event.at() < end; event = traffic.next()) events.add(event);
        return untidy ? untidy(events) : events;
    }

    private List<CanonicalEvent> untidy(List<CanonicalEvent> events) {
        Dice dice = Dice.of(plan.seed(), "untidy");
        List<Delivery> deliveries = new ArrayList<>();
        for (CanonicalEvent event : events) {
            deliveries.add(delivery(event, dice, deliveries.size()));
            if (dice.chance(0.08)) deliveries.add(delivery(event, dice, deliveries.size()));
        }
        deliveries.sort(Comparator.comparingLong(Delivery::at).thenComparingInt(Delivery::number));
        return deliveries.stream().map(Delivery::event).toList();
    }

    /** Most come within two seconds, one in twelve minutes late, one in a hundred an hour or more. */
    private static Delivery delivery(CanonicalEvent event, Dice dice, int number) {
        double luck = dice.uniform();
        long delay = luck < 0.01
                ? dice.millisBetween(3_600, 10_800)
                : luck < 0.09 ? dice.millisBetween(60, 900) : dice.millisBetween(0, 2);
        return new Delivery(event.at() + delay, number, event);
    }
}
