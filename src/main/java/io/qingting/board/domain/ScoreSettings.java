package io.qingting.board.domain;

/**
 * Weights and sample sizes of the service score (METRICS.md, "Service score"). Weights are 0 or more and need not add up to
 * 100: a component without data gives its weight to the others.
 *
 * @param pull k: how many of the team's contacts a small sample is mixed with
 * @param minPeople a team with fewer members with data is replaced by the site
 * @param minRatings a score of today needs this many ratings, or …
 * @param minAnswered … this many answered contacts
 * @param minRollingRatings a score of 30 days needs this many ratings, or …
 * @param minRollingAnswered … this many answered contacts
 */
public record ScoreSettings(
        double csat,
        double firstResponse,
        double response,
        double firstContactResolution,
        double quality,
        double pull,
        int minPeople,
        int minRatings,
        int minAnswered,
        int minRollingRatings,
        int minRollingAnswered) {
    public static final ScoreSettings DEFAULT = new ScoreSettings(35, 20, 15, 15, 15, 20, 5, 5, 5, 20, 50);

    boolean isTooSmall(String window, long ratings, long answered) {
        boolean rolling = window.equals(ScoreFigures.ROLLING);
        return ratings < (rolling ? minRollingRatings : minRatings)
                && answered < (rolling ? minRollingAnswered : minAnswered);
    }
}
