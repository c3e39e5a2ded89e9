package io.qingting.board.domain;

import java.util.Arrays;

/**
 * Counts of lengths on the {@link BucketScale}, sparse and sorted by bucket. Adding, merging and their subtraction are exact
 * inverses. Mutable, for one thread; two are equal where their counts are.
 */
public final class Histogram {
    private int[] buckets = new int[4];
    private long[] counts = new long[4];
    private int used;
    private long total;

    /** Adds {@code times} lengths of {@code millis}; {@code times} below 0 takes them out. */
    public void add(long millis, long times) {
        addBucket(BucketScale.bucketOf(millis), times);
    }

    void addBucket(int bucket, long times) {
        if (times == 0) return;
        total += times;
        int i = Arrays.binarySearch(buckets, 0, used, bucket);
        if (i >= 0) {
            counts[i] += times;
            if (counts[i] == 0) remove(i);
        } else insert(-i - 1, bucket, times);
    }

    private void insert(int i, int bucket, long times) {
        if (used == buckets.length) {
            buckets = Arrays.copyOf(buckets, Math.max(4, used * 2));
            counts = Arrays.copyOf(counts, Math.max(4, used * 2));
        }
        System.arraycopy(buckets, i, buckets, i + 1, used - i);
        System.arraycopy(counts, i, counts, i + 1, used - i);
        buckets[i] = bucket;
        counts[i] = times;
        used++;
    }

    private void remove(int i) {
        used--;
        System.arraycopy(buckets, i + 1, buckets, i, used - i);
        System.arraycopy(counts, i + 1, counts, i, used - i);
    }

    /** Adds all of the other, {@code times} over; −1 takes it out. */
    public void merge(Histogram other, long times) {
        if (other.used == 0) return;
        if (used == 0 && times == 1) {
            buckets = Arrays.copyOf(other.buckets, Math.max(4, other.used));
            counts = Arrays.copyOf(other.counts, Math.max(4, other.used));
            used = other.used;
            total = other.total;
            return;
        }
        if (other.used < 4) {
            for (int i = 0; i < other.used; i++) addBucket(other.buckets[i], other.counts[i] * times);
        } else zip(other, times);
    }

    /** Both sides are sorted: one pass. */
    private void zip(Histogram other, long times) {
        int[] zippedBuckets = new int[used + other.used];
        long[] zippedCounts = new long[used + other.used];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < used || j < other.used) {
            int here = i < used ? buckets[i] : Integer.MAX_VALUE;
            int there = j < other.used ? other.buckets[j] : Integer.MAX_VALUE;
            long count = 0;
            if (here <= there) count += counts[i++];
            if (there <= here) count += other.counts[j++] * times;
            if (count == 0) continue;
            zippedBuckets[n] = Math.min(here, there);
            zippedCounts[n++] = count;
        }
        buckets = zippedBuckets;
        counts = zippedCounts;
        used = n;
        total += other.total * times;
    }

    public void clear() {
        used = 0;
        total = 0;
    }

    public long total() {
        return total;
    }

    public boolean isEmpty() {
        return used == 0;
    }

    /**
     * The element at index min(n−1, ⌊p·n⌋) of the sorted values, in milliseconds, within 1 % (METRICS.md, "percentile").
     *
     * @param permille p in thousandths, 0 … 1000
     * @throws IllegalStateException without values
     */
    public double percentileMillis(int permille) {
        if (total <= 0) throw new IllegalStateException("no values");
        long index = Math.min(total - 1, permille * total / 1000);
        long seen = 0;
        for (int i = 0; i < used; i++) {
            seen += counts[i];
            if (seen > index) return BucketScale.millisOf(buckets[i]);
        }
        throw new IllegalStateException("counts do not add up to " + total);
    }

    /** Buckets and counts in turn, for a snapshot. */
    long[] toArray() {
        long[] array = new long[used * 2];
        for (int i = 0; i < used; i++) {
            array[2 * i] = buckets[i];
            array[2 * i + 1] = counts[i];
        }
        return array;
    }

    void addArray(long[] array) {
        for (int i = 0; i < array.length; i += 2) addBucket((int) array[i], array[i + 1]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram h
                && used == h.used
                && Arrays.equals(buckets, 0, used, h.buckets, 0, used)
                && Arrays.equals(counts, 0, used, h.counts, 0, used);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < used; i++) hash = 31 * (31 * hash + buckets[i]) + Long.hashCode(counts[i]);
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
