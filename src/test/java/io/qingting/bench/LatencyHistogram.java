package io.qingting.bench;

/**
 * Counts of latencies in buckets of at most 0.8 % width, in microseconds. One thread at a time.
 *
 * <p>A value below 256 has a bucket of its own; above, each power of two has 128 buckets.
 */
final class LatencyHistogram {
    private static final int SUB = 128;
    private final long[] counts = new long[56 * SUB + 256];
    private long total;
    private long max;

    void addNanos(long nanos) {
        long micros = Math.max(0, nanos / 1000);
        counts[bucket(micros)]++;
        total++;
        max = Math.max(max, micros);
    }

    void addAll(LatencyHistogram other) {
        for (int i = 0; i < counts.length; i++) counts[i] += other.counts[i];
        total += other.total;
        max = Math.max(max, other.max);
    }

    long total() {
        return total;
    }

    double maxMillis() {
        return max / 1000.0;
    }

    /** The value that a share of the latencies does not exceed, in milliseconds; not a number where there are none. */
    double millisAt(double share) {
        if (total == 0) return Double.NaN;
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) return Math.min(highest(i), max) / 1000.0;
        }
        return max / 1000.0;
    }

    String show() {
        return "p50 " + Line.number(millisAt(0.5)) + " ms, p99 " + Line.number(millisAt(0.99)) + " ms, max "
                + Line.number(maxMillis()) + " ms";
    }

    private static int bucket(long micros) {
        if (micros < 256) return (int) micros;
        int shift = 64 - Long.numberOfLeadingZeros(micros) - 8;
        return 256 + (shift - 1) * SUB + (int) (micros >>> shift) - SUB;
    }

    private static long highest(int bucket) {
        if (bucket < 256) return bucket;
        int shift = (bucket - 256) / SUB + 1;
        long lead = (bucket - 256) % SUB + SUB;
        return ((lead + 1) << shift) - 1;
    }
}
