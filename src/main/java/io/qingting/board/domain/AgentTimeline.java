package io.qingting.board.domain;

import io.qingting.event.domain.PresenceState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent's time: presence and, as +1/−1 edges, the voice and chat legs and the wrap-ups, so that any of them can be
 * withdrawn. Running totals at each edge make the time over any stretch a difference of two look-ups. Edges from before what
 * is still shown are folded into a base.
 */
final class AgentTimeline {
    private static final int WORKING = 0;
    private static final int OCCUPIED = 1;
    private static final int LEG_TIME = 2;
    private static final int SERVING = 3;
    private static final int TOTALS = 4;
    private static final int WRAPUP_SHIFT = 16;

    /** A feed that repeats one state for days keeps no more edges of it than this; a late edge between them is then lost. */
    private static final int RUN_LIMIT = 10_000;

    private final TreeMap<Long, Integer> deltas = new TreeMap<>();
    private final TreeMap<Long, AgentEdge> presences = new TreeMap<>();
    private long baseAt = Long.MIN_VALUE;
    private int baseLegs;
    private int baseWrapups;

    // Totals at each instant, made when asked for.
    private boolean stale = true;
    private long[] instants = {};
    private long[] totals = {};
    private long[] rates = {};

    /** A leg from {@code from} to {@code to}, which may be {@link Long#MAX_VALUE}; −1 withdraws it. */
    void leg(long from, long to, int times) {
        shift(from, times, 0);
        if (to != Long.MAX_VALUE) shift(to, -times, 0);
    }

    /** A leg told as open ended. */
    void legEnded(long to) {
        shift(to, -1, 0);
    }

    void wrapup(long from, long to, int times) {
        shift(from, 0, times);
        if (to != Long.MAX_VALUE) shift(to, 0, -times);
    }

    private void shift(long at, int legs, int wrapups) {
        stale = true;
        if (at <= baseAt) {
            baseLegs += legs;
            baseWrapups += wrapups;
            return;
        }
        deltas.merge(at, legs + (wrapups << WRAPUP_SHIFT), AgentTimeline::plus);
    }

    private static @Nullable Integer plus(Integer a, Integer b) {
        return a + b == 0 ? null : Integer.valueOf(a + b);
    }

    /** Both changes of an instant are kept in one number, legs in its lower half. */
    private static int legsOf(int delta) {
        return (short) delta;
    }

    private static int wrapupsOf(int delta) {
        return delta - legsOf(delta) >> WRAPUP_SHIFT;
    }

    void presence(AgentEdge edge) {
        stale = true;
        presences.merge(edge.since(), edge, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        prunePresences();
    }

    /** Forgets what is before {@code floor}; nothing is asked of earlier times again. */
    void prune(long floor) {
        if (floor <= baseAt) return;
        baseAt = floor;
        for (Map.Entry<Long, Integer> entry = deltas.firstEntry();
                entry != null && entry.getKey() <= floor;
                entry = deltas.firstEntry()) {
            baseLegs += legsOf(entry.getValue());
            baseWrapups += wrapupsOf(entry.getValue());
            deltas.pollFirstEntry();
        }
        prunePresences();
        stale = true;
    }

    /** Before the base only the run of the state that held then says anything, and the edge before it that bounds it. */
    private void prunePresences() {
        Map.Entry<Long, AgentEdge> last = presences.floorEntry(baseAt);
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
        if (stale) rebuild();
        int i = indexOf(from);
        int j = to >= instants[instants.length - 1] ? instants.length - 1 : indexOf(to);
        return new Times(
                total(WORKING, j, to) - total(WORKING, i, from),
                total(OCCUPIED, j, to) - total(OCCUPIED, i, from),
                total(LEG_TIME, j, to) - total(LEG_TIME, i, from),
                total(SERVING, j, to) - total(SERVING, i, from));
    }

    private int indexOf(long at) {
        int i = Arrays.binarySearch(instants, at);
        return i < 0 ? -i - 2 : i;
    }

    private long total(int which, int i, long at) {
        return totals[i * TOTALS + which] + rates[i * TOTALS + which] * (at - instants[i]);
    }

    /** The first instant stands for everything before any edge: nothing is asked of earlier times. */
    private void rebuild() {
        int limit = deltas.size() + presences.size() + 1;
        instants = new long[limit];
        totals = new long[limit * TOTALS];
        rates = new long[limit * TOTALS];
        Map.Entry<Long, AgentEdge> atBase = presences.floorEntry(baseAt);
        Presence presence = presenceOf(atBase == null ? null : atBase.getValue());
        int legs = baseLegs;
        int wrapups = baseWrapups;
        instants[0] = baseAt;
        setRates(0, presence, legs, wrapups);
        int n = 1;
        var moves = new ArrayList<>(deltas.entrySet());
        var changes = new ArrayList<>(presences.tailMap(baseAt, false).entrySet());
        int i = 0;
        int j = 0;
        while (i < moves.size() || j < changes.size()) {
            long move = i < moves.size() ? moves.get(i).getKey() : Long.MAX_VALUE;
            long change = j < changes.size() ? changes.get(j).getKey() : Long.MAX_VALUE;
            long at = Math.min(move, change);
            if (move == at) {
                legs += legsOf(moves.get(i).getValue());
                wrapups += wrapupsOf(moves.get(i++).getValue());
            }
            if (change == at) presence = presenceOf(changes.get(j++).getValue());
            instants[n] = at;
            for (int k = 0; k < TOTALS; k++) {
                int before = (n - 1) * TOTALS + k;
                long elapsed = rates[before] == 0 ? 0 : at - instants[n - 1];
                totals[n * TOTALS + k] = totals[before] + rates[before] * elapsed;
            }
            setRates(n, presence, legs, wrapups);
            n++;
        }
        instants = Arrays.copyOf(instants, n);
        stale = false;
    }

    private void setRates(int n, Presence presence, int legs, int wrapups) {
        boolean works = presence.isWorking();
        boolean occupied = legs > 0 || wrapups > 0 || presence == Presence.WRAP_UP;
        rates[n * TOTALS + WORKING] = works ? 1 : 0;
        rates[n * TOTALS + OCCUPIED] = works && occupied ? 1 : 0;
        rates[n * TOTALS + LEG_TIME] = legs;
        rates[n * TOTALS + SERVING] = legs > 0 ? 1 : 0;
    }

    TimelineState toState() {
        long[] at = new long[deltas.size()];
        int[] legs = new int[at.length];
        int[] wrapups = new int[at.length];
        int i = 0;
        for (Map.Entry<Long, Integer> entry : deltas.entrySet()) {
            at[i] = entry.getKey();
            legs[i] = legsOf(entry.getValue());
            wrapups[i++] = wrapupsOf(entry.getValue());
        }
        return new TimelineState(baseAt, baseLegs, baseWrapups, at, legs, wrapups, List.copyOf(presences.values()));
    }

    static AgentTimeline restore(TimelineState state) {
        AgentTimeline timeline = new AgentTimeline();
        timeline.baseAt = state.baseAt();
        timeline.baseLegs = state.baseLegs();
        timeline.baseWrapups = state.baseWrapups();
        for (int i = 0; i < state.at().length; i++) {
            timeline.deltas.put(state.at()[i], state.legs()[i] + (state.wrapups()[i] << WRAPUP_SHIFT));
        }
        for (AgentEdge edge : state.presences()) timeline.presences.put(edge.since(), edge);
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
