package io.qingting.sla.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import org.jspecify.annotations.Nullable;

/**
 * One promise to a customer, as the set of the contact's events and the rules say. Knows no present instant: one that runs past
 * its deadline is {@link State.Open} here and breached for whoever looks later.
 *
 * @param key unique within its contact
 * @param version of the rules in force at its start
 * @param startedAt epoch milliseconds
 * @param warnAt epoch milliseconds; {@link #NEVER}: it does not warn, or is paused before it came to that
 * @param deadline epoch milliseconds; {@link #NEVER}: it is paused, so nobody knows
 * @param provisional holidays not announced yet may move the deadline
 */
public record SlaTarget(
        Key key,
        String policyId,
        long version,
        Channel channel,
        @Nullable String queueId,
        @Nullable Segment segment,
        long startedAt,
        long warnAt,
        long deadline,
        boolean provisional,
        State state) {

    public static final long NEVER = Long.MAX_VALUE;

    /** What makes a target unique within its contact. {@code ordinal}: among those of its kind and cycle, from 0. */
    public record Key(TargetKind kind, int cycle, int ordinal) {}

    /** How it stands. The equal instant is in time. */
    public sealed interface State {
        /** Nothing has stopped it. */
        record Open() implements State {}

        /** Stopped at or before its deadline. */
        record Met(long at) implements State {}

        /** Stopped after its deadline: the breach happened at the deadline. */
        record Breached(long at) implements State {}

        /** The customer left, or the contact ended, at or before the deadline: no hit and no miss. */
        record Cancelled(long at) implements State {}
    }

    /** Stopped at an instant. {@code kept}: by what was promised, not by its falling away. */
    static State stopped(long deadline, long at, boolean kept) {
        if (at > deadline) return new State.Breached(at);
        return kept ? new State.Met(at) : new State.Cancelled(at);
    }

    /** Whether its deadline passed while it ran, as seen at an instant. */
    public boolean isBreachedAt(long now) {
        return state instanceof State.Breached || state instanceof State.Open && deadline < now;
    }

    /** How long after its deadline it was stopped, milliseconds; 0 where it was not stopped late. */
    public long latenessMillis() {
        return state instanceof State.Breached late ? late.at() - deadline : 0;
    }
}
