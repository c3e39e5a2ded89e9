package io.qingting.contact.domain;

import io.qingting.event.domain.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a contact is going on now. Everything that a board shows as "now" is counted from these, so that withdrawing the
 * old view and applying the new one keeps every count right.
 *
 * @param waiting an entry is open
 * @param entryQueueId the queue of the open entry; null: none, or no queue
 * @param entrySince begin of the open entry, epoch milliseconds
 * @param vip of segment vip
 * @param legs open legs, in the order they began
 * @param firstReplySince since when an accepted or assigned customer who has written waits for a first human reply; {@link
 *     #NONE}: does not
 * @param replySince begin of the open run of a contact in service; {@link #NONE}: none
 */
public record LiveView(
        Channel channel,
        boolean waiting,
        @Nullable String entryQueueId,
        long entrySince,
        boolean vip,
        List<LegView> legs,
        long firstReplySince,
        @Nullable String firstReplyQueueId,
        long replySince,
        @Nullable String replyQueueId) {

    public static final long NONE = Long.MIN_VALUE;

    /** Nothing going on: closed, or with a bot, or gone. */
    public static final LiveView IDLE =
            new LiveView(Channel.OTHER, false, null, NONE, false, List.of(), NONE, null, NONE, null);

    /** An agent with the contact. {@code agentId} null: an agent the source did not name. */
    public record LegView(
            @Nullable String agentId, @Nullable String queueId, long since) {}

    public boolean isIdle() {
        return !waiting && legs.isEmpty();
    }
}
