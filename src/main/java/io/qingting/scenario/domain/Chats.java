package io.qingting.scenario.domain;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.EventType;

/** How a chat goes: perhaps a robot first, then questions and answers with an agent who has up to three side by side. */
final class Chats {
    private static final double ROBOT_FIRST = 0.3;
    private static final double ROBOT_SUFFICES = 0.4;
    private static final double MISSED = 0.02;
    private static final double GOES_ON = 0.72;
    private static final int MOST_ROUNDS = 12;
    private static final double REOPENS = 0.025;

    private final Floor floor;
    private final Aftercare aftercare;
    private final Dice dice;

    Chats(Floor floor, Aftercare aftercare) {
        this.floor = floor;
        this.aftercare = aftercare;
        this.dice = floor.dice("chats");
    }

    void begin(Visit visit) {
        boolean robot = dice.chance(ROBOT_FIRST);
        floor.journal.introduce(
                visit, EventType.CONTACT_OFFERED, d -> d.put("actor.type", robot ? ActorType.BOT : null));
        if (robot) {
            floor.agenda.in(dice.millisBetween(0.5, 2), () -> customerWrites(visit, true));
            floor.agenda.in(
                    dice.millisBetween(2.5, 4), () -> floor.journal.message(visit, ActorType.BOT, null, d -> d));
            floor.agenda.in(dice.millisBetween(25, 90), () -> afterRobot(visit));
            return;
        }
        floor.enter(visit);
        floor.agenda.in(dice.millisBetween(0.2, 6), () -> {
            if (visit.state != Visit.State.DONE) customerWrites(visit, true);
        });
    }

    private void afterRobot(Visit visit) {
        if (dice.chance(ROBOT_SUFFICES)) {
            visit.state = Visit.State.DONE;
            floor.dispatch.withdraw();
            floor.journal.write(visit, EventType.CONTACT_CLOSED, d -> d.put("reason", "resolved"));
            return;
        }
        floor.enter(visit);
        customerWrites(visit, true);
    }

    private void customerWrites(Visit visit, boolean expectsReply) {
        floor.journal.message(
                visit, ActorType.CUSTOMER, null, d -> d.put("expectsReply", expectsReply ? null : Boolean.FALSE));
    }

    void ring(Desk desk, Visit visit) {
        visit.state = Visit.State.RINGING;
        desk.ringing = visit;
        if (visit.demand.automatic()) {
            floor.journal.write(
                    visit, desk, EventType.CONTACT_ASSIGNED, d -> d.put("acceptMode", AcceptMode.AUTOMATIC));
            accept(desk, visit);
            return;
        }
        floor.journal.write(visit, desk, EventType.CONTACT_RINGING, d -> d);
        boolean missed = !floor.isOver() && dice.chance(MISSED);
        floor.agenda.in(missed ? 20_000 : dice.millisBetween(1, 6), () -> {
            if (desk.ringing != visit || visit.state != Visit.State.RINGING) return;
            if (missed) Calls.miss(floor, desk, visit, dice);
            else {
                floor.journal.write(visit, desk, EventType.CONTACT_ACCEPTED, d -> d);
                accept(desk, visit);
            }
        });
    }

    private void accept(Desk desk, Visit visit) {
        floor.open(desk, visit);
        if (visit.demand.automatic())
            floor.agenda.in(
                    300, () -> floor.journal.message(visit, ActorType.SYSTEM, null, d -> d.put("isTemplate", true)));
        answerSoon(desk, visit, 1);
    }

    private void answerSoon(Desk desk, Visit visit, int round) {
        double median = 13 * desk.pace * (0.7 + 0.3 * desk.open.size()) * floor.service(visit.queueId);
        long thinks = 1_500 + Math.min(240_000, dice.logNormalMillis(Math.round(median), 0.75));
        floor.agenda.in(thinks, () -> answer(desk, visit, round));
    }

    private void answer(Desk desk, Visit visit, int round) {
        floor.journal.message(visit, ActorType.HUMAN, desk, d -> d);
        if (round < MOST_ROUNDS && dice.chance(GOES_ON)) {
            floor.agenda.in(Math.min(170_000, dice.logNormalMillis(24, 0.8)), () -> {
                customerWrites(visit, true);
                // A second line of the same thought: one run, two messages.
                if (dice.chance(0.25)) floor.agenda.in(900, () -> customerWrites(visit, true));
                answerSoon(desk, visit, round + 1);
            });
            return;
        }
        if (dice.chance(0.1)) {
            floor.agenda.in(180_000, () -> close(desk, visit, "inactivity"));
            return;
        }
        if (dice.chance(0.04)) {
            floor.agenda.in(dice.millisBetween(5, 30), () -> customerWrites(visit, true));
            floor.agenda.in(dice.millisBetween(31, 55), () -> close(desk, visit, "customerLeft"));
            return;
        }
        if (dice.chance(0.6)) floor.agenda.in(dice.millisBetween(3, 9), () -> customerWrites(visit, false));
        floor.agenda.in(
                dice.millisBetween(10, 40), () -> close(desk, visit, dice.chance(0.9) ? "resolved" : "unresolved"));
    }

    private void close(Desk desk, Visit visit, String reason) {
        visit.state = Visit.State.DONE;
        floor.journal.write(visit, desk, EventType.CONTACT_CLOSED, d -> d.put("reason", reason));
        floor.release(desk, visit);
        floor.settle(desk);
        aftercare.closed(desk, visit, reason);
        long back = floor.agenda.now() + dice.millisBetween(400, 3_600);
        if (visit.cycle == 0 && dice.chance(REOPENS) && back < floor.endsAt) floor.agenda.at(back, () -> reopen(visit));
    }

    private void reopen(Visit visit) {
        visit.cycle++;
        visit.desk = null;
        visit.state = Visit.State.UPSTREAM;
        floor.dispatch.announce();
        floor.journal.write(visit, EventType.CONTACT_REOPENED, d -> d.put("queueId", visit.queueId));
        floor.enter(visit);
        customerWrites(visit, true);
    }
}
