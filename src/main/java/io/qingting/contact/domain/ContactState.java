package io.qingting.contact.domain;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One contact while its events are applied, in {@link io.qingting.event.domain.EventOrder}: decides what each event means, and
 * has the parts carry it out: what the contact is ({@link Profile}), its stays in queues ({@link Entries}), the agents who have
 * it ({@link Legs}), the waits for a reply ({@link Clocks}), and what follows ({@link Aftermath}). Mutable, for one thread.
 */
final class ContactState {
    static final long NONE = LiveView.NONE;

    private static final String AFTER_CLOSE = "happened after the contact was closed";

    // The last event applied, by the keys of its order.
    private long lastAt = NONE;
    private int lastCycle;
    private String lastSequence = "";
    private EventType lastType = EventType.CONTACT_OFFERED;
    private String lastId = "";

    private long cycleFirstAt = NONE;
    private long closedAt = NONE;
    private boolean closed;
    private boolean botBegan;
    private boolean handedOver;
    private boolean humanSeen;

    private final Profile profile;
    private final Entries entries = new Entries();
    private final Legs legs = new Legs();
    private final Clocks clocks = new Clocks();
    private @Nullable Rings rings;
    private @Nullable Aftermath aftermath;

    /** @param excludedAgents agents from whose score this contact is taken, whenever that was decided */
    ContactState(Set<String> excludedAgents) {
        profile = new Profile(excludedAgents);
    }

    /** Less than 0: the event sorts before what was applied; 0: it is the last one applied; more: it may be applied. */
    int compareWithLast(Event event) {
        if (lastAt == NONE) return 1;
        int c = Long.compare(event.at(), lastAt);
        if (c != 0) return c;
        c = Integer.compare(event.cycle(), lastCycle);
        if (c != 0) return c;
        String sequence = event.sequence();
        c = (sequence == null ? "" : sequence).compareTo(lastSequence);
        if (c != 0) return c;
        c = event.type().compareTo(lastType);
        return c != 0 ? c : event.id().compareTo(lastId);
    }

    /** Applies the next event; the last one again changes nothing. Exclusions are given at construction and ignored here. */
    void apply(Event event, SpanSink sink) {
        if (event.type() == EventType.SCORE_EXCLUDED) return;
        int c = compareWithLast(event);
        if (c == 0) return;
        if (c < 0) throw new IllegalArgumentException("out of order: " + event.id() + " at " + event.at());
        remember(event);
        profile.learn(event, sink);
        if (closed && event.cycle() > profile.cycle() && event.type() != EventType.CONTACT_REOPENED)
            reopen(event, sink);
        if (cycleFirstAt == NONE) cycleFirstAt = event.at();
        dispatch(event, sink);
    }

    private void remember(Event event) {
        lastAt = event.at();
        lastCycle = event.cycle();
        lastSequence = event.sequence() == null ? "" : event.sequence();
        lastType = event.type();
        lastId = event.id();
    }

    private void dispatch(Event event, SpanSink sink) {
        switch (event.type()) {
            case CONTACT_REOPENED -> reopened(event, sink);
            case CONTACT_OFFERED -> {
                if (closed) sink.anomaly(event, AFTER_CLOSE);
                else if (event.actor() == ActorType.BOT) botActs(event, sink);
            }
            case CONTACT_ENQUEUED -> enqueued(event, sink);
            case CONTACT_ASSIGNED -> assigned(event, sink);
            case CONTACT_RINGING -> rings().rang(this, event, sink);
            case CONTACT_MISSED -> rings().missed(this, event, sink);
            case CONTACT_ACCEPTED -> accepted(event, sink);
            case CONTACT_HELD -> legs.held(this, event, sink);
            case CONTACT_RESUMED -> legs.resumed(this, event, sink);
            case MESSAGE_CUSTOMER -> {
                if (closed) sink.anomaly(event, AFTER_CLOSE);
                else {
                    legs.messageAt(event.at());
                    clocks.customerWrote(this, event, sink);
                }
            }
            case MESSAGE_AGENT -> agentWrote(event, sink);
            case CONTACT_TRANSFERRED -> transferred(event, sink);
            case CONTACT_DEQUEUED -> dequeued(event, sink);
            case CONTACT_ABANDONED -> abandoned(event, sink);
            case CONTACT_AGENT_LEFT -> legs.left(this, event, sink);
            case CONTACT_CLOSED -> closed(event, sink);
            case CONTACT_WRAPUP_STARTED -> aftermath().wrapupStarted(this, event, sink);
            case CONTACT_WRAPUP_ENDED -> aftermath().wrapupEnded(this, event, sink);
            case SURVEY_INVITED -> aftermath().invited(this, event, sink);
            case CONTACT_RATED -> aftermath().rated(this, event, sink);
            case COMPLAINT_OPENED,
                    COMPLAINT_ANSWERED,
                    COMPLAINT_FOLLOWED_UP,
                    COMPLAINT_CLOSED,
                    FEEDBACK_RECEIVED,
                    FEEDBACK_ANSWERED,
                    SUGGESTION_RECEIVED,
                    SUGGESTION_ANSWERED -> aftermath().cases().apply(this, event, sink);
            case REVIEW_SCORED -> aftermath().reviewed(this, event, sink);
            case SCORE_EXCLUDED -> {}
            case AGENT_PRESENCE_CHANGED, AGENT_MEMBERSHIP_CHANGED, MEASURE_CREATED, MEASURE_DONE, CONNECTOR_HEARTBEAT ->
                sink.anomaly(event, "is not about a contact");
        }
    }

    private void reopened(Event event, SpanSink sink) {
        boolean first = profile.firstAt() == event.at() && closedAt == NONE && isIdle();
        if (closed) reopen(event, sink);
        else if (first && event.cycle() > 0) sink.add(reopening(event, -1));
        else sink.anomaly(event, "reopens a contact that is open");
    }

    private void reopen(Event event, SpanSink sink) {
        long sinceClose = event.at() - closedAt;
        profile.startCycle(Math.max(profile.cycle() + 1, event.cycle()));
        cycleFirstAt = event.at();
        closed = false;
        botBegan = false;
        handedOver = false;
        humanSeen = false;
        rings = null;
        clocks.startCycle();
        sink.add(reopening(event, sinceClose));
    }

    private Span reopening(Event event, long sinceClose) {
        int flags = profile.segmentFlags();
        return profile.instant(
                SpanKind.REOPENED, event.at(), Outcome.DONE, queueId(), null, null, sinceClose, 0, flags, null);
    }

    private void enqueued(Event event, SpanSink sink) {
        if (closed) {
            sink.anomaly(event, AFTER_CLOSE);
            return;
        }
        String queue = sink.shared(event.queueId());
        if (entries.isIn(queue)) {
            sink.anomaly(event, "already waits in this queue");
            return;
        }
        if (entries.isOpen()) entries.end(profile, event, Outcome.TRANSFERRED, null, sink);
        openEntry(queue, event.at(), event.at(), sink);
    }

    /** @param at instant of the event that shows the entry, which may be later than its begin */
    private void openEntry(@Nullable String queue, long begin, long at, SpanSink sink) {
        entries.begin(profile, queue, begin, sink);
        handOver(at, sink);
        clocks.entered(this, begin, sink);
    }

    /** An accept or assignment of an inbound contact that never was in a queue shows an entry that began there and then. */
    private boolean lacksEntry() {
        return !profile.hasMade(SpanKind.ENTRY) && legs.isEmpty() && !isOutbound();
    }

    private void assigned(Event event, SpanSink sink) {
        if (closed) {
            sink.anomaly(event, AFTER_CLOSE);
            return;
        }
        if (event.agentId() == null) {
            sink.anomaly(event, "is assigned to nobody");
            return;
        }
        boolean automatic = event.acceptMode() == AcceptMode.AUTOMATIC;
        if (lacksEntry()) openEntry(sink.shared(event.queueId()), event.at(), event.at(), sink);
        if (automatic && entries.isOpen()) {
            accept(event, AcceptMode.AUTOMATIC, sink);
            return;
        }
        legs.dismissUnaccepted(this, event, event.agentId(), sink);
        if (!legs.has(event.agentId())) legs.open(this, event, legQueue(event, sink), !entries.isOpen(), sink);
        handOver(event.at(), sink);
    }

    private void accepted(Event event, SpanSink sink) {
        if (closed) {
            sink.anomaly(event, AFTER_CLOSE);
            return;
        }
        if (lacksEntry()) {
            openEntry(sink.shared(event.queueId()), event.at(), event.at(), sink);
            accept(event, AcceptMode.DERIVED, sink);
        } else if (entries.isOpen()) accept(event, event.acceptMode(), sink);
        else if (legs.isAccepted(event.agentId())) sink.anomaly(event, "was accepted before by this agent");
        else {
            if (channel() == Channel.VOICE) clocks.answered(this, event, sink);
            legs.accepted(this, event, legQueue(event, sink), sink);
            handOver(event.at(), sink);
        }
    }

    /** Ends the open entry by the agent of the event taking the contact. Clocks first: a leg that begins here was no wait. */
    private void accept(Event event, @Nullable AcceptMode mode, SpanSink sink) {
        if (channel() == Channel.VOICE) clocks.answered(this, event, sink);
        entries.end(profile, event, Outcome.ANSWERED, mode, sink);
        legs.dismissUnaccepted(this, event, event.agentId(), sink);
        legs.accepted(this, event, queueId(), sink);
        rings = null;
        humanSeen = true;
    }

    private @Nullable String legQueue(Event event, SpanSink sink) {
        if (entries.isOpen() || event.queueId() == null) return queueId();
        return sink.shared(event.queueId());
    }

    private void agentWrote(Event event, SpanSink sink) {
        if (closed) {
            sink.anomaly(event, AFTER_CLOSE);
            return;
        }
        if (event.isPrivate()) return;
        legs.messageAt(event.at());
        ActorType actor = event.actor() == null ? ActorType.HUMAN : event.actor();
        if (actor == ActorType.BOT) botActs(event, sink);
        if (actor == ActorType.HUMAN && !event.isTemplate()) replied(event, sink);
    }

    private void replied(Event event, SpanSink sink) {
        boolean agentBegan = clocks.noteReply(cycleFirstAt == event.at() && !humanSeen);
        if (lacksEntry() && !agentBegan) {
            openEntry(sink.shared(event.queueId()), botBegan ? event.at() : cycleFirstAt, event.at(), sink);
        }
        clocks.replied(this, event, sink);
        if (entries.isOpen()) accept(event, AcceptMode.DERIVED, sink);
        else if (legs.isEmpty() && !profile.hasMade(SpanKind.LEG)) {
            legs.accepted(this, event, legQueue(event, sink), sink);
        }
        legs.replied(event.agentId());
        humanSeen = true;
        handOver(event.at(), sink);
    }

    private void botActs(Event event, SpanSink sink) {
        if (botBegan || handedOver || humanSeen) return;
        botBegan = true;
        sink.add(instant(SpanKind.BOT_BEGAN, event, null, null, 0, 0, null));
    }

    private void handOver(long at, SpanSink sink) {
        if (handedOver) return;
        handedOver = true;
        if (botBegan) {
            sink.add(profile.instant(SpanKind.HANDED_OVER, at, Outcome.DONE, queueId(), null, null, 0, 0, 0, null));
        }
    }

    private void transferred(Event event, SpanSink sink) {
        if (closed) {
            sink.anomaly(event, AFTER_CLOSE);
            return;
        }
        if (isIdle()) sink.anomaly(event, "hands on a contact that nobody had");
        boolean toAgent = event.agentId() != null;
        if (entries.isOpen() && !toAgent) entries.end(profile, event, Outcome.TRANSFERRED, null, sink);
        legs.dismissUnaccepted(this, event, event.agentId(), sink);
        legs.handOn(this, event, sink);
        if (toAgent) {
            if (!legs.has(event.agentId())) legs.open(this, event, legQueue(event, sink), !entries.isOpen(), sink);
            handOver(event.at(), sink);
        } else openEntry(sink.shared(event.queueId()), event.at(), event.at(), sink);
    }

    private void dequeued(Event event, SpanSink sink) {
        if (!entries.isOpen()) {
            sink.anomaly(event, "leaves a queue it did not wait in");
            return;
        }
        boolean movesOn = "transferred".equals(event.reason());
        Outcome outcome =
                movesOn ? Outcome.TRANSFERRED : "callback".equals(event.reason()) ? Outcome.CALLBACK : Outcome.UNSERVED;
        entries.end(profile, event, outcome, null, sink);
        legs.dismissUnaccepted(this, event, null, sink);
        if (channel() == Channel.VOICE && legs.isEmpty() && !movesOn) clocks.unanswered(this, event.at(), sink);
    }

    private void abandoned(Event event, SpanSink sink) {
        if (!entries.isOpen()) {
            sink.anomaly(event, "abandons a queue it did not wait in");
            return;
        }
        entries.end(profile, event, Outcome.ABANDONED, null, sink);
        legs.dismissUnaccepted(this, event, null, sink);
        if (legs.isEmpty()) clocks.unanswered(this, event.at(), sink);
    }

    private void closed(Event event, SpanSink sink) {
        if (closed) {
            sink.anomaly(event, "closes a contact that is closed");
            return;
        }
        String reason = event.reason();
        if (entries.isOpen()) {
            entries.end(
                    profile, event, "customerLeft".equals(reason) ? Outcome.ABANDONED : Outcome.UNSERVED, null, sink);
            legs.dismissUnaccepted(this, event, null, sink);
        }
        clocks.unanswered(this, event.at(), sink);
        legs.close(this, event, sink);
        closed = true;
        closedAt = event.at();
        int flags = botBegan && !handedOver && !humanSeen ? Span.BOT_ONLY_FLAG : 0;
        Outcome outcome = "resolved".equals(reason) ? Outcome.RESOLVED : Outcome.NOT_RESOLVED;
        String agentId = legs.lastAgentId();
        String teamId = legs.lastTeamId();
        String label = sink.shared(reason);
        sink.add(profile.instant(SpanKind.CLOSED, event.at(), outcome, queueId(), agentId, teamId, 0, 0, flags, label));
        if (aftermath != null) aftermath.fixAtClose(this, sink);
    }

    private Rings rings() {
        Rings present = rings;
        if (present == null) rings = present = new Rings();
        return present;
    }

    private Aftermath aftermath() {
        Aftermath present = aftermath;
        if (present == null) aftermath = present = new Aftermath();
        return present;
    }

    /** The handle time of this agent's leg was reported, so wrap-up computed for it does not come on top. */
    void handleReported(@Nullable String agentId) {
        if (agentId != null) aftermath().handleReported(agentId);
    }

    // What the parts ask and use.

    Legs legs() {
        return legs;
    }

    Clocks clocks() {
        return clocks;
    }

    Profile profile() {
        return profile;
    }

    Channel channel() {
        return profile.channel();
    }

    @Nullable
    String queueId() {
        return entries.queueId();
    }

    long lastAt() {
        return lastAt;
    }

    boolean isOutbound() {
        return profile.isOutbound();
    }

    boolean isClosed() {
        return closed;
    }

    boolean isHandedOver() {
        return handedOver;
    }

    int next(SpanKind kind) {
        return profile.next(kind);
    }

    Span instant(
            SpanKind kind,
            Event event,
            @Nullable String agentId,
            @Nullable String teamId,
            long value,
            long extra,
            @Nullable String label) {
        return profile.instant(kind, event.at(), Outcome.DONE, queueId(), agentId, teamId, value, extra, 0, label);
    }

    Span openSpan(
            SpanKind kind,
            int ordinal,
            long startedAt,
            @Nullable String queue,
            @Nullable String agentId,
            @Nullable String teamId) {
        return openSpan(kind, ordinal, startedAt, queue, agentId, teamId, 0);
    }

    Span openSpan(
            SpanKind kind,
            int ordinal,
            long startedAt,
            @Nullable String queue,
            @Nullable String agentId,
            @Nullable String teamId,
            int flags) {
        return profile.open(kind, ordinal, startedAt, queue, agentId, teamId, flags);
    }

    boolean isIdle() {
        return !entries.isOpen() && legs.isEmpty();
    }

    LiveView live() {
        if (isIdle()) return LiveView.IDLE;
        Span entry = entries.open();
        boolean served = !legs.isEmpty();
        long first = served && channel() != Channel.VOICE ? clocks.firstSince() : NONE;
        long run = served ? clocks.runSince() : NONE;
        return new LiveView(
                channel(),
                entry != null,
                entry == null ? null : entry.queueId(),
                entry == null ? NONE : entry.startedAt(),
                profile.isVip(),
                legs.views(),
                first,
                first == NONE ? null : clocks.firstQueueId(),
                run,
                run == NONE ? null : clocks.runQueueId());
    }
}
