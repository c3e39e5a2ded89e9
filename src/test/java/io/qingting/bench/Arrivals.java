package io.qingting.bench;

import java.util.Arrays;

/** Pairs of a log position and an instant ({@link System#nanoTime}), in the order they were noted. One thread at a time. */
final class Arrivals {
    private long[] positions = new long[256];
    private long[] instants = new long[256];
    private int size;

    void add(long position, long at) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, size * 2);
            instants = Arrays.copyOf(instants, size * 2);
        }
        positions[size] = position;
        instants[size++] = at;
    }

    int size() {
        return size;
    }

    long position(int index) {
        return positions[index];
    }

    long at(int index) {
        return instants[index];
    }

    void clear() {
        size = 0;
    }

    /** The same pairs by rising position. */
    Arrivals sorted() {
        Integer[] order = new Integer[size];
        for (int i = 0; i < size; i++) order[i] = i;
        Arrays.sort(order, (a, b) -> Long.compare(positions[a], positions[b]));
        Arrivals sorted = new Arrivals();
        for (int i : order) sorted.add(positions[i], instants[i]);
        return sorted;
    }

    /**
     * Adds, for each of these events, the time until the first frame that knows it.
     *
     * @param frames of one viewer, in the order they came
     * @return how many of the events no frame knew
     */
    int latenciesUntil(Arrivals frames, LatencyHistogram latencies) {
        int next = 0;
        int unknown = 0;
        for (int i = 0; i < size; i++) {
            while (next < frames.size && frames.positions[next] < positions[i]) next++;
            if (next == frames.size) {
                unknown++;
            } else {
                latencies.addNanos(frames.instants[next] - instants[i]);
            }
        }
        return unknown;
    }
}
