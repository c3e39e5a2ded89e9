package io.qingting.report.domain;

import io.qingting.board.domain.Presence;
import io.qingting.kernel.ContactKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent did on a business day, from history.
 *
 * @param from first instant of the day
 * @param to first instant after it
 * @param at instant of the figures, epoch milliseconds
 * @param lagSeconds how long the history it is read from has been behind the log; 0: it holds everything
 * @param isCatchingUp that is so long that spans may be missing
 * @param presences without a gap from the first one known; none: no presence feed
 * @param legs the contacts the agent had, by their begin
 * @param isCut there were more than are kept here
 */
public record AgentDay(
        LocalDate day,
        Instant from,
        Instant to,
        long at,
        double lagSeconds,
        boolean isCatchingUp,
        List<PresenceSpan> presences,
        List<Leg> legs,
        boolean isCut) {
    public AgentDay {
        presences = List.copyOf(presences);
        legs = List.copyOf(legs);
    }

    /** @param to null: it holds still */
    public record PresenceSpan(
            Presence presence, Instant from, @Nullable Instant to) {}

    /**
     * One stay with a contact.
     *
     * @param queueId null: no queue
     * @param to null: it lasts
     * @param accepted false: offered or assigned, and not taken on
     * @param handleMillis 0: not handled, or it lasts
     */
    public record Leg(
            ContactKey contact,
            String channel,
            @Nullable String queueId,
            Instant from,
            @Nullable Instant to,
            boolean accepted,
            long handleMillis,
            int replies) {}

    /** A state from an instant on. */
    public record Turn(Presence presence, Instant since) {}

    /** States as spans of a day up to an instant; the same state told twice is one. The turns are in order. */
    public static List<PresenceSpan> spans(List<Turn> turns, Instant from, Instant until) {
        List<PresenceSpan> spans = new ArrayList<>();
        for (Turn turn : turns) {
            if (!turn.since().isBefore(until)) break;
            PresenceSpan last = spans.isEmpty() ? null : spans.getLast();
            if (last != null && last.presence() == turn.presence()) continue;
            Instant begin = turn.since().isBefore(from) ? from : turn.since();
            if (last != null) {
                spans.removeLast();
                if (last.from().isBefore(begin)) spans.add(new PresenceSpan(last.presence(), last.from(), begin));
            }
            spans.add(new PresenceSpan(turn.presence(), begin, null));
        }
        return spans;
    }
}
