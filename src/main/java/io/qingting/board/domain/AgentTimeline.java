package io.qingting.board.domain;

import io.qingting.event.domain.PresenceState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent's time: presence and, as +1/−1 edges, the voice and chat legs and the wrap-ups, so that any of them can be
 * withdrawn. Running totals at each edge make the time over any stretch a difference of two look-ups; they are made again from
 * the earliest edge that changed, which is nearly always among the last. Edges from before what is still shown are folded into
 * a base.
 */
final class AgentTimeline {
    private static final int WORKING = 0;
    private static final int OCCUPIED = 1;
    private static final int LEG_TIME = 2;
    private static final int SERVING = 3;
    private static final int TOTALS = 4;
    private static final int WRAPUP_SHIFT = 16;
    private static final int FIRST_ROOM = 8;
    private static final byte NO_TURN = -1;

    private static final Presence[] PRESENCES = Presence.values();

    /** A feed that repeats one state for days keeps no more edges of it than this; a late edge between them is then lost. */
    private static final int RUN_LIMIT = 10_000;

    private final TreeMap<Long, AgentEdge> presences = new TreeMap<>();

    // Rows by instant. The first is the base: it stands for everything before any edge, and nothing is asked of earlier
    // times.
    private int size = 1;
    private long[] instants = new long[FIRST_ROOM];
    private int[] deltas = new int[FIRST_ROOM];
    private byte[] turns = new byte[FIRST_ROOM];

    // What follows from the rows, right in those before `settled`.
    private int settled;
    private int[] running = new int[FIRST_ROOM];
    private byte[] states = new byte[FIRST_ROOM];
    private long[] totals = new long[FIRST_ROOM * TOTALS];

    AgentTimeline() {
        instants[0] = Long.MIN_VALUE;
        turns[0] = NO_TURN;
    }

    private long baseAt() {
        return instants[0];
    }

    /** A leg from {@code from} to {@code to}, which may be {@link Long#MAX_VALUE}; −1 withdraws it. */
    void leg(long from, long to, int times) {
        shift(from, times);
        if (to != Long.MAX_VALUE) shift(to, -times);
    }

    /** A leg told as open ended. */
    void legEnded(long to) {
        shift(to, -1);
    }

    void wrapup(long from, long to, int times) {
        shift(from, times << WRAPUP_SHIFT);
        if (to != Long.MAX_VALUE) shift(to, -times << WRAPUP_SHIFT);
    }

    /** @param delta both changes of an instant in one number, legs in its lower half */
    private void shift(long at, int delta) {
        int row = rowFor(at);
        deltas[row] += delta;
        if (row > 0 && deltas[row] == 0 && turns[row] == NO_TURN) remove(row);
    }

    private static int legsOf(int delta) {
        return (short) delta;
    }

    private static int wrapupsOf(int delta) {
        return delta - legsOf(delta) >> WRAPUP_SHIFT;
    }

    /** The row of an instant, made where there is none; the base for what is not after it. To be settled again from there on. */
    private int rowFor(long at) {
        int row = indexOf(at);
        if (row < 0) row = 0;
        if (row > 0 && instants[row] != at || row == 0 && at > baseAt()) {
            row++;
            insert(row, at);
        }
        settled = Math.min(settled, row);
        return row;
    }

    private void insert(int row, long at) {
        if (size == instants.length) grow();
        int after = size - row;
        System.arraycopy(instants, row, instants, row + 1, after);
        System.arraycopy(deltas, row, deltas, row + 1, after);
        System.arraycopy(turns, row, turns, row + 1, after);
        instants[row] = at;
        deltas[row] = 0;
        turns[row] = NO_TURN;
        size++;
    }

    private void remove(int row) {
        int after = size - row - 1;
        System.arraycopy(instants, row + 1, instants, row, after);
        System.arraycopy(deltas, row + 1, deltas, row, after);
        System.arraycopy(turns, row + 1, turns, row, after);
        size--;
    }

    private void grow() {
        int room = size + (size >> 1);
        instants = Arrays.copyOf(instants, room);
        deltas = Arrays.copyOf(deltas, room);
        turns = Arrays.copyOf(turns, room);
        running = Arrays.copyOf(running, room);
        states = Arrays.copyOf(states, room);
        totals = Arrays.copyOf(totals, room * TOTALS);
    }

    void presence(AgentEdge edge) {
        turn(presences.merge(edge.since(), edge, (a, b) -> a.compareTo(b) >= 0 ? a : b));
        prunePresences();
    }

    private void turn(AgentEdge edge) {
        int row = rowFor(edge.since());
        if (row > 0) turns[row] = (byte) presenceOf(edge).ordinal();
    }

    /** Forgets what is before {@code floor}; nothing is asked of earlier times again. */
    void prune(long floor) {
        if (floor <= baseAt()) return;
        int last = indexOf(floor);
        int base = 0;
        for (int row = 0; row <= last; row++) base += deltas[row];
        System.arraycopy(instants, last, instants, 0, size - last);
        System.arraycopy(deltas, last, deltas, 0, size - last);
        System.arraycopy(turns, last, turns, 0, size - last);
        size -= last;
        instants[0] = floor;
        deltas[0] = base;
        turns[0] = NO_TURN;
        settled = 0;
        prunePresences();
    }

    /** Before the base only the run of the state that held then says anything, and the edge before it that bounds it. */
    private void prunePresences() {
        Map.Entry<Long, AgentEdge> last = presences.floorEntry(baseAt());
        if (last == null) return;
        Long start = sinceOf(last);
        Long bound = presences.lowerKey(start);
        if (bound != null) presences.headMap(bound, false).clear();
        if (presences.size() > RUN_LIMIT)
            presences.subMap(start, false, last.getKey(), false).clear();
    }

    /** Since when the state of an edge has held without a break. */
    private Long sinceOf(Map.Entry<Long, AgentEdge> last) {
        Map.Entry<Long, AgentEdge> first = last;
        Map.Entry<Long, AgentEdge> earlier = presences.lowerEntry(first.getKey());
        while (earlier != null && presenceOf(earlier.getValue()) == presenceOf(last.getValue())) {
            first = earlier;
            earlier = presences.lowerEntry(first.getKey());
        }
        return first.getKey();
    }

    private static Presence presenceOf(@Nullable AgentEdge edge) {
        PresenceState state = edge == null ? null : edge.state();
        return state == null ? Presence.UNKNOWN : Presence.of(state);
    }

    boolean hasFeed() {
        return !presences.isEmpty();
    }

    Presence presence() {
        Map.Entry<Long, AgentEdge> last = presences.lastEntry();
        return last == null ? Presence.UNKNOWN : presenceOf(last.getValue());
    }

    /** Since when the present state has held, epoch milliseconds; {@link Long#MIN_VALUE}: no feed. */
    long presenceSince() {
        Map.Entry<Long, AgentEdge> last = presences.lastEntry();
        return last == null ? Long.MIN_VALUE : sinceOf(last);
    }

    /**
     * Milliseconds of an agent's time, added up over agents.
     *
     * @param working logged in and not on a break
     * @param occupied of those, with a leg or in wrap-up
     * @param legs Σ of all legs
     * @param serving with at least one leg
     */
    record Times(long working, long occupied, long legs, long serving) {
        static final Times NONE = new Times(0, 0, 0, 0);

        Times plus(Times other) {
            return new Times(
                    working + other.working, occupied + other.occupied, legs + other.legs, serving + other.serving);
        }
    }

    Times between(long from, long to) {
        settle();
        int i = Math.max(0, indexOf(from));
        int j = to >= instants[size - 1] ? size - 1 : Math.max(0, indexOf(to));
        return new Times(
                total(WORKING, j, to) - total(WORKING, i, from),
                total(OCCUPIED, j, to) - total(OCCUPIED, i, from),
                total(LEG_TIME, j, to) - total(LEG_TIME, i, from),
                total(SERVING, j, to) - total(SERVING, i, from));
    }

    /** The last row at or before an instant; −1 before the base. */
    private int indexOf(long at) {
        if (at >= instants[size - 1]) return size - 1;
        int i = Arrays.binarySearch(instants, 0, size, at);
        return i < 0 ? -i - 2 : i;
    }

    private long total(int which, int row, long at) {
        return totals[row * TOTALS + which] + rate(which, row) * (at - instants[row]);
    }

    private int rate(int which, int row) {
        int legs = legsOf(running[row]);
        return switch (which) {
            case LEG_TIME -> legs;
            case SERVING -> legs > 0 ? 1 : 0;
            case WORKING -> PRESENCES[states[row]].isWorking() ? 1 : 0;
            default -> {
                Presence presence = PRESENCES[states[row]];
                boolean busy = legs > 0 || wrapupsOf(running[row]) > 0 || presence == Presence.WRAP_UP;
                yield presence.isWorking() && busy ? 1 : 0;
            }
        };
    }

    private void settle() {
        if (settled == 0) {
            Map.Entry<Long, AgentEdge> atBase = presences.floorEntry(baseAt());
            running[0] = deltas[0];
            states[0] =
                    (byte) presenceOf(atBase == null ? null : atBase.getValue()).ordinal();
            settled = 1;
        }
        for (int row = settled; row < size; row++) {
            running[row] = running[row - 1] + deltas[row];
            states[row] = turns[row] == NO_TURN ? states[row - 1] : turns[row];
            for (int which = 0; which < TOTALS; which++) {
                int rate = rate(which, row - 1);
                // Before the first edge nothing runs, and its length may be no number.
                long elapsed = rate == 0 ? 0 : instants[row] - instants[row - 1];
                totals[row * TOTALS + which] = totals[(row - 1) * TOTALS + which] + rate * elapsed;
            }
        }
        settled = size;
    }

    TimelineState toState() {
        int edges = 0;
        for (int row = 1; row < size; row++) if (deltas[row] != 0) edges++;
        long[] at = new long[edges];
        int[] legs = new int[edges];
        int[] wrapups = new int[edges];
        int i = 0;
        for (int row = 1; row < size; row++) {
            if (deltas[row] == 0) continue;
            at[i] = instants[row];
            legs[i] = legsOf(deltas[row]);
            wrapups[i++] = wrapupsOf(deltas[row]);
        }
        return new TimelineState(
                baseAt(), legsOf(deltas[0]), wrapupsOf(deltas[0]), at, legs, wrapups, List.copyOf(presences.values()));
    }

    static AgentTimeline restore(TimelineState state) {
        AgentTimeline timeline = new AgentTimeline();
        timeline.instants[0] = state.baseAt();
        timeline.deltas[0] = state.baseLegs() + (state.baseWrapups() << WRAPUP_SHIFT);
        for (int i = 0; i < state.at().length; i++) {
            timeline.shift(state.at()[i], state.legs()[i] + (state.wrapups()[i] << WRAPUP_SHIFT));
        }
        for (AgentEdge edge : state.presences()) {
            timeline.presences.put(edge.since(), edge);
            timeline.turn(edge);
        }
        return timeline;
    }

    /** A timeline as data. */
    record TimelineState(
            long baseAt,
            int baseLegs,
            int baseWrapups,
            long[] at,
            int[] legs,
            int[] wrapups,
            List<AgentEdge> presences) {}
}
