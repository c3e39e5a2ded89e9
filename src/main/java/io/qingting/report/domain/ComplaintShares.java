package io.qingting.report.domain;

import io.qingting.kernel.Ratio;
import java.util.Map;

/**
 * Of the complaints that were opened in a period, how many were of each category.
 *
 * @param total complaints opened, of whatever category or none
 * @param byCategory complaints by category, of the {@link #MOST_CATEGORIES} most frequent; another one counts as 0
 */
public record ComplaintShares(long total, Map<String, Long> byCategory) {
    /** A rarer one has less than half a percent of all. */
    public static final int MOST_CATEGORIES = 200;

    public ComplaintShares {
        byCategory = Map.copyOf(byCategory);
    }

    public Ratio of(String category) {
        return new Ratio(byCategory.getOrDefault(category, 0L), total);
    }
}
