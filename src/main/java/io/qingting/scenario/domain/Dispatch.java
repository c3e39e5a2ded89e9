package io.qingting.scenario.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.EventType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The waiting lines, and who serves whom: a line for every queue and kind of work, VIPs first, then first come, first
 * served; the agent with the least open work, then the longest idle one, takes the next.
 */
final class Dispatch {
    private static final Comparator<Desk> LEAST_BUSY = Comparator.comparingInt((Desk d) -> d.open.size())
            .thenComparingLong(d -> d.freeSince)
            .thenComparing(d -> d.agent.id());

    private final Agenda agenda;
    private final Journal journal;
    private final List<Desk> desks;
    private final Map<String, SortedSet<Visit>> lines = new HashMap<>();
    private final BiConsumer<Desk, Visit> serve;
    private int waiting;
    private int upstream;

    /** @param serve what happens when an agent is chosen for a contact */
    Dispatch(Agenda agenda, Journal journal, List<Desk> desks, BiConsumer<Desk, Visit> serve) {
        this.agenda = agenda;
        this.journal = journal;
        this.desks = desks;
        this.serve = serve;
    }

    /** A contact will come to a queue, or may: nobody locks up before. */
    void announce() {
        upstream++;
    }

    void withdraw() {
        upstream--;
    }

    boolean isEmpty() {
        return waiting == 0 && upstream == 0;
    }

    int waiting() {
        return waiting;
    }

    void enqueue(Visit visit) {
        visit.enqueuedAt = agenda.now();
        await(visit);
    }

    /** Back to the line with the place that it had, after a missed ring. */
    void await(Visit visit) {
        visit.state = Visit.State.WAITING;
        visit.desk = null;
        waiting++;
        line(visit).add(visit);
        Desk desk = free(visit);
        if (desk != null) take(desk, visit);
    }

    /** The customer gives up, waiting or ringing. */
    void leave(Visit visit) {
        Desk desk = visit.desk;
        if (visit.state == Visit.State.WAITING) {
            waiting--;
            line(visit).remove(visit);
        }
        visit.state = Visit.State.DONE;
        visit.turn++;
        journal.write(visit, EventType.CONTACT_ABANDONED, d -> d.put("queueId", visit.queueId));
        if (desk == null) return;
        visit.desk = null;
        desk.ringing = null;
    }

    /** Gives an agent who has room the next contacts. */
    void offerWork(Desk desk) {
        while (desk.isFree()) {
            Visit next = next(desk);
            if (next == null) return;
            take(desk, next);
        }
    }

    private void take(Desk desk, Visit visit) {
        line(visit).remove(visit);
        waiting--;
        visit.desk = desk;
        serve.accept(desk, visit);
    }

    private @Nullable Desk free(Visit visit) {
        boolean letter = isLetter(visit);
        return desks.stream()
                .filter(d -> letter ? d.isFreeForLetters() : d.isFree())
                .filter(d -> d.serves(visit))
                .min(LEAST_BUSY)
                .orElse(null);
    }

    private @Nullable Visit next(Desk desk) {
        Visit live = first(desk, desk.agent.voice() ? "voice" : "chat");
        if (live != null || desk.agent.voice() || !desk.isFreeForLetters()) return live;
        return first(desk, "letter");
    }

    private @Nullable Visit first(Desk desk, String kind) {
        Visit first = null;
        for (String queueId : desk.agent.queues()) {
            SortedSet<Visit> line = lines.get(queueId + '/' + kind);
            if (line == null || line.isEmpty()) continue;
            if (first == null || Visit.FIRST_COME.compare(line.first(), first) < 0) first = line.first();
        }
        return first;
    }

    private SortedSet<Visit> line(Visit visit) {
        String kind = isLetter(visit) ? "letter" : visit.channel() == Channel.VOICE ? "voice" : "chat";
        return lines.computeIfAbsent(visit.queueId + '/' + kind, k -> new TreeSet<>(Visit.FIRST_COME));
    }

    static boolean isLetter(Visit visit) {
        return !visit.channel().isLive();
    }
}
