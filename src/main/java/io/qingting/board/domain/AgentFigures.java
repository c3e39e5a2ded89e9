package io.qingting.board.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One agent in full.
 *
 * @param contacts in hand, the longest first
 * @param queues that the agent serves, those with most who wait first, at most {@link #MOST_QUEUES}
 * @param windows by the names of {@link Window}
 */
public record AgentFigures(
        Instant at,
        String agentId,
        @Nullable String teamId,
        String presence,
        @Nullable Instant sinceAt,
        List<Contact> contacts,
        List<OwnQueue> queues,
        Map<String, WindowFigures> windows,
        ScoreFigures score) {

    public static final int MOST_QUEUES = 20;

    /** An agent is shown what ratings of 30 days say from so many on. */
    public static final int LEAST_RATINGS = 5;

    /**
     * A contact in hand.
     *
     * @param sourceId with {@code contactId} the contact's identity
     * @param channel wire name
     * @param waitingReplySinceAt null: the customer does not wait
     * @param awaitsFirstReply the customer waits, and has had no human reply yet
     */
    public record Contact(
            int sourceId,
            String contactId,
            String channel,
            String queueId,
            Instant sinceAt,
            @Nullable Instant waitingReplySinceAt,
            boolean awaitsFirstReply) {}

    /**
     * What is going on in a queue that the agent serves, of all agents together.
     *
     * @param name as an event gave it; null: none did
     * @param waiting open entries of all channels
     * @param waitingSinceAt begin of the earliest of those; null: nobody waits
     */
    public record OwnQueue(
            String queueId,
            @Nullable String name,
            long waiting,
            @Nullable Instant waitingSinceAt) {}

    /**
     * As the agent itself is shown it. A figure that moves with each rating tells each of them, so live ones are without what
     * customers' ratings say; the number of ratings stays.
     */
    public AgentFigures forItself(ScoreSettings settings) {
        Map<String, WindowFigures> shown = new LinkedHashMap<>();
        windows.forEach((name, figures) -> shown.put(name, figures.withoutRatings()));
        return new AgentFigures(
                at, agentId, teamId, presence, sinceAt, contacts, queues, shown, score.withoutRatings(settings));
    }
}
