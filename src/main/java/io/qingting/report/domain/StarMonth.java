package io.qingting.report.domain;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/**
 * A month whose stars were published, as it was then.
 *
 * @param position of the facts that it was made of
 * @param ranked people who had a score
 * @param stars by place, then id
 */
public record StarMonth(
        YearMonth month,
        Instant publishedAt,
        String publishedBy,
        long position,
        int metricsVersion,
        int ranked,
        List<Star> stars) {
    /** Months kept; publishing one forgets those before. */
    public static final int MOST = 24;

    public record Star(int place, String agentId, double score) {}

    public StarMonth {
        stars = List.copyOf(stars);
    }
}
