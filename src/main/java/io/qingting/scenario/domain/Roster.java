package io.qingting.scenario.domain;

import java.time.LocalDateTime;

/** Who is there when: shifts, breaks, and meetings in bad minutes. */
final class Roster {
    private final Floor floor;
    private final Dice dice;

    Roster(Floor floor) {
        this.floor = floor;
        this.dice = floor.dice("roster");
    }

    void begin() {
        for (DemoSite.Agent agent : floor.plan.site().agents()) {
            Desk desk = new Desk(agent, 0.85 + 0.3 * dice.uniform(), dice.uniform() * 2 - 1);
            floor.desks.add(desk);
            plan(desk);
        }
        for (Incident incident : floor.incidents) if (incident.absent() > 0) planAbsence(incident);
        floor.agenda.at(floor.endsAt, this::lockUp);
    }

    private void plan(Desk desk) {
        DemoSite.Shift shift = desk.agent.shift();
        long from = at(
                shift.from().isBefore(FloorDay.STARTS)
                        ? floor.date.plusDays(1).atTime(shift.from())
                        : floor.date.atTime(shift.from()));
        boolean night = shift == DemoSite.Shift.NIGHT;
        long to = night ? floor.endsAt : at(floor.date.atTime(shift.to()));
        floor.agenda.at(from + dice.millisBetween(0, 150), () -> arrive(desk));
        planBreak(desk, from + dice.millisBetween(5_400, 9_000), "short break", 900);
        double meal = shift == DemoSite.Shift.EARLY ? 12_600 : 10_200;
        double spread = shift == DemoSite.Shift.LATE ? 8_400 : 3_600;
        planBreak(desk, from + dice.millisBetween(meal, meal + spread), "meal", 2_400);
        planBreak(desk, from + dice.millisBetween(20_400, 24_600), "short break", 900);
        if (!night) floor.agenda.at(to + dice.millisBetween(0, 240), () -> goHome(desk));
    }

    private long at(LocalDateTime local) {
        return local.atZone(floor.plan.zone()).toInstant().toEpochMilli();
    }

    private void planBreak(Desk desk, long at, String reason, double seconds) {
        long length = dice.millisBetween(seconds * 0.85, seconds * 1.1);
        floor.agenda.at(at, () -> breakSoon(desk, reason, length));
    }

    private void breakSoon(Desk desk, String reason, long millis) {
        if (!desk.onDuty || desk.leaving || desk.paused || desk.breakReason != null) return;
        desk.breakReason = reason;
        desk.breakMillis = millis;
        if (desk.isIdle()) floor.settle(desk);
    }

    private void planAbsence(Incident incident) {
        long from = at(incident.from());
        if (from < floor.startsAt || from >= floor.endsAt) return;
        floor.agenda.at(from, () -> {
            for (Desk desk : floor.desks)
                if (dice.chance(incident.absent())) breakSoon(desk, "meeting", incident.minutes() * 60_000L);
        });
    }

    private void arrive(Desk desk) {
        desk.onDuty = true;
        desk.freeSince = floor.agenda.now();
        for (String queueId : desk.agent.queues()) floor.journal.membership(desk, queueId);
        floor.settle(desk);
    }

    private void goHome(Desk desk) {
        desk.leaving = true;
        if (desk.isIdle() && !desk.paused) floor.settle(desk);
        else if (desk.paused && desk.isIdle()) {
            desk.paused = false;
            floor.settle(desk);
        }
    }

    /** The night goes home when the last customer has been served. */
    private void lockUp() {
        if (!floor.dispatch.isEmpty()) {
            floor.agenda.in(5_000, this::lockUp);
            return;
        }
        for (Desk desk : floor.desks) if (desk.onDuty && !desk.leaving) goHome(desk);
    }
}
