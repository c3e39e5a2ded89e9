package io.qingting.report.domain;

import java.util.List;

/**
 * What a trend is asked for.
 *
 * @param minutes number of points, 1 … 240
 * @param windowMinutes length of the window for last week's rates; 0: the business day so far
 * @param queues empty: all
 * @param teams narrow what belongs to agents; a queue belongs to no team. Empty: all
 */
public record TrendQuery(int minutes, int windowMinutes, List<String> queues, List<String> teams) {
    public TrendQuery {
        queues = List.copyOf(queues);
        teams = List.copyOf(teams);
    }
}
