package io.qingting.scenario.domain;

import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * The endless stream of a simulated floor's events from any instant on, in order of time. Pure: plan and start decide every
 * event and its id, and a later start gives the same events from there on; so whoever sends them may stop, start again and
 * overlap, and repeats change nothing. Memory holds two or three floor days' open contacts.
 *
 * <p>It starts in the middle of a working floor: first come, with their earlier instants, all events of the contacts that go
 * on after the start, and the last presence and the queues of each agent. Nothing else from before the start is told.
 */
public final class Traffic implements Iterator<CanonicalEvent> {
    /** What a floor day still tells after its end, it tells within the next. */
    private static final int DAYS_BEFORE = 1;

    private record Head(CanonicalEvent event, FloorDay day) {}

    private static final Comparator<Head> BY_TIME = Comparator.comparing(Head::event, CanonicalEvent.BY_TIME);

    private final TrafficPlan plan;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(BY_TIME);
    private final Deque<CanonicalEvent> carriedOver = new ArrayDeque<>();
    private LocalDate nextDay;

    private Traffic(TrafficPlan plan, LocalDate nextDay) {
        this.plan = plan;
        this.nextDay = nextDay;
    }

    /** The stream from {@code start} on. Working out what is going on at the start takes well under a second. */
    public static Traffic from(TrafficPlan plan, Instant start) {
        LocalDate date = FloorDay.dateOf(start, plan.zone());
        Traffic traffic = new Traffic(plan, date.plusDays(1));
        Set<String> goingOn = goingOnAt(plan, start);
        List<CanonicalEvent> before = new ArrayList<>();
        Map<String, CanonicalEvent> presences = new TreeMap<>();
        Map<String, CanonicalEvent> memberships = new TreeMap<>();
        for (LocalDate d = date.minusDays(DAYS_BEFORE); !d.isAfter(date); d = d.plusDays(1)) {
            FloorDay day =
                    new FloorDay(plan, d, (subject, at) -> at >= start.toEpochMilli() || goingOn.contains(subject));
            while (day.hasNext()) {
                CanonicalEvent event = day.next();
                if (event.at() >= start.toEpochMilli()) {
                    traffic.heads.add(new Head(event, day));
                    break;
                }
                if (event.subject() == null) continue;
                if (event.type() == EventType.AGENT_PRESENCE_CHANGED) presences.put(event.subject(), event);
                else if (event.type() == EventType.AGENT_MEMBERSHIP_CHANGED)
                    memberships.put(membershipKey(event), event);
                else if (goingOn.contains(event.subject())) before.add(event);
            }
        }
        before.addAll(presences.values());
        before.addAll(memberships.values());
        // Equal instants stay in the order in which they happened.
        before.sort(Comparator.comparingLong(CanonicalEvent::at));
        traffic.carriedOver.addAll(before);
        return traffic;
    }

    private static String membershipKey(CanonicalEvent event) {
        String json = event.json();
        return event.subject() + json.substring(json.indexOf("\"membership\""));
    }

    /** Contacts with events both before an instant and from it on: which {@link #from} tells whole. */
    public static Set<String> goingOnAt(TrafficPlan plan, Instant start) {
        LocalDate date = FloorDay.dateOf(start, plan.zone());
        Set<String> subjects = new HashSet<>();
        for (LocalDate d = date.minusDays(DAYS_BEFORE); !d.isAfter(date); d = d.plusDays(1)) {
            Map<String, Boolean> began = new HashMap<>();
            FloorDay day = new FloorDay(plan, d, Journal.Told.NONE);
            while (day.hasNext()) {
                CanonicalEvent event = day.next();
                if (event.subject() == null || event.type().subject() != EventType.Subject.CONTACT) continue;
                if (event.at() < start.toEpochMilli()) began.put(event.subject(), true);
                else if (began.remove(event.subject()) != null) subjects.add(event.subject());
            }
        }
        return subjects;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public CanonicalEvent next() {
        CanonicalEvent carried = carriedOver.poll();
        if (carried != null) return carried;
        while (heads.isEmpty()
                || heads.peek().event.at()
                        >= FloorDay.startOf(nextDay, plan.zone()).toEpochMilli()) {
            advance(new FloorDay(plan, nextDay));
            nextDay = nextDay.plusDays(1);
        }
        Head first = heads.remove();
        advance(first.day);
        return first.event;
    }

    private void advance(FloorDay day) {
        if (day.hasNext()) heads.add(new Head(day.next(), day));
    }
}
