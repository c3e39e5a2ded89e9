package io.qingting.board.domain;

import java.util.HashMap;
import java.util.Map;

/**
 * Spreads what concerns every agent's page. What others do moves the means that an agent is compared with and the
 * queues it serves, and the turn of a minute moves everybody's windows: told to all at once, and every time, it would hold up what concerns one agent alone. So
 * each agent has a turn of its own, once in a period.
 */
final class Turns {
    /** Longest time until a page knows, milliseconds. */
    static final long PERIOD = 2_000;

    private final Map<String, Turn> last = new HashMap<>();

    private record Turn(long number, long version) {}

    /** @return the version that was newest when the present turn of the agent was first looked at */
    long version(String agentId, long now, long newest) {
        long number = Math.floorDiv(now + Math.floorMod(agentId.hashCode(), PERIOD), PERIOD);
        Turn turn = last.get(agentId);
        if (turn == null || turn.number() != number) {
            turn = new Turn(number, newest);
            last.put(agentId, turn);
        }
        return turn.version();
    }
}
