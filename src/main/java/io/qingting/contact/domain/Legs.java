package io.qingting.contact.domain;

import io.qingting.contact.domain.LiveView.LegView;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The agents who have a contact, one leg each, and what the held time takes off. A leg assigned while the contact still
 * waits is not taken on until its agent accepts or replies; given away before that, it was none of that agent's work.
 */
final class Legs {
    private static final long NONE = LiveView.NONE;

    /** One open leg: little of it, since a thousand are open at a time; its span is made when asked for. */
    static final class Leg {
        static final int NO_WAIT = -1;

        final int ordinal;
        final long startedAt;
        final @Nullable String agentId;
        final @Nullable String teamId;
        final @Nullable String queueId;
        boolean accepted;
        int replies;
        long heldMillis;
        long heldMillisAtMessage;

        /** Ordinals of the open waits that this agent answers for. */
        int firstOrdinal = NO_WAIT;

        int runOrdinal = NO_WAIT;

        Leg(ContactState contact, Event event, @Nullable String queueId, boolean accepted, SpanSink sink) {
            this.ordinal = contact.next(SpanKind.LEG);
            this.startedAt = event.at();
            this.agentId = sink.shared(event.agentId());
            this.teamId = sink.shared(event.teamId());
            this.queueId = queueId;
            this.accepted = accepted;
        }

        boolean isOf(@Nullable String agent) {
            return Objects.equals(agentId, agent);
        }

        Span openSpan(ContactState contact) {
            return contact.openSpan(SpanKind.LEG, ordinal, startedAt, queueId, agentId, teamId);
        }
    }

    private List<Leg> open = List.of();
    private long heldSince = NONE;
    private int holdOrdinal;
    private long lastMessageAt = NONE;
    private @Nullable String lastAgentId;
    private @Nullable String lastTeamId;

    boolean isEmpty() {
        return open.isEmpty();
    }

    List<Leg> open() {
        return open;
    }

    boolean has(@Nullable String agentId) {
        return find(agentId) != null;
    }

    boolean isAccepted(@Nullable String agentId) {
        Leg leg = find(agentId);
        return leg != null && leg.accepted;
    }

    private @Nullable Leg find(@Nullable String agentId) {
        for (Leg leg : open) {
            if (leg.isOf(agentId)) return leg;
        }
        return null;
    }

    void open(ContactState contact, Event event, @Nullable String queueId, boolean accepted, SpanSink sink) {
        Leg leg = new Leg(contact, event, queueId, accepted, sink);
        if (open.isEmpty()) open = new ArrayList<>(1);
        open.add(leg);
        sink.add(leg.openSpan(contact));
        contact.clocks().taken(contact, leg, sink);
    }

    /** The agent takes the contact on: by an accept or a reply. */
    void accepted(ContactState contact, Event event, @Nullable String queueId, SpanSink sink) {
        Leg leg = find(event.agentId());
        if (leg == null) open(contact, event, queueId, true, sink);
        else leg.accepted = true;
    }

    void replied(@Nullable String agentId) {
        Leg leg = find(agentId);
        if (leg == null && agentId == null && open.size() == 1) leg = open.get(0);
        if (leg != null) {
            leg.replies++;
            leg.accepted = true;
        }
    }

    void messageAt(long at) {
        lastMessageAt = at;
        for (Leg leg : open) leg.heldMillisAtMessage = leg.heldMillis + runningHold(leg, at);
    }

    void held(ContactState contact, Event event, SpanSink sink) {
        if (open.isEmpty()) sink.anomaly(event, "holds a contact that nobody has");
        else if (heldSince != NONE) sink.anomaly(event, "is held already");
        else {
            heldSince = event.at();
            holdOrdinal = contact.next(SpanKind.HOLD);
            sink.add(hold(contact, heldSince));
        }
    }

    private Span hold(ContactState contact, long since) {
        return contact.openSpan(SpanKind.HOLD, holdOrdinal, since, null, null, null);
    }

    private void endHold(ContactState contact, long since, long at, SpanSink sink) {
        Span running = hold(contact, since);
        sink.replace(running, running.ended(at, at, Outcome.DONE));
    }

    void resumed(ContactState contact, Event event, SpanSink sink) {
        if (heldSince == NONE) {
            sink.anomaly(event, "resumes a contact that was not held");
            return;
        }
        for (Leg leg : open) leg.heldMillis += runningHold(leg, event.at());
        endHold(contact, heldSince, event.at(), sink);
        heldSince = NONE;
    }

    private long runningHold(Leg leg, long at) {
        return heldSince == NONE ? 0 : Math.max(0, at - Math.max(heldSince, leg.startedAt));
    }

    void left(ContactState contact, Event event, SpanSink sink) {
        Leg leg = event.agentId() == null && open.size() == 1 ? open.get(0) : find(event.agentId());
        if (leg == null) {
            sink.anomaly(event, "leaves a contact that this agent did not have");
            return;
        }
        open.remove(leg);
        end(contact, leg, event, event.at(), Outcome.LEFT, event.handleMs(), sink);
        forgetHold(contact, event, sink);
    }

    /** Ends the leg of the agent whom the transfer names, or all where it names none. */
    void handOn(ContactState contact, Event event, SpanSink sink) {
        String from = event.previousAgentId();
        Leg named = from == null ? null : find(from);
        if (from != null && named == null && !open.isEmpty()) {
            sink.anomaly(event, "is handed on by an agent who did not have it");
        }
        for (Iterator<Leg> i = open.iterator(); i.hasNext(); ) {
            Leg leg = i.next();
            if (named != null && leg != named) continue;
            if (named == null && leg.isOf(event.agentId()) && event.agentId() != null) continue;
            i.remove();
            end(contact, leg, event, event.at(), Outcome.TRANSFERRED, event.handleMs(), sink);
        }
        forgetHold(contact, event, sink);
    }

    /** Ends legs that were only assigned, but the one of {@code keptAgentId}. */
    void dismissUnaccepted(ContactState contact, Event event, @Nullable String keptAgentId, SpanSink sink) {
        for (Iterator<Leg> i = open.iterator(); i.hasNext(); ) {
            Leg leg = i.next();
            if (leg.accepted || keptAgentId != null && leg.isOf(keptAgentId)) continue;
            i.remove();
            end(contact, leg, event, event.at(), Outcome.UNACCEPTED, null, sink);
        }
        forgetHold(contact, event, sink);
    }

    /** Ends all legs; a close by inactivity ends them at the last message, the reported handle time goes to its agent. */
    void close(ContactState contact, Event event, SpanSink sink) {
        boolean inactive = "inactivity".equals(event.reason()) && lastMessageAt != NONE;
        long held = heldSince;
        for (Leg leg : open) {
            long start = leg.startedAt;
            long end = inactive ? Math.min(event.at(), Math.max(start, lastMessageAt)) : event.at();
            if (inactive) leg.heldMillis = leg.heldMillisAtMessage;
            boolean isMeant = event.agentId() == null ? open.size() == 1 : leg.isOf(event.agentId());
            if (inactive) heldSince = NONE;
            end(contact, leg, event, end, Outcome.CLOSED, isMeant ? event.handleMs() : null, sink);
        }
        open = List.of();
        heldSince = held;
        forgetHold(contact, event, sink);
    }

    private void end(
            ContactState contact,
            Leg leg,
            Event event,
            long endedAt,
            Outcome outcome,
            @Nullable Long reportedMillis,
            SpanSink sink) {
        contact.clocks().lost(contact, leg, event.at(), sink);
        Span open = leg.openSpan(contact);
        long held = contact.channel() == Channel.VOICE ? 0 : leg.heldMillis + runningHold(leg, endedAt);
        long computed = leg.accepted ? Math.max(0, endedAt - leg.startedAt - held) : 0;
        int flags = (leg.accepted ? Span.ACCEPTED_FLAG : 0) | (reportedMillis != null ? Span.REPORTED_FLAG : 0);
        long handled = reportedMillis != null ? reportedMillis : computed;
        Span ended = open.ended(endedAt, event.at(), outcome, handled, leg.replies, flags);
        sink.replace(open, ended);
        if (leg.accepted) {
            lastAgentId = leg.agentId;
            lastTeamId = leg.teamId;
        }
        if (reportedMillis != null) contact.handleReported(leg.agentId);
    }

    private void forgetHold(ContactState contact, Event event, SpanSink sink) {
        if (!open.isEmpty() || heldSince == NONE) return;
        endHold(contact, heldSince, event.at(), sink);
        heldSince = NONE;
    }

    /** The last human agent in service: the latest of those who have the contact, else the last who had it. */
    @Nullable
    String lastAgentId() {
        Leg last = lastAccepted();
        return last == null ? lastAgentId : last.agentId;
    }

    @Nullable
    String lastTeamId() {
        Leg last = lastAccepted();
        return last == null ? lastTeamId : last.teamId;
    }

    private @Nullable Leg lastAccepted() {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).accepted) return open.get(i);
        }
        return null;
    }

    List<LegView> views() {
        if (open.isEmpty()) return List.of();
        if (open.size() == 1) return List.of(view(open.get(0)));
        return open.stream().map(Legs::view).toList();
    }

    private static LegView view(Leg leg) {
        return new LegView(leg.agentId, leg.queueId, leg.startedAt);
    }
}
