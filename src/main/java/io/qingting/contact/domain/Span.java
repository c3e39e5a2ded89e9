package io.qingting.contact.domain;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import org.jspecify.annotations.Nullable;

/**
 * One contribution of a contact: what boards count and what history stores, one row each. ({@code cycle}, {@code kind},
 * {@code ordinal}) is unique within a contact and follows from the set of its events alone. A span knows no deadline: who
 * counts applies the limits in force.
 *
 * @param cycle number of reopenings before it, from 0
 * @param ordinal number among those of its kind and cycle, from 0
 * @param startedAt epoch milliseconds
 * @param endedAt epoch milliseconds, end of the time it covers; {@link #OPEN} while it runs
 * @param at epoch milliseconds of the event that completed it; {@code startedAt} while it runs. Later than {@code endedAt} only
 *     for a leg that inactivity closed
 * @param queueId the queue it belongs to; null: no queue
 * @param agentId the human agent it belongs to; null: nobody
 * @param teamId the team that the source named for that agent
 * @param acceptMode of an entry: how it was or would be accepted
 * @param value see {@link SpanKind}
 * @param extra see {@link SpanKind}
 * @param flags sum of the {@code …_FLAG} constants
 * @param segment of entries, and of what is one instant; null: unknown, or a leg, a wrap-up or a response
 * @param label see {@link SpanKind}
 * @param customerKey keyed hash; null: unknown, or a leg, a wrap-up or a response, whose contact tells it
 * @param topic null: unknown, or as for the customer
 * @param category of a complaint, as the source told it last; null: not told, or another kind
 */
public record Span(
        SpanKind kind,
        int cycle,
        int ordinal,
        long startedAt,
        long endedAt,
        long at,
        Outcome outcome,
        Channel channel,
        @Nullable String queueId,
        @Nullable String agentId,
        @Nullable String teamId,
        @Nullable AcceptMode acceptMode,
        @Nullable Segment segment,
        long value,
        long extra,
        int flags,
        @Nullable String label,
        @Nullable String customerKey,
        @Nullable String topic,
        @Nullable String category) {

    /** {@code endedAt} of a span that still runs. */
    public static final long OPEN = Long.MAX_VALUE;

    /** The first entry of its contact. */
    public static final int FIRST_OF_CONTACT_FLAG = 1;
    /** The first entry of its contact in its queue. */
    public static final int FIRST_IN_QUEUE_FLAG = 2;
    /** The value was reported by the source and replaces the computed one. */
    public static final int REPORTED_FLAG = 4;
    /** A leg that the agent took on, not only was offered. */
    public static final int ACCEPTED_FLAG = 8;
    /** Taken out of the agent's score on appeal; queue figures keep it. */
    public static final int EXCLUDED_FLAG = 16;
    /** A close of a cycle that a bot began and no human saw. */
    public static final int BOT_ONLY_FLAG = 32;
    /** A rating followed the invitation. */
    public static final int PARTICIPATED_FLAG = 64;

    /** From this bit on three bits tell the segment as it was known at the start, of spans on which a promise can stand. */
    private static final int SEGMENT_SHIFT = 7;

    private static final int SEGMENT_MASK = 7;

    /** Flags that tell the segment known at the start; 0: unknown. */
    static int segmentFlags(@Nullable Segment segment) {
        return segment == null ? 0 : segment.ordinal() + 1 << SEGMENT_SHIFT;
    }

    /** The segment as it was known when the span started: what a later event tells does not change it. Null: unknown. */
    public @Nullable Segment segmentAtStart() {
        int code = flags >> SEGMENT_SHIFT & SEGMENT_MASK;
        return code == 0 ? null : Segment.values()[code - 1];
    }

    public boolean isOpen() {
        return endedAt == OPEN;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Length in milliseconds, 0 or more; only of an ended span. */
    public long lengthMillis() {
        return endedAt - startedAt;
    }

    Span ended(long endedAt, long at, Outcome outcome) {
        return ended(endedAt, at, outcome, value, extra, 0);
    }

    /** The same span at its end; {@code moreFlags} are added to its flags. */
    Span ended(long endedAt, long at, Outcome outcome, long value, long extra, int moreFlags) {
        return new Span(
                kind,
                cycle,
                ordinal,
                startedAt,
                endedAt,
                at,
                outcome,
                channel,
                queueId,
                agentId,
                teamId,
                acceptMode,
                segment,
                value,
                extra,
                flags | moreFlags,
                label,
                customerKey,
                topic,
                category);
    }

    /** The same instant for another agent. */
    Span of(@Nullable String newAgentId, @Nullable String newTeamId, int newFlags) {
        return new Span(
                kind,
                cycle,
                ordinal,
                startedAt,
                endedAt,
                at,
                outcome,
                channel,
                queueId,
                newAgentId,
                newTeamId,
                acceptMode,
                segment,
                value,
                extra,
                newFlags,
                label,
                customerKey,
                topic,
                category);
    }

    /** The same complaint under another category. */
    Span categorised(String newCategory) {
        return new Span(
                kind,
                cycle,
                ordinal,
                startedAt,
                endedAt,
                at,
                outcome,
                channel,
                queueId,
                agentId,
                teamId,
                acceptMode,
                segment,
                value,
                extra,
                flags,
                label,
                customerKey,
                topic,
                newCategory);
    }

    /** True where both are the same contribution of a contact, whatever they say. */
    boolean isSame(Span other) {
        return kind == other.kind && ordinal == other.ordinal && cycle == other.cycle;
    }
}
