package io.qingting.scenario.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parts of one simulated floor day share: time, paper, lines, desks, and the moves between them. */
final class Floor {
    final TrafficPlan plan;
    final LocalDate date;
    final long startsAt;
    final long endsAt;
    final Agenda agenda;
    final Journal journal;
    final Dispatch dispatch;
    final List<Desk> desks = new ArrayList<>();
    final List<Incident> incidents;
    private final List<Spell> spells;
    private final Dice patience;
    private final Calls calls;
    private final Chats chats;
    private final Letters letters;
    private final Aftercare aftercare;
    private final Arrivals arrivals;

    Floor(TrafficPlan plan, LocalDate date, Journal.Told told) {
        this.plan = plan;
        this.date = date;
        this.startsAt = FloorDay.startOf(date, plan.zone()).toEpochMilli();
        this.endsAt = FloorDay.startOf(date.plusDays(1), plan.zone()).toEpochMilli();
        this.agenda = new Agenda(startsAt);
        this.journal = new Journal(plan.source(), date, agenda, told);
        this.incidents = plan.incidentsOf(date);
        this.spells = incidents.stream()
                .map(i -> {
                    long from = i.from().atZone(plan.zone()).toInstant().toEpochMilli();
                    return new Spell(i, from, from + i.minutes() * 60_000L);
                })
                .toList();
        this.dispatch = new Dispatch(agenda, journal, desks, this::ring);
        this.patience = dice("patience");
        this.aftercare = new Aftercare(this);
        this.calls = new Calls(this, aftercare);
        this.chats = new Chats(this, aftercare);
        this.letters = new Letters(this, aftercare);
        this.arrivals = new Arrivals(this);
        new Roster(this).begin();
        arrivals.begin();
    }

    Dice dice(String purpose) {
        return Dice.of(plan.seed() * 1_000_003 + date.toEpochDay(), purpose);
    }

    Chats chats() {
        return chats;
    }

    Letters letters() {
        return letters;
    }

    boolean isOver() {
        return agenda.now() >= endsAt;
    }

    /** Factor on times of work in this queue now. */
    double service(String queueId) {
        double factor = 1;
        for (Spell spell : spells) if (spell.isOn(queueId, agenda.now())) factor *= spell.incident.service();
        return factor;
    }

    /** Factor on arrivals in this queue at an instant. */
    double arrivals(String queueId, long at) {
        double factor = 1;
        for (Spell spell : spells) if (spell.isOn(queueId, at)) factor *= spell.incident.arrivals();
        return factor;
    }

    /** The highest that {@link #arrivals(String, long)} gives; it can only rise where an incident begins. */
    double highestArrivals(String queueId) {
        double highest = 1;
        for (Spell spell : spells) {
            highest = Math.max(highest, arrivals(queueId, spell.from));
            highest = Math.max(highest, arrivals(queueId, spell.to));
        }
        return highest;
    }

    /** An incident with its instants: from (closed) to (open). */
    private record Spell(Incident incident, long from, long to) {
        boolean isOn(String queueId, long at) {
            return at >= from && at < to && incident.concerns(queueId);
        }
    }

    /** A customer comes to the queue that the visit names, and will not wait for ever. */
    void enter(Visit visit) {
        journal.introduce(visit, EventType.CONTACT_ENQUEUED, d -> d);
        waitFor(visit);
    }

    void waitFor(Visit visit) {
        dispatch.withdraw();
        int turn = ++visit.turn;
        if (!Dispatch.isLetter(visit)) {
            // Weibull with a shape above 1: the longer one waits, the sooner one leaves; chat is left later than the
            // phone.
            double scale = (visit.channel() == Channel.VOICE ? 190 : 330) * (visit.isVip() ? 1.4 : 1);
            agenda.in(patience.weibullMillis(1.25, scale), () -> abandon(visit, turn));
        }
        dispatch.enqueue(visit);
    }

    private void abandon(Visit visit, int turn) {
        boolean stillWaits = visit.state == Visit.State.WAITING || visit.state == Visit.State.RINGING;
        if (!stillWaits || visit.turn != turn) return;
        Desk desk = visit.desk;
        dispatch.leave(visit);
        if (desk != null) dispatch.offerWork(desk);
        arrivals.maybeCallsAgain(visit);
    }

    private void ring(Desk desk, Visit visit) {
        switch (visit.channel()) {
            case VOICE -> calls.ring(desk, visit);
            case CHAT -> chats.ring(desk, visit);
            default -> letters.take(desk, visit);
        }
    }

    void open(Desk desk, Visit visit) {
        visit.state = Visit.State.SERVED;
        visit.turn++;
        desk.ringing = null;
        desk.open.add(visit);
        refresh(desk, null);
        if (!desk.agent.voice()) dispatch.offerWork(desk);
    }

    /** The agent has done with a contact. */
    void release(Desk desk, Visit visit) {
        desk.open.remove(visit);
        desk.freeSince = agenda.now();
    }

    /** Shows the agent's state, begins a break or goes home where that is due, and takes the next work. */
    void settle(Desk desk) {
        if (desk.onDuty && desk.isIdle() && !desk.paused) {
            if (desk.leaving) {
                desk.onDuty = false;
                refresh(desk, null);
                return;
            }
            String reason = desk.breakReason;
            if (reason != null) {
                desk.paused = true;
                desk.breakReason = null;
                refresh(desk, reason);
                agenda.in(desk.breakMillis, () -> comeBack(desk));
                return;
            }
        }
        refresh(desk, null);
        dispatch.offerWork(desk);
    }

    private void comeBack(Desk desk) {
        desk.paused = false;
        desk.freeSince = agenda.now();
        settle(desk);
    }

    void refresh(Desk desk, @Nullable String reason) {
        PresenceState now = desk.presence();
        if (now == desk.shown) return;
        desk.shown = now;
        journal.presence(desk, now, reason);
    }
}
