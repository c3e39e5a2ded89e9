package io.qingting.scenario.domain;

import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.EventType;

/** E-mails and forms: they wait for a quiet minute of an agent who has no chat. */
final class Letters {
    private final Floor floor;
    private final Aftercare aftercare;
    private final Dice dice;

    Letters(Floor floor, Aftercare aftercare) {
        this.floor = floor;
        this.aftercare = aftercare;
        this.dice = floor.dice("letters");
    }

    void begin(Visit visit) {
        floor.journal.introduce(visit, EventType.CONTACT_OFFERED, d -> d);
        floor.journal.message(visit, ActorType.CUSTOMER, null, d -> d);
        floor.enter(visit);
    }

    void take(Desk desk, Visit visit) {
        floor.journal.write(visit, desk, EventType.CONTACT_ACCEPTED, d -> d);
        floor.open(desk, visit);
        long work = 20_000 + Math.min(1_800_000, dice.logNormalMillis(visit.demand.serviceSeconds(), 0.5));
        floor.agenda.in(work, () -> {
            floor.journal.message(visit, ActorType.HUMAN, desk, d -> d);
            floor.agenda.in(1_000, () -> close(desk, visit));
        });
    }

    private void close(Desk desk, Visit visit) {
        visit.state = Visit.State.DONE;
        String reason = dice.chance(0.9) ? "resolved" : "unresolved";
        floor.journal.write(visit, desk, EventType.CONTACT_CLOSED, d -> d.put("reason", reason));
        floor.release(desk, visit);
        floor.settle(desk);
        aftercare.closed(desk, visit, reason);
    }
}
