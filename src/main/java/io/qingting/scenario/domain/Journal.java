package io.qingting.scenario.domain;

import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventDraft;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes what happens on the simulated floor as canonical events, in the order it happens. */
final class Journal {
    private final String source;
    private final String day;
    private final Agenda agenda;
    private final Told told;
    private final Queue<CanonicalEvent> written = new ArrayDeque<>();

    /** Which events get their JSON; it is empty for the others, which makes them much cheaper. */
    @FunctionalInterface
    interface Told {
        Told ALL = (subject, at) -> true;
        Told NONE = (subject, at) -> false;

        boolean test(String subject, long at);
    }

    Journal(String source, LocalDate date, Agenda agenda, Told told) {
        this.told = told;
        this.source = source;
        this.day = date.format(DateTimeFormatter.ofPattern("yyMMdd"));
        this.agenda = agenda;
    }

    String day() {
        return day;
    }

    @Nullable
    CanonicalEvent poll() {
        return written.poll();
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    void write(Visit visit, EventType type) {
        write(visit, type, draft -> draft);
    }

    void write(Visit visit, EventType type, UnaryOperator<EventDraft> details) {
        int number = visit.events++;
        String id = visit.contactId + "-" + number;
        if (!told.test(visit.contactId, agenda.now())) {
            written.add(new CanonicalEvent(id, type, agenda.now(), visit.contactId, ""));
            return;
        }
        EventDraft draft = new EventDraft(source, type, id, agenda.now())
                .subject(visit.contactId)
                .sequence(padded(number))
                .put("contactId", visit.contactId)
                .put("channel", visit.channel());
        if (visit.cycle > 0) draft.put("cycle", visit.cycle);
        written.add(details.apply(draft).build());
    }

    /** An event that introduces the contact: with its customer, topic and queue. */
    void introduce(Visit visit, EventType type, UnaryOperator<EventDraft> details) {
        write(
                visit,
                type,
                draft -> details.apply(draft.put("queueId", visit.queueId)
                        .put("customer.key", visit.customer)
                        .put("customer.segment", visit.segment)
                        .put("topic", visit.topic)
                        .put("direction", "inbound")));
    }

    /** An event of a contact and the agent who has it. */
    void write(Visit visit, Desk desk, EventType type, UnaryOperator<EventDraft> details) {
        write(
                visit,
                type,
                draft -> details.apply(draft.put("queueId", visit.queueId)
                        .put("agentId", desk.agent.id())
                        .put("teamId", desk.agent.teamId())));
    }

    void message(Visit visit, ActorType actor, @Nullable Desk desk, UnaryOperator<EventDraft> details) {
        EventType type = actor == ActorType.CUSTOMER ? EventType.MESSAGE_CUSTOMER : EventType.MESSAGE_AGENT;
        String messageId = visit.contactId + "-m" + visit.messages++;
        write(
                visit,
                type,
                draft -> details.apply(draft.put("queueId", visit.queueId)
                        .put("agentId", desk == null ? null : desk.agent.id())
                        .put("actor.type", actor)
                        .put("messageId", messageId)));
    }

    void presence(Desk desk, PresenceState state, @Nullable String reason) {
        written.add(agent(desk, EventType.AGENT_PRESENCE_CHANGED)
                .put("presence.state", state)
                .put("presence.reason", reason)
                .build());
    }

    void membership(Desk desk, String queueId) {
        written.add(agent(desk, EventType.AGENT_MEMBERSHIP_CHANGED)
                .put("membership.queueId", queueId)
                .put("membership.change", "added")
                .build());
    }

    private EventDraft agent(Desk desk, EventType type) {
        String agentId = desk.agent.id();
        return new EventDraft(source, type, agentId + "-" + day + "-" + desk.presences, agenda.now())
                .subject(agentId)
                .sequence(padded(desk.presences++))
                .put("agentId", agentId)
                .put("teamId", desk.agent.teamId());
    }

    private static String padded(int number) {
        String digits = Integer.toString(number);
        return "00000".substring(Math.min(5, digits.length())) + digits;
    }

    void heartbeat(int number) {
        written.add(
                new EventDraft(source, EventType.CONNECTOR_HEARTBEAT, "heartbeat-" + day + "-" + number, agenda.now())
                        .build());
    }
}
