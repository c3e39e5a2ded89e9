package io.qingting.board.domain;

import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;

/**
 * The one scale of buckets that all histograms share, so that they merge and subtract: a logarithmic mapping of whole
 * milliseconds with at most 1 % relative error, and 0 exact.
 */
final class BucketScale {
    /** Bucket of the value 0. */
    static final int ZERO = Integer.MIN_VALUE;

    private static final double RELATIVE_ERROR = 0.01;
    private static final IndexMapping MAPPING = new LogarithmicMapping(RELATIVE_ERROR);

    private BucketScale() {}

    /** The bucket of a length; lengths below 0, which clocks that disagree may give, count as 0. */
    static int bucketOf(long millis) {
        return millis <= 0 ? ZERO : MAPPING.index(millis);
    }

    /** A length within 1 % of every length in the bucket. */
    static double millisOf(int bucket) {
        return bucket == ZERO ? 0 : MAPPING.value(bucket);
    }
}
