package io.qingting.scenario.domain;

import io.qingting.event.domain.CanonicalEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The events of all contacts that begin on one floor day, in order of time: a pure function of plan and date.
 *
 * <p>A floor day runs from 08:00 to 08:00, because no shift spans that hour: the night serves whoever still waits and goes
 * home, the early shift starts with empty lines. So days can be simulated one by one, each from its date alone, and laid
 * side by side: no agent is ever in two of them at once. The last events of a day, such as a complaint's follow-up, are
 * less than a day after its end.
 *
 * <p>Discrete events: the agenda holds what is due; each step may note more and write to the journal. Reading asks for the
 * next step only when the journal is empty, so memory holds open contacts and no history. For one thread.
 */
final class FloorDay implements Iterator<CanonicalEvent> {
    static final LocalTime STARTS = LocalTime.of(8, 0);

    private final Floor floor;
    private @Nullable CanonicalEvent next;

    FloorDay(TrafficPlan plan, LocalDate date) {
        this(plan, date, Journal.Told.ALL);
    }

    /** @param told contact events that get their JSON */
    FloorDay(TrafficPlan plan, LocalDate date, Journal.Told told) {
        this.floor = new Floor(plan, date, told);
    }

    static Instant startOf(LocalDate date, ZoneId zone) {
        return date.atTime(STARTS).atZone(zone).toInstant();
    }

    /** The floor day in which an instant lies. */
    static LocalDate dateOf(Instant instant, ZoneId zone) {
        var local = instant.atZone(zone);
        return local.toLocalTime().isBefore(STARTS) ? local.toLocalDate().minusDays(1) : local.toLocalDate();
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            next = floor.journal.poll();
            if (next != null) break;
            if (floor.agenda.isEmpty()) return false;
            floor.agenda.step();
        }
        return true;
    }

    @Override
    public CanonicalEvent next() {
        if (!hasNext() || next == null) throw new NoSuchElementException();
        CanonicalEvent event = next;
        next = null;
        return event;
    }
}
