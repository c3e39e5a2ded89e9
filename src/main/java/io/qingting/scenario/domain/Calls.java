package io.qingting.scenario.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.EventType;
import java.util.List;

/** How a call goes once an agent is found: rings, is taken or missed, talk, hold, perhaps handed on, wrap-up. */
final class Calls {
    private static final double MISSED = 0.025;
    private static final double HELD = 0.12;
    private static final double HANDED_ON = 0.05;
    private static final double RESOLVED = 0.84;

    private final Floor floor;
    private final Aftercare aftercare;
    private final Dice dice;

    Calls(Floor floor, Aftercare aftercare) {
        this.floor = floor;
        this.aftercare = aftercare;
        this.dice = floor.dice("calls");
    }

    void ring(Desk desk, Visit visit) {
        visit.state = Visit.State.RINGING;
        desk.ringing = visit;
        Visit ringing = visit;
        floor.journal.write(visit, desk, EventType.CONTACT_RINGING, d -> d);
        boolean missed = !floor.isOver() && dice.chance(MISSED);
        long millis = missed ? 15_000 : Math.min(14_000, dice.logNormalMillis(3.2, 0.5));
        floor.agenda.in(millis, () -> {
            if (desk.ringing != ringing || ringing.state != Visit.State.RINGING) return;
            if (missed) miss(floor, desk, visit, dice);
            else accept(desk, visit);
        });
    }

    /** Nobody takes it: the agent is sent on a short pause, the customer keeps the place in the line. */
    static void miss(Floor floor, Desk desk, Visit visit, Dice dice) {
        floor.journal.write(visit, desk, EventType.CONTACT_MISSED, d -> d);
        desk.ringing = null;
        if (!desk.leaving && desk.breakReason == null) {
            desk.breakReason = "missed";
            desk.breakMillis = dice.millisBetween(30, 120);
        }
        floor.settle(desk);
        floor.dispatch.await(visit);
    }

    private void accept(Desk desk, Visit visit) {
        floor.journal.write(visit, desk, EventType.CONTACT_ACCEPTED, d -> d);
        floor.open(desk, visit);
        double median = visit.demand.serviceSeconds() * desk.pace * floor.service(visit.queueId);
        long talk = Math.min(3_600_000, 8_000 + dice.logNormalMillis(Math.round(median), 0.62));
        boolean handOn = !visit.handedOn && !floor.isOver() && dice.chance(HANDED_ON);
        if (handOn) {
            floor.agenda.in(talk / 2, () -> handOn(desk, visit));
            return;
        }
        long hold = dice.chance(HELD) ? dice.millisBetween(15, 75) : 0;
        if (hold > 0) {
            floor.agenda.in(talk / 2, () -> floor.journal.write(visit, desk, EventType.CONTACT_HELD, d -> d));
            floor.agenda.in(talk / 2 + hold, () -> floor.journal.write(visit, desk, EventType.CONTACT_RESUMED, d -> d));
        }
        floor.agenda.in(talk + hold, () -> close(desk, visit));
    }

    private void handOn(Desk desk, Visit visit) {
        List<DemoSite.Queue> others = floor.plan.site().queues().stream()
                .filter(q -> !q.id().equals(visit.queueId))
                .filter(q -> q.demand().stream().anyMatch(d -> d.channel() == Channel.VOICE))
                .toList();
        String from = visit.queueId;
        visit.handedOn = true;
        visit.queueId = dice.oneOf(others).id();
        floor.journal.write(
                visit,
                EventType.CONTACT_TRANSFERRED,
                d -> d.put("queueId", visit.queueId)
                        .put("previousQueueId", from)
                        .put("previousAgentId", desk.agent.id()));
        visit.desk = null;
        floor.release(desk, visit);
        wrapUp(desk, visit, 8);
        floor.dispatch.announce();
        floor.waitFor(visit);
    }

    private void close(Desk desk, Visit visit) {
        visit.state = Visit.State.DONE;
        String reason = dice.chance(RESOLVED) ? "resolved" : dice.chance(0.8) ? "unresolved" : "customerLeft";
        floor.journal.write(visit, desk, EventType.CONTACT_CLOSED, d -> d.put("reason", reason));
        floor.release(desk, visit);
        wrapUp(desk, visit, 22);
        aftercare.closed(desk, visit, reason);
    }

    private void wrapUp(Desk desk, Visit visit, double medianSeconds) {
        desk.wrappingUp = true;
        String queueId = visit.queueId;
        floor.journal.write(
                visit,
                EventType.CONTACT_WRAPUP_STARTED,
                d -> d.put("agentId", desk.agent.id())
                        .put("teamId", desk.agent.teamId())
                        .put("queueId", queueId));
        floor.refresh(desk, null);
        floor.agenda.in(Math.min(300_000, dice.logNormalMillis(medianSeconds, 0.7)), () -> {
            desk.wrappingUp = false;
            desk.freeSince = floor.agenda.now();
            floor.journal.write(
                    visit,
                    EventType.CONTACT_WRAPUP_ENDED,
                    d -> d.put("agentId", desk.agent.id())
                            .put("teamId", desk.agent.teamId())
                            .put("queueId", queueId));
            floor.settle(desk);
        });
    }
}
