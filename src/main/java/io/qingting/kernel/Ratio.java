package io.qingting.kernel;

/**
 * Hits out of a total, as counted. Merged by adding, never by averaging rates. A total of 0 is "no data", which the
 * reader shows as a dash: neither 0 % nor 100 %.
 *
 * @param hits 0 … total
 * @param total 0 or more
 */
public record Ratio(long hits, long total) {
    public static final Ratio NONE = new Ratio(0, 0);

    public Ratio plus(Ratio other) {
        return new Ratio(hits + other.hits, total + other.total);
    }
}
