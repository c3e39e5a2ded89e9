package io.qingting.board.domain;

import io.qingting.event.domain.Channel;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is going on now in one queue or channel, kept from the views of its contacts. Each change costs O(log n). */
final class LiveCounts {
    /** Instants since when somebody waits: how many, their sum, and the earliest. */
    static final class Since {
        private final TreeMap<Long, Integer> instants = new TreeMap<>();
        private long count;
        private long sum;

        void add(long at, int times) {
            count += times;
            sum += times * at;
            instants.merge(at, times, Since::plus);
        }

        private static @Nullable Integer plus(Integer a, Integer b) {
            return a + b == 0 ? null : Integer.valueOf(a + b);
        }

        long count() {
            return count;
        }

        /** Σ of the instants, epoch milliseconds. */
        long sum() {
            return sum;
        }

        /** The earliest instant; {@link Long#MAX_VALUE}: none. */
        long earliest() {
            return instants.isEmpty() ? Long.MAX_VALUE : instants.firstKey();
        }
    }

    final Since waiting = new Since();
    final Since backlog = new Since();
    final Since firstReply = new Since();
    final Since reply = new Since();
    long inService;
    long waitingVips;
    long unconfirmed;

    void entry(Channel channel, long since, boolean vip, int times) {
        if (channel.isLive()) {
            waiting.add(since, times);
            if (vip) waitingVips += times;
        } else backlog.add(since, times);
    }

    boolean isEmpty() {
        return waiting.count() == 0
                && backlog.count() == 0
                && firstReply.count() == 0
                && reply.count() == 0
                && inService == 0
                && unconfirmed == 0;
    }
}
