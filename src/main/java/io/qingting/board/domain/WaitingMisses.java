package io.qingting.board.domain;

import io.qingting.event.domain.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines that have not passed: each becomes a miss once now is later than it, unless it is withdrawn before. Kept by
 * second, so that adding and withdrawing cost one hash each.
 */
final class WaitingMisses {
    private static final long BUCKET_MILLIS = 1000;

    /** Which rate misses. */
    enum Kind {
        FIRST_RESPONSE,
        RESPONSE,
        AGENT_FIRST_RESPONSE,
        AGENT_RESPONSE,
        FOLLOW_UP,
        FEEDBACK
    }

    /**
     * @param deadline epoch milliseconds; the miss belongs to this instant
     * @param excluded out of the agent's score
     */
    record Miss(
            long deadline,
            Kind kind,
            @Nullable String queueId,
            Channel channel,
            @Nullable String agentId,
            boolean excluded) {

        @Override
        public int hashCode() {
            int hash = Long.hashCode(deadline) * 31 + kind.ordinal();
            return (hash * 31 + Objects.hashCode(queueId)) * 31 + Objects.hashCode(agentId);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Miss m
                    && deadline == m.deadline
                    && kind == m.kind
                    && channel == m.channel
                    && excluded == m.excluded
                    && Objects.equals(queueId, m.queueId)
                    && Objects.equals(agentId, m.agentId);
        }
    }

    private final TreeMap<Long, Map<Miss, Integer>> bySecond = new TreeMap<>();

    void add(Miss miss, int times) {
        long second = Math.floorDiv(miss.deadline(), BUCKET_MILLIS);
        Map<Miss, Integer> bucket = bySecond.computeIfAbsent(second, s -> new HashMap<>());
        bucket.merge(miss, times, WaitingMisses::plus);
        if (bucket.isEmpty()) bySecond.remove(second);
    }

    private static @Nullable Integer plus(Integer a, Integer b) {
        return a + b == 0 ? null : Integer.valueOf(a + b);
    }

    /** Hands on, once for each time it was added, every miss whose deadline is before {@code now}. */
    void drain(long now, Consumer<Miss> sink) {
        long last = Math.floorDiv(now, BUCKET_MILLIS);
        for (Iterator<Map<Miss, Integer>> buckets =
                        bySecond.headMap(last, true).values().iterator();
                buckets.hasNext(); ) {
            Map<Miss, Integer> bucket = buckets.next();
            for (Iterator<Map.Entry<Miss, Integer>> i = bucket.entrySet().iterator(); i.hasNext(); ) {
                Map.Entry<Miss, Integer> entry = i.next();
                if (entry.getKey().deadline() >= now) continue;
                for (int n = 0; n < entry.getValue(); n++) sink.accept(entry.getKey());
                i.remove();
            }
            if (bucket.isEmpty()) buckets.remove();
        }
    }

    /** The earliest second in which a deadline lies, epoch milliseconds of its start; {@link Long#MAX_VALUE}: none waits. */
    long earliest() {
        return bySecond.isEmpty() ? Long.MAX_VALUE : bySecond.firstKey() * BUCKET_MILLIS;
    }

    List<MissState> toState() {
        List<MissState> states = new ArrayList<>();
        for (Map<Miss, Integer> bucket : bySecond.values()) {
            bucket.forEach((miss, times) -> states.add(new MissState(miss, times)));
        }
        return states;
    }

    void addState(List<MissState> states) {
        for (MissState state : states) add(state.miss(), state.times());
    }

    /** A waiting deadline as data. */
    record MissState(Miss miss, int times) {}
}
