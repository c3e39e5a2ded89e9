package io.qingting.contact.domain;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.Event.Exclusion;
import io.qingting.event.domain.EventOrder;
import io.qingting.event.domain.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one contact: the set of its events → its spans. The order, number and batches in which events arrived do not
 * matter: they are folded in {@link EventOrder}, each identity once (METRICS.md, "Time is event time"). Events that make no
 * sense become anomalies; nothing is thrown. An exclusion from a score holds as soon as it is among the events, whatever its
 * instant.
 */
public final class ContactFold {
    private ContactFold() {}

    /** Folds all events of one contact, in any order; repeated identities count once, the one first in the log. */
    public static Folded fold(Collection<Event> events) {
        Collector collector = new Collector();
        ContactState state = replay(events, collector);
        return new Folded(List.copyOf(collector.added), List.copyOf(collector.anomalies), state.live(), state.lastAt());
    }

    static ContactState replay(Collection<Event> events, SpanSink sink) {
        ContactState state = new ContactState(excludedAgents(events));
        for (Event event : ordered(events)) state.apply(event, sink);
        return state;
    }

    private static Set<String> excludedAgents(Collection<Event> events) {
        Set<String> agents = null;
        for (Event event : events) {
            if (!(event.detail() instanceof Exclusion exclusion)) continue;
            if (agents == null) agents = new HashSet<>();
            agents.add(exclusion.agentId());
        }
        return agents == null ? Set.of() : agents;
    }

    static List<Event> ordered(Collection<Event> events) {
        if (events.size() <= 1) return List.copyOf(events);
        Map<String, Event> byId = new HashMap<>(events.size() * 2);
        for (Event event : events) byId.merge(event.id(), event, ContactFold::firstInLog);
        List<Event> ordered = new ArrayList<>(byId.values());
        ordered.sort(EventOrder.INSTANCE);
        return ordered;
    }

    private static Event firstInLog(Event a, Event b) {
        return b.position() < a.position() ? b : a;
    }

    static boolean isExclusion(Event event) {
        return event.type() == EventType.SCORE_EXCLUDED;
    }

    /** Nets what a fold adds and takes back. Few spans at a time, so that searching beats hashing. */
    static final class Collector implements SpanSink {
        private static final int FEW = 4;

        final List<Span> added = new ArrayList<>(FEW);
        final List<Span> removed = new ArrayList<>(FEW);
        List<Anomaly> anomalies = List.of();
        private final @Nullable Names names;

        Collector() {
            this(null);
        }

        Collector(@Nullable Names names) {
            this.names = names;
        }

        @Override
        public void add(Span span) {
            added.add(span);
        }

        @Override
        public void remove(Span span) {
            for (int i = added.size() - 1; i >= 0; i--) {
                if (!added.get(i).isSame(span)) continue;
                added.remove(i);
                return;
            }
            removed.add(span);
        }

        @Override
        public void anomaly(Event event, String reason) {
            if (anomalies.isEmpty()) anomalies = new ArrayList<>(1);
            anomalies.add(Anomaly.of(event, reason));
        }

        @Override
        public @Nullable String shared(@Nullable String name) {
            return names == null ? name : names.shared(name);
        }
    }
}
