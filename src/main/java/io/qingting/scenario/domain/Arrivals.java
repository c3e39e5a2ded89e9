package io.qingting.scenario.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.Segment;
import java.time.Instant;
import java.time.LocalTime;

/**
 * Customers coming in: a Poisson process for each queue and channel whose rate follows the hour, by thinning (Lewis and
 * Shedler, 1979), and those who gave up and try again.
 */
final class Arrivals {
    private static final int CUSTOMERS = 40_000;
    private static final double CALLS_AGAIN = 0.35;

    private final Floor floor;
    private final Dice customers;
    private final Dice again;
    private int count;

    Arrivals(Floor floor) {
        this.floor = floor;
        this.customers = floor.dice("customers");
        this.again = floor.dice("again");
    }

    void begin() {
        for (DemoSite.Queue queue : floor.plan.site().queues())
            for (DemoSite.Demand demand : queue.demand()) {
                double highest = floor.highestArrivals(queue.id());
                double perDay = demand.perDay() * floor.plan.volume() * TrafficPlan.weekday(floor.date.getDayOfWeek());
                double perSecond = perDay * TrafficPlan.highestHourShare() * highest / 3_600;
                Dice dice = floor.dice("arrivals " + queue.id() + demand.channel());
                if (perSecond > 0) next(queue, demand, dice, 1 / perSecond, highest);
            }
        for (long at = floor.startsAt, n = 0; at < floor.endsAt; at += 30_000, n++) {
            int number = (int) n;
            floor.agenda.at(at, () -> floor.journal.heartbeat(number));
        }
    }

    private void next(DemoSite.Queue queue, DemoSite.Demand demand, Dice dice, double meanSeconds, double highest) {
        long at = floor.agenda.now() + dice.exponentialMillis(meanSeconds);
        if (at >= floor.endsAt) return;
        floor.agenda.at(at, () -> {
            LocalTime time = Instant.ofEpochMilli(floor.agenda.now())
                    .atZone(floor.plan.zone())
                    .toLocalTime();
            double share = TrafficPlan.hourShare(time) / TrafficPlan.highestHourShare();
            if (dice.chance(share * floor.arrivals(queue.id(), floor.agenda.now()) / highest)) arrive(queue, demand);
            next(queue, demand, dice, meanSeconds, highest);
        });
    }

    private void arrive(DemoSite.Queue queue, DemoSite.Demand demand) {
        int customer = customers.below(CUSTOMERS);
        Segment segment = switch (customer % 20) {
            case 0 -> Segment.VIP;
            case 1, 2, 3, 4, 5 -> Segment.NEW;
            case 6 -> Segment.OTHER;
            default -> Segment.RETURNING;
        };
        come("customer-" + (100_000 + customer), segment, demand, queue.id(), customers.oneOf(queue.topics()));
    }

    /** Some who gave up try again some minutes later: a new contact of the same customer about the same thing. */
    void maybeCallsAgain(Visit visit) {
        if (!again.chance(CALLS_AGAIN)) return;
        long at = floor.agenda.now() + again.millisBetween(60, 900);
        if (at < floor.endsAt)
            floor.agenda.at(at, () -> come(visit.customer, visit.segment, visit.demand, visit.queueId, visit.topic));
    }

    private void come(String customer, Segment segment, DemoSite.Demand demand, String queueId, String topic) {
        int number = ++count;
        String contactId = "C" + floor.journal.day() + "-" + (100_000 + number);
        Visit visit = new Visit(contactId, number, customer, segment, demand, queueId, topic);
        floor.dispatch.announce();
        if (demand.channel() == Channel.CHAT) floor.chats().begin(visit);
        else if (demand.channel() == Channel.VOICE) {
            floor.journal.introduce(visit, EventType.CONTACT_OFFERED, d -> d);
            floor.agenda.in(customers.millisBetween(2, 12), () -> floor.enter(visit));
        } else floor.letters().begin(visit);
    }
}
