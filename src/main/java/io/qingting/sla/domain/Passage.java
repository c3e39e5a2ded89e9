package io.qingting.sla.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Up to where the leader has passed the log, as far as looks at both can tell. Only what lies within may be called: then
 * nothing that the log held when it fell due, or when it was written, can still heal it. The second matters to what is told
 * late: its instant passed long ago, and what heals it may follow it at once. One thread at a time.
 */
public final class Passage {
    /** More looks wait for a leader that is far behind than this: the closest ones are then one. */
    static final int MOST_WAITING = 1_000;

    /** The log's head as it was from one instant to another, and where the leader was at the end of that. */
    private record Observation(long from, long to, long leader, long head) {}

    private final List<Observation> waiting = new ArrayList<>();
    private Reach passed = Reach.NOWHERE;
    private long leader;

    /**
     * Takes in one look, made at {@code now}.
     *
     * @return false: the leader was set back, because the facts are made anew. What was passed before is not any more, so all
     *     of it is forgotten, this look too.
     */
    public boolean note(long leaderPosition, long headPosition, long now) {
        if (leaderPosition < leader) {
            waiting.clear();
            passed = Reach.NOWHERE;
            leader = 0;
            return false;
        }
        leader = leaderPosition;
        waiting.removeIf(observation -> {
            if (observation.head() > leaderPosition) return false;
            pass(observation.to(), observation.leader());
            return true;
        });
        if (leaderPosition >= headPosition) pass(now, leaderPosition);
        else await(headPosition, now);
        return true;
    }

    private void pass(long at, long position) {
        passed = new Reach(Math.max(passed.at(), at), Math.max(passed.position(), position));
    }

    private void await(long head, long now) {
        Observation last = waiting.isEmpty() ? null : waiting.getLast();
        if (last != null && last.head() == head)
            waiting.set(waiting.size() - 1, new Observation(last.from(), now, leader, head));
        else waiting.add(new Observation(now, now, leader, head));
        // Leaving one out only makes this wait for a later one.
        if (waiting.size() > MOST_WAITING) waiting.remove(waiting.size() / 2);
    }

    public Reach passed() {
        return passed;
    }

    /** True while the log holds something that the leader has not passed, as of the last look. */
    public boolean isBehind() {
        return !waiting.isEmpty();
    }

    /** Since when, epoch milliseconds, it has not passed what the log held; {@code now} where it has. */
    public long behindSince(long now) {
        return waiting.isEmpty() ? now : waiting.getFirst().from();
    }
}
