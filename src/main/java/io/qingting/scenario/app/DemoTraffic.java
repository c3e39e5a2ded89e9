package io.qingting.scenario.app;

import io.qingting.event.app.EventPoster;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventType;
import io.qingting.kernel.BusinessClock;
import io.qingting.scenario.domain.Traffic;
import io.qingting.scenario.domain.TrafficPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The simulated floor on a running server: fills the past up to its start as fast as the server takes it, in order of time,
 * then sends every event as it falls due. What was over before the start is told as imported history, which alerts nobody;
 * contacts that go on are told live from their first event, so that their promises are watched. A restart tells the same
 * story on: events are a function of plan and date, and what is sent again is a duplicate. Run it on a thread of its own;
 * interrupting the thread ends it.
 */
public final class DemoTraffic implements Runnable {
    /** The least that is filled, so that windows and trends are full also just after the day began. */
    private static final Duration LEAST_PAST = Duration.ofHours(2);

    private static final Duration OVERLAP = Duration.ofMinutes(1);
    /** After so long every contact that was open has ended. */
    private static final Duration LONGEST_TAIL = Duration.ofHours(48);
    /** Longest sleep: so late may an event be sent that falls due while the clock jumps. */
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final TrafficPlan plan;
    private final int dayStartHour;
    private final int pastDays;
    private final BusinessClock clock;
    private final Supplier<Optional<Instant>> lastKnown;
    private final EventSender history;
    private final EventSender live;
    private final EventPoster.Pause pause;

    /**
     * @param dayStartHour hour of the plan's zone at which the business day starts, 0 … 23
     * @param pastDays whole days before today that an empty log is filled with, 0 … 30; 7 gives the wall its "a week ago"
     * @param lastKnown latest instant of this source's events in the log; empty: none, or not known
     * @param history sends as an import; both with patience for as long as a server may be away
     * @param live sends what happens from the start on, and contacts that go on then
     */
    public DemoTraffic(
            TrafficPlan plan,
            int dayStartHour,
            int pastDays,
            BusinessClock clock,
            Supplier<Optional<Instant>> lastKnown,
            EventSender history,
            EventSender live,
            EventPoster.Pause pause) {
        this.plan = plan;
        this.dayStartHour = dayStartHour;
        this.pastDays = pastDays;
        this.clock = clock;
        this.lastKnown = lastKnown;
        this.history = history;
        this.live = live;
        this.pause = pause;
    }

    /** Sends until its thread is interrupted, or the server refuses the source for good. */
    @Override
    public void run() {
        try {
            Instant start = clock.now();
            tellHistory(begin(start), start);
            stream(Traffic.from(plan, start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant begin(Instant now) throws InterruptedException {
        Instant fill = fillFrom(now);
        Optional<Instant> last = lastKnown.get();
        if (last.isEmpty()) return fill.minus(Duration.ofDays(pastDays));
        Instant resume =
                last.get().isAfter(now) ? now.minus(OVERLAP) : last.get().minus(OVERLAP);
        if (!resume.isBefore(fill)) return resume;
        finishWhatWasOpen(resume, last.get(), fill);
        return fill;
    }

    /** Start of the business day, or two hours ago if that is earlier. */
    private Instant fillFrom(Instant now) {
        ZonedDateTime local = now.atZone(plan.zone());
        ZonedDateTime start = local.toLocalDate().atTime(dayStartHour, 0).atZone(plan.zone());
        if (start.toInstant().isAfter(now)) start = start.minusDays(1);
        Instant least = now.minus(LEAST_PAST);
        return start.toInstant().isBefore(least) ? start.toInstant() : least;
    }

    /** After a long break: ends the contacts and shifts that went on when the stream stopped, and leaves out what never began. */
    private void finishWhatWasOpen(Instant resume, Instant last, Instant until) throws InterruptedException {
        Instant end = last.plus(LONGEST_TAIL).isBefore(until) ? last.plus(LONGEST_TAIL) : until;
        Set<String> goingOn = new HashSet<>();
        List<CanonicalEvent> batch = new ArrayList<>();
        Traffic traffic = Traffic.from(plan, resume);
        for (CanonicalEvent e = traffic.next(); e.at() < end.toEpochMilli(); e = traffic.next()) {
            String subject = e.subject();
            if (subject == null) continue;
            if (e.at() <= last.toEpochMilli()) goingOn.add(subject);
            if (!goingOn.contains(subject)) continue;
            if (leaves(e)) goingOn.remove(subject);
            add(e, batch, history);
        }
        flush(batch, history);
    }

    private void tellHistory(Instant from, Instant until) throws InterruptedException {
        Set<String> goingOn = Traffic.goingOnAt(plan, until);
        List<CanonicalEvent> batch = new ArrayList<>();
        Traffic traffic = Traffic.from(plan, from);
        for (CanonicalEvent e = traffic.next(); e.at() < until.toEpochMilli(); e = traffic.next()) {
            if (!goingOn.contains(e.subject())) add(e, batch, history);
        }
        flush(batch, history);
    }

    /** An agent who goes home comes back on another day, and that day is not told. */
    private static boolean leaves(CanonicalEvent event) {
        return event.type() == EventType.AGENT_PRESENCE_CHANGED && event.json().contains("\"state\":\"offline\"");
    }

    private void stream(Traffic traffic) throws InterruptedException {
        List<CanonicalEvent> due = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            CanonicalEvent next = traffic.next();
            while (next.at() > clock.nowMillis()) {
                flush(due, live);
                long early = next.at() - clock.nowMillis();
                if (early > 0) pause.millis(Math.min(LONGEST_PAUSE_MILLIS, early));
            }
            add(next, due, live);
        }
    }

    private static void add(CanonicalEvent event, List<CanonicalEvent> batch, EventSender to)
            throws InterruptedException {
        batch.add(event);
        if (batch.size() == EventPoster.LARGEST_BATCH) flush(batch, to);
    }

    private static void flush(List<CanonicalEvent> batch, EventSender to) throws InterruptedException {
        if (batch.isEmpty()) return;
        to.post(List.copyOf(batch));
        batch.clear();
    }
}
