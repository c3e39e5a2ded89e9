package io.qingting.scenario.domain;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is going to happen, in order of time; equal instants in the order they were noted. */
final class Agenda {
    private record Entry(long at, long number, Runnable what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));
    private long now;
    private long number;

    Agenda(long now) {
        this.now = now;
    }

    /** The instant that has been reached, epoch milliseconds. */
    long now() {
        return now;
    }

    void at(long at, Runnable what) {
        entries.add(new Entry(Math.max(at, now), number++, what));
    }

    void in(long millis, Runnable what) {
        at(now + millis, what);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void step() {
        Entry next = entries.remove();
        now = next.at;
        next.what.run();
    }
}
