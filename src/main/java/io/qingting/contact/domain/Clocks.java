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
    private @Nullable String entryQueueId;
    private boolean agentBegan;
    private boolean firstDone;

    /** Begins of the open waits. */
    private long firstSince = NONE;

    private short firstFlags;

    private long runSince = NONE;
    private int runOrdinal;
    private short runFlags;
    private @Nullable String runQueueId;

    void startCycle() {
        firstMessageAt = NONE;
        firstEntryAt = NONE;
        agentBegan = false;
        firstDone = false;
        firstSince = NONE;
        runSince = NONE;
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
        if (runSince != NONE || !event.expectsReply() || !contact.isHandedOver()) return;
        runSince = event.at();
        runFlags = (short) contact.profile().segmentFlags();
        runOrdinal = contact.next(SpanKind.RESPONSE);
        runQueueId = contact.queueId();
        sink.add(run(contact));
        for (Leg leg : contact.legs().open()) startRun(contact, leg, sink);
    }

    private void startFirst(ContactState contact, SpanSink sink) {
        if (firstDone || firstSince != NONE || firstEntryAt == NONE || agentBegan || contact.isOutbound()) return;
        boolean voice = contact.channel() == Channel.VOICE;
        if (!voice && firstMessageAt == NONE) return;
        firstSince = voice ? firstEntryAt : Math.max(firstMessageAt, firstEntryAt);
        firstFlags = (short) contact.profile().segmentFlags();
        sink.add(first(contact));
        for (Leg leg : contact.legs().open()) startFirst(contact, leg, sink);
    }

    private Span first(ContactState contact) {
        return contact.openSpan(SpanKind.FIRST_RESPONSE, 0, firstSince, entryQueueId, null, null, firstFlags);
    }

    private Span run(ContactState contact) {
        return contact.openSpan(SpanKind.RESPONSE, runOrdinal, runSince, runQueueId, null, null, runFlags);
    }

    /** An agent got the contact: from here on the open waits are this agent's too. */
    void taken(ContactState contact, Leg leg, SpanSink sink) {
        if (firstSince != NONE) startFirst(contact, leg, sink);
        if (runSince != NONE) startRun(contact, leg, sink);
    }

    private void startFirst(ContactState contact, Leg leg, SpanSink sink) {
        if (leg.agentId == null) return;
        leg.firstOrdinal = contact.next(SpanKind.AGENT_FIRST_RESPONSE);
        sink.add(first(contact, leg));
    }

    private void startRun(ContactState contact, Leg leg, SpanSink sink) {
        if (leg.agentId == null) return;
        leg.runOrdinal = contact.next(SpanKind.AGENT_RESPONSE);
        sink.add(run(contact, leg));
    }

    private Span first(ContactState contact, Leg leg) {
        long since = Math.max(firstSince, leg.startedAt);
        return contact.openSpan(
                SpanKind.AGENT_FIRST_RESPONSE, leg.firstOrdinal, since, entryQueueId, leg.agentId, leg.teamId);
    }

    private Span run(ContactState contact, Leg leg) {
        long since = Math.max(runSince, leg.startedAt);
        return contact.openSpan(SpanKind.AGENT_RESPONSE, leg.runOrdinal, since, runQueueId, leg.agentId, leg.teamId);
    }

    /** Notes a human reply; {@code isFirst}: it is the first thing of the cycle, so the agent began. Returns that. */
    boolean noteReply(boolean isFirst) {
        if (isFirst && firstMessageAt == NONE && firstEntryAt == NONE) agentBegan = true;
        return agentBegan;
    }

    /** A human reply ends the first response and the run. */
    void replied(ContactState contact, Event event, SpanSink sink) {
        answered(contact, event, sink);
        for (Leg leg : contact.legs().open()) endRun(contact, leg, event.at(), outcomeFor(contact, leg, event), sink);
        endRun(contact, event.at(), Outcome.REPLIED, sink);
    }

    /** The first response alone ends: on voice by the accept. */
    void answered(ContactState contact, Event event, SpanSink sink) {
        if (firstSince == NONE) return;
        for (Leg leg : contact.legs().open()) endFirst(contact, leg, event.at(), outcomeFor(contact, leg, event), sink);
        endFirst(contact, event.at(), Outcome.REPLIED, sink);
    }

    private static Outcome outcomeFor(ContactState contact, Leg leg, Event event) {
        boolean isReplier = event.agentId() == null ? contact.legs().open().size() == 1 : leg.isOf(event.agentId());
        return isReplier ? Outcome.REPLIED : Outcome.LOST;
    }

    /** The customer left or the contact was closed: nobody will reply. */
    void unanswered(ContactState contact, long at, SpanSink sink) {
        for (Leg leg : contact.legs().open()) {
            endFirst(contact, leg, at, Outcome.UNANSWERED, sink);
            endRun(contact, leg, at, Outcome.UNANSWERED, sink);
        }
        if (firstSince != NONE) endFirst(contact, at, Outcome.UNANSWERED, sink);
        endRun(contact, at, Outcome.UNANSWERED, sink);
    }

    /** An agent lost the contact. */
    void lost(ContactState contact, Leg leg, long at, SpanSink sink) {
        endFirst(contact, leg, at, Outcome.LOST, sink);
        endRun(contact, leg, at, Outcome.LOST, sink);
    }

    private void endFirst(ContactState contact, long at, Outcome outcome, SpanSink sink) {
        Span open = first(contact);
        sink.replace(open, open.ended(at, at, outcome));
        firstSince = NONE;
        firstDone = true;
    }

    private void endRun(ContactState contact, long at, Outcome outcome, SpanSink sink) {
        if (runSince == NONE) return;
        Span open = run(contact);
        sink.replace(open, open.ended(at, at, outcome));
        runSince = NONE;
    }

    private void endFirst(ContactState contact, Leg leg, long at, Outcome outcome, SpanSink sink) {
        if (leg.firstOrdinal == Leg.NO_WAIT) return;
        Span open = first(contact, leg);
        sink.replace(open, open.ended(at, at, outcome));
        leg.firstOrdinal = Leg.NO_WAIT;
    }

    private void endRun(ContactState contact, Leg leg, long at, Outcome outcome, SpanSink sink) {
        if (leg.runOrdinal == Leg.NO_WAIT) return;
        Span open = run(contact, leg);
        sink.replace(open, open.ended(at, at, outcome));
        leg.runOrdinal = Leg.NO_WAIT;
    }

    /** Begin of the open first response, epoch milliseconds; {@link LiveView#NONE}: none is open. */
    long firstSince() {
        return firstSince;
    }

    @Nullable
    String firstQueueId() {
        return entryQueueId;
    }

    /** Begin of the open run, epoch milliseconds; {@link LiveView#NONE}: none is open. */
    long runSince() {
        return runSince;
    }

    @Nullable
    String runQueueId() {
        return runQueueId;
    }
}
