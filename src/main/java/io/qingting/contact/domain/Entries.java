package io.qingting.contact.domain;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stays of a contact in queues: at most one is open, and each ends exactly once (METRICS.md, "entry"). Remembers the last
 * queue, to which legs and what follows belong.
 */
final class Entries {
    private @Nullable Span open;
    private @Nullable String queueId;
    private List<String> queuesEntered = List.of();

    boolean isOpen() {
        return open != null;
    }

    /** The open entry; null: none. */
    @Nullable
    Span open() {
        return open;
    }

    boolean isIn(@Nullable String queue) {
        return open != null && Objects.equals(open.queueId(), queue);
    }

    /** The queue of the last entry; null: no queue. */
    @Nullable
    String queueId() {
        return queueId;
    }

    void begin(Profile profile, @Nullable String queue, long at, SpanSink sink) {
        int flags = queuesEntered.isEmpty() ? Span.FIRST_OF_CONTACT_FLAG : 0;
        String name = queue == null ? "" : queue;
        if (!queuesEntered.contains(name)) {
            flags |= Span.FIRST_IN_QUEUE_FLAG;
            queuesEntered = plus(queuesEntered, name);
        }
        flags |= profile.segmentFlags();
        queueId = queue;
        open = profile.entry(profile.next(SpanKind.ENTRY), at, Span.OPEN, Outcome.OPEN, queue, null, null, null, flags);
        sink.add(open);
    }

    /** Ends the open entry. {@code mode} null: as other events of the contact say, else by an agent. */
    void end(Profile profile, Event event, Outcome outcome, @Nullable AcceptMode mode, SpanSink sink) {
        Span begun = Objects.requireNonNull(open);
        boolean answered = outcome == Outcome.ANSWERED;
        open = null;
        queueId = begun.queueId();
        Span ended = profile.entry(
                begun.ordinal(),
                begun.startedAt(),
                event.at(),
                outcome,
                begun.queueId(),
                answered ? sink.shared(event.agentId()) : null,
                answered ? sink.shared(event.teamId()) : null,
                mode,
                begun.flags());
        sink.replace(begun, ended);
    }

    static List<String> plus(List<String> names, String name) {
        if (names.isEmpty()) return List.of(name);
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return List.copyOf(more);
    }
}
