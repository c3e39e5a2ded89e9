package io.qingting.contact.domain;

import io.qingting.contact.domain.Legs.Leg;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import org.jspecify.annotations.Nullable;

/**
 * The waits for a human reply within a cycle: the first response and the open run, each once for the queue and once for
 * every agent who has the contact (METRICS.md, "first response time", "response time", "Attribution"). A measure stays with
 * the queue in which its wait began. What an agent answers for begins with the leg, so a leg that begins with the very reply
 * has no response of its own, and on voice only an assignment before the accept is one.
 */
final class Clocks {
    private static final long NONE = LiveView.NONE;

    private long firstMessageAt = NONE;
    private long firstEntryAt = NONE;
    private boolean agentBegan;
    private boolean firstDone;
    private @Nullable String entryQueueId;
    private @Nullable Span first;
    private @Nullable Span run;

    void startCycle() {
        firstMessageAt = NONE;
        firstEntryAt = NONE;
        agentBegan = false;
        firstDone = false;
        first = null;
        run = null;
    }

    void entered(ContactState contact, long begin, SpanSink sink) {
        if (firstEntryAt != NONE) return;
        firstEntryAt = begin;
        entryQueueId = contact.queueId();
        startFirst(contact, sink);
    }

    void customerWrote(ContactState contact, Event event, SpanSink sink) {
        if (firstMessageAt == NONE) {
            firstMessageAt = event.at();
            startFirst(contact, sink);
        }
        if (run != null || !event.expectsReply() || !contact.isHandedOver()) return;
        long at = event.at();
        run = contact.span(
                SpanKind.RESPONSE, at, Span.OPEN, at, Outcome.OPEN, contact.queueId(), null, null, 0, 0, 0, null);
        sink.add(run);
        for (Leg leg : contact.legs().open()) startRun(contact, leg, sink);
    }

    private void startFirst(ContactState contact, SpanSink sink) {
        if (firstDone || first != null || firstEntryAt == NONE || agentBegan || contact.isOutbound()) return;
        boolean voice = contact.channel() == Channel.VOICE;
        if (!voice && firstMessageAt == NONE) return;
        long start = voice ? firstEntryAt : Math.max(firstMessageAt, firstEntryAt);
        first = contact.span(
                SpanKind.FIRST_RESPONSE,
                start,
                Span.OPEN,
                start,
                Outcome.OPEN,
                entryQueueId,
                null,
                null,
                0,
                0,
                0,
                null);
        sink.add(first);
        for (Leg leg : contact.legs().open()) startFirst(contact, leg, sink);
    }

    /** An agent got the contact: from here on the open waits are this agent's too. */
    void taken(ContactState contact, Leg leg, SpanSink sink) {
        if (first != null) startFirst(contact, leg, sink);
        if (run != null) startRun(contact, leg, sink);
    }

    private void startFirst(ContactState contact, Leg leg, SpanSink sink) {
        if (first != null) leg.first = ofAgent(contact, SpanKind.AGENT_FIRST_RESPONSE, first, leg, sink);
    }

    private void startRun(ContactState contact, Leg leg, SpanSink sink) {
        if (run != null) leg.run = ofAgent(contact, SpanKind.AGENT_RESPONSE, run, leg, sink);
    }

    private static @Nullable Span ofAgent(ContactState contact, SpanKind kind, Span wait, Leg leg, SpanSink sink) {
        String agentId = leg.span.agentId();
        if (agentId == null) return null;
        long start = Math.max(wait.startedAt(), leg.span.startedAt());
        Span span = contact.span(
                kind, start, Span.OPEN, start, Outcome.OPEN, wait.queueId(), agentId, leg.span.teamId(), 0, 0, 0, null);
        sink.add(span);
        return span;
    }

    /** Notes a human reply; {@code isFirst}: it is the first thing of the cycle, so the agent began. Returns that. */
    boolean noteReply(boolean isFirst) {
        if (isFirst && firstMessageAt == NONE && firstEntryAt == NONE) agentBegan = true;
        return agentBegan;
    }

    /** A human reply ends the first response and the run. */
    void replied(ContactState contact, Event event, SpanSink sink) {
        answered(contact, event, sink);
        if (run != null) sink.replace(run, run.ended(event.at(), event.at(), Outcome.REPLIED));
        run = null;
        for (Leg leg : contact.legs().open()) {
            Outcome outcome = isReplier(contact, leg, event) ? Outcome.REPLIED : Outcome.LOST;
            leg.run = end(leg.run, event.at(), outcome, sink);
        }
    }

    /** The first response alone ends: on voice by the accept. */
    void answered(ContactState contact, Event event, SpanSink sink) {
        if (first == null) return;
        sink.replace(first, first.ended(event.at(), event.at(), Outcome.REPLIED));
        first = null;
        firstDone = true;
        for (Leg leg : contact.legs().open()) {
            Outcome outcome = isReplier(contact, leg, event) ? Outcome.REPLIED : Outcome.LOST;
            leg.first = end(leg.first, event.at(), outcome, sink);
        }
    }

    private static boolean isReplier(ContactState contact, Leg leg, Event event) {
        return event.agentId() == null ? contact.legs().open().size() == 1 : leg.isOf(event.agentId());
    }

    /** The customer left or the contact was closed: nobody will reply. */
    void unanswered(ContactState contact, long at, SpanSink sink) {
        if (first != null) firstDone = true;
        first = end(first, at, Outcome.UNANSWERED, sink);
        run = end(run, at, Outcome.UNANSWERED, sink);
        for (Leg leg : contact.legs().open()) {
            leg.first = end(leg.first, at, Outcome.UNANSWERED, sink);
            leg.run = end(leg.run, at, Outcome.UNANSWERED, sink);
        }
    }

    /** An agent lost the contact. */
    void lost(Leg leg, long at, SpanSink sink) {
        leg.first = end(leg.first, at, Outcome.LOST, sink);
        leg.run = end(leg.run, at, Outcome.LOST, sink);
    }

    private static @Nullable Span end(@Nullable Span open, long at, Outcome outcome, SpanSink sink) {
        if (open != null) sink.replace(open, open.ended(at, at, outcome));
        return null;
    }

    @Nullable
    Span first() {
        return first;
    }

    @Nullable
    Span run() {
        return run;
    }
}
