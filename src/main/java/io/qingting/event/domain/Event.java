package io.qingting.event.domain;

import io.qingting.kernel.ContactKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened on the floor, as the log keeps it. Flat, because most types share most fields; what a type does
 * not use is null. Identity is ({@code sourceId}, {@code id}).
 *
 * @param position place in the log from 1, gap-free in commit order; 0 before it is in the log
 * @param sourceId number of the source in this installation
 * @param id the source's event id, 1 to 200 characters
 * @param type what happened
 * @param at when it happened, epoch milliseconds
 * @param sequence the source's own order among equal instants, compared as text; null where it has none
 * @param contactId the source's id of the contact; present exactly where the type's subject is a contact
 * @param cycle number of reopenings before this event, from 0
 * @param channel present on contact events
 * @param queueId the queue meant; null: none named
 * @param queueName the source's name of it, for display
 * @param previousQueueId the queue left by a transfer
 * @param agentId the human agent meant; null: none named. Bots are never agents
 * @param previousAgentId the agent left by a transfer
 * @param teamId the agent's team as the source says
 * @param customerKey keyed hash of the source's customer id; null: unknown customer
 * @param segment null: unknown
 * @param topic what the contact is about; null: unknown
 * @param direction null counts as inbound
 * @param acceptMode null counts as {@link AcceptMode#AGENT}
 * @param actor who acted; null: as the type implies
 * @param actorId the actor's id where the source says
 * @param reason normalised reason of a close, dequeue or leave; null: none given
 * @param handleMs reported handle time of the leg that this event ends, milliseconds; replaces the computed one
 * @param wrapupMs reported wrap-up, milliseconds
 * @param messageId the source's message id
 * @param isPrivate a note among agents: no reply
 * @param isTemplate an automatic reply: stops no clock
 * @param expectsReply false: the customer's message opens no run
 * @param detail what only some types carry
 */
public record Event(
        long position,
        int sourceId,
        String id,
        EventType type,
        long at,
        @Nullable String sequence,
        @Nullable String contactId,
        int cycle,
        @Nullable Channel channel,
        @Nullable String queueId,
        @Nullable String queueName,
        @Nullable String previousQueueId,
        @Nullable String agentId,
        @Nullable String previousAgentId,
        @Nullable String teamId,
        @Nullable String customerKey,
        @Nullable Segment segment,
        @Nullable String topic,
        @Nullable Direction direction,
        @Nullable AcceptMode acceptMode,
        @Nullable ActorType actor,
        @Nullable String actorId,
        @Nullable String reason,
        @Nullable Long handleMs,
        @Nullable Long wrapupMs,
        @Nullable String messageId,
        boolean isPrivate,
        boolean isTemplate,
        boolean expectsReply,
        @Nullable Detail detail) {

    public Event {
        Objects.requireNonNull(id);
        Objects.requireNonNull(type);
    }

    /** What only some types carry. */
    public sealed interface Detail {}

    /**
     * A customer's rating.
     *
     * @param surveyId the last rating of a survey counts; null: the event's id stands for it
     * @param kind csat, nps or dimension
     * @param dimension name of the item, for kind dimension; {@code attitude} feeds the attitude score
     * @param score on the source's own scale
     * @param resolved the customer's own word on whether it was resolved
     */
    public record Rating(
            @Nullable String surveyId,
            String kind,
            @Nullable String dimension,
            double score,
            double scaleMin,
            double scaleMax,
            @Nullable Boolean resolved)
            implements Detail {

        /** The score mapped to 1 … 5: 1 + 4·(s − min)/(max − min) (METRICS.md, CSAT mean). */
        public double mapped() {
            return 1 + 4 * (score - scaleMin) / (scaleMax - scaleMin);
        }
    }

    /** A change of an agent's presence. {@code since}: epoch milliseconds; null: the event's instant. */
    public record Presence(
            PresenceState state,
            @Nullable String reason,
            @Nullable Long since) implements Detail {}

    /** An agent joins or leaves a queue. */
    public record Membership(String queueId, boolean added) implements Detail {}

    /** A complaint, a piece of feedback or a suggestion: its id and kind. {@code dueAt}: epoch milliseconds. */
    public record Case(
            String id,
            @Nullable String category,
            @Nullable String severity,
            @Nullable Long dueAt) implements Detail {}

    /**
     * A review of a contact.
     *
     * @param score 0 … 100
     * @param attitude 1 … 5; null: not reviewed
     * @param standardWording null: not reviewed
     */
    public record Review(
            String id,
            @Nullable String sheet,
            double score,
            @Nullable Double attitude,
            @Nullable Boolean standardWording)
            implements Detail {}

    /** A contact taken out of one agent's score after an appeal. */
    public record Exclusion(String agentId, String reason, String by) implements Detail {}

    /** An improvement measure. {@code dueAt}: epoch milliseconds. */
    public record Measure(
            String id, @Nullable String ownerId, @Nullable Long dueAt) implements Detail {}

    /** Key of the contact, for types whose subject is a contact. */
    public ContactKey contact() {
        return new ContactKey(sourceId, Objects.requireNonNull(contactId, "no contact"));
    }

    /** The same event at its place in the log. */
    public Event at(long position) {
        return new Event(
                position,
                sourceId,
                id,
                type,
                at,
                sequence,
                contactId,
                cycle,
                channel,
                queueId,
                queueName,
                previousQueueId,
                agentId,
                previousAgentId,
                teamId,
                customerKey,
                segment,
                topic,
                direction,
                acceptMode,
                actor,
                actorId,
                reason,
                handleMs,
                wrapupMs,
                messageId,
                isPrivate,
                isTemplate,
                expectsReply,
                detail);
    }
}
