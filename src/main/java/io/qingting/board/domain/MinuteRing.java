package io.qingting.board.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last sixty minutes of a cell, minute by minute. A row a metric, made with its first count, so that a sum over a window
 * runs along one array. A point of a minute that has left the ring changes nothing any more.
 */
final class MinuteRing {
    private static final int MINUTES = Horizon.MINUTES;

    private final long[] @Nullable [] rows = new long[Metric.COUNT][];
    private final long[] @Nullable [] sums = new long[Distribution.COUNT][];
    private final @Nullable Histogram[] @Nullable [] histograms = new Histogram[Distribution.COUNT][];
    private long head = Long.MIN_VALUE;

    void add(long head, long minute, Metric metric, long amount) {
        roll(head);
        if (isOutside(minute)) return;
        row(rows, metric.ordinal())[slot(minute)] += amount;
    }

    void measure(long head, long minute, Distribution distribution, long millis, long times) {
        roll(head);
        if (isOutside(minute)) return;
        int i = distribution.ordinal();
        int slot = slot(minute);
        row(sums, i)[slot] += millis * times;
        histogram(i, slot).add(millis, times);
    }

    private Histogram histogram(int i, int slot) {
        @Nullable Histogram[] row = histograms[i];
        if (row == null) histograms[i] = row = new Histogram[MINUTES];
        Histogram present = row[slot];
        if (present == null) row[slot] = present = new Histogram();
        return present;
    }

    private static long[] row(long[] @Nullable [] rows, int i) {
        long[] row = rows[i];
        if (row == null) rows[i] = row = new long[MINUTES];
        return row;
    }

    private boolean isOutside(long minute) {
        return minute > head || minute <= head - MINUTES;
    }

    private static int slot(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }

    /** Empties the minutes that the new head pushes out. */
    private void roll(long newHead) {
        if (newHead == head) return;
        if (head != Long.MIN_VALUE) {
            long first = newHead - head >= MINUTES ? newHead - MINUTES + 1 : head + 1;
            for (long minute = first; minute <= newHead; minute++) empty(slot(minute));
        }
        head = newHead;
    }

    private void empty(int slot) {
        for (long[] row : rows) {
            if (row != null) row[slot] = 0;
        }
        for (int i = 0; i < sums.length; i++) {
            long[] row = sums[i];
            if (row != null) row[slot] = 0;
            @Nullable Histogram[] counts = histograms[i];
            if (counts != null) counts[slot] = null;
        }
    }

    /** Sum of a metric over the last {@code n} minutes, 1 … 60. */
    long sum(long head, Metric metric, int n) {
        roll(head);
        long[] row = rows[metric.ordinal()];
        return row == null ? 0 : sum(row, n);
    }

    private long sum(long[] row, int n) {
        int end = slot(head);
        int start = end - n + 1;
        long sum = 0;
        for (int i = Math.max(0, start); i <= end; i++) sum += row[i];
        for (int i = MINUTES + start; start < 0 && i < MINUTES; i++) sum += row[i];
        return sum;
    }

    /** Adds the last {@code n} minutes to a slice. */
    void addTo(Slice slice, long head, int n) {
        roll(head);
        for (Metric metric : Metric.values()) {
            long[] row = rows[metric.ordinal()];
            if (row != null) slice.add(metric, sum(row, n));
        }
        for (int i = 0; i < sums.length; i++) {
            long[] row = sums[i];
            @Nullable Histogram[] counts = histograms[i];
            if (row == null || counts == null) continue;
            for (long minute = head - n + 1; minute <= head; minute++) {
                slice.mergeDistribution(i, row[slot(minute)], counts[slot(minute)], 1);
            }
        }
    }

    /** The minutes that hold something, for a snapshot. */
    List<MinuteState> toState(long head) {
        roll(head);
        List<MinuteState> minutes = new ArrayList<>();
        Slice empty = new Slice();
        for (long minute = head - MINUTES + 1; minute <= head; minute++) {
            Slice slice = new Slice();
            int slot = slot(minute);
            for (Metric metric : Metric.values()) {
                long[] row = rows[metric.ordinal()];
                if (row != null) slice.add(metric, row[slot]);
            }
            for (int i = 0; i < sums.length; i++) {
                long[] row = sums[i];
                @Nullable Histogram[] counts = histograms[i];
                if (row != null && counts != null) slice.mergeDistribution(i, row[slot], counts[slot], 1);
            }
            if (!slice.equals(empty)) minutes.add(new MinuteState(minute, slice.toState()));
        }
        return minutes;
    }

    void addState(long head, MinuteState state) {
        roll(head);
        if (isOutside(state.minute())) return;
        int slot = slot(state.minute());
        long[] values = state.slice().values();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) row(rows, i)[slot] += values[i];
        }
        for (int i = 0; i < Distribution.COUNT; i++) {
            long[] counts = state.slice().counts()[i];
            if (counts.length == 0 && state.slice().sums()[i] == 0) continue;
            row(sums, i)[slot] += state.slice().sums()[i];
            histogram(i, slot).addArray(counts);
        }
    }

    /** One minute as data. {@code minute}: minutes since 1970-01-01T00:00Z. */
    record MinuteState(long minute, Slice.SliceState slice) {}

    @Override
    public String toString() {
        return "MinuteRing " + head + " " + Arrays.deepToString(rows);
    }
}
