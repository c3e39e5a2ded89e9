package io.qingting.board.domain;

import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All counts, sums and distributions of one place over one stretch of time. Slices add up: merging is associative and
 * commutative, subtracting undoes it. Mutable, for one thread; two are equal where all their figures are.
 */
public final class Slice {
    private final long[] values = new long[Metric.COUNT];
    private final long[] sums = new long[Distribution.COUNT];
    private final @Nullable Histogram[] histograms = new Histogram[Distribution.COUNT];

    public void add(Metric metric, long amount) {
        values[metric.ordinal()] += amount;
    }

    /** Adds a length, or with {@code times} −1 takes it out. */
    public void measure(Distribution distribution, long millis, long times) {
        int i = distribution.ordinal();
        sums[i] += millis * times;
        histogram(i).add(millis, times);
    }

    private Histogram histogram(int i) {
        Histogram present = histograms[i];
        if (present == null) histograms[i] = present = new Histogram();
        return present;
    }

    void mergeDistribution(int i, long sumMillis, @Nullable Histogram counts, long times) {
        sums[i] += sumMillis * times;
        if (counts != null && !counts.isEmpty()) histogram(i).merge(counts, times);
    }

    /** Adds all of the other, {@code times} over; −1 takes it out. */
    public void merge(Slice other, long times) {
        for (int i = 0; i < values.length; i++) values[i] += other.values[i] * times;
        for (int i = 0; i < sums.length; i++) mergeDistribution(i, other.sums[i], other.histograms[i], times);
    }

    public void clear() {
        Arrays.fill(values, 0);
        Arrays.fill(sums, 0);
        for (Histogram histogram : histograms) {
            if (histogram != null) histogram.clear();
        }
    }

    public long get(Metric metric) {
        return values[metric.ordinal()];
    }

    public Ratio ratio(Metric hits, Metric total) {
        return new Ratio(get(hits), get(total));
    }

    /** A mean of values kept in {@code parts} of their unit: 1,000 for milliseconds shown in seconds. */
    public Mean mean(Metric sum, Metric count, double parts) {
        return new Mean(get(sum) / parts, get(count));
    }

    public long sumMillis(Distribution distribution) {
        return sums[distribution.ordinal()];
    }

    public long count(Distribution distribution) {
        Histogram histogram = histograms[distribution.ordinal()];
        return histogram == null ? 0 : histogram.total();
    }

    /** Mean and percentiles in seconds; the percentiles are null without values. */
    public Durations durations(Distribution distribution) {
        Histogram histogram = histograms[distribution.ordinal()];
        if (histogram == null || histogram.isEmpty()) return Durations.NONE;
        return new Durations(
                sumMillis(distribution) / 1000.0,
                histogram.total(),
                histogram.percentileMillis(500) / 1000,
                histogram.percentileMillis(900) / 1000,
                histogram.percentileMillis(990) / 1000);
    }

    SliceState toState() {
        long[][] counts = new long[Distribution.COUNT][];
        for (int i = 0; i < counts.length; i++) {
            Histogram histogram = histograms[i];
            counts[i] = histogram == null ? new long[0] : histogram.toArray();
        }
        return new SliceState(values.clone(), sums.clone(), counts);
    }

    void addState(SliceState state) {
        for (int i = 0; i < values.length; i++) values[i] += state.values()[i];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += state.sums()[i];
            if (state.counts()[i].length > 0) histogram(i).addArray(state.counts()[i]);
        }
    }

    /**
     * A slice as data.
     *
     * @param values in the order of {@link Metric}
     * @param sums milliseconds, in the order of {@link Distribution}
     * @param counts buckets and counts in turn, for each distribution
     */
    public record SliceState(long[] values, long[] sums, long[][] counts) {}

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Slice s) || !Arrays.equals(values, s.values) || !Arrays.equals(sums, s.sums))
            return false;
        for (int i = 0; i < histograms.length; i++) {
            Histogram a = histograms[i];
            Histogram b = s.histograms[i];
            boolean noneHere = a == null || a.isEmpty();
            boolean noneThere = b == null || b.isEmpty();
            if (noneHere != noneThere || !noneHere && !Objects.equals(a, b)) return false;
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Slice");
        for (Metric metric : Metric.values()) {
            if (get(metric) != 0) text.append(' ').append(metric).append('=').append(get(metric));
        }
        return text + " " + Arrays.toString(sums) + " " + Arrays.toString(histograms);
    }
}
