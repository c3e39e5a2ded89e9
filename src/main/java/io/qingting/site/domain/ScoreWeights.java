package io.qingting.site.domain;

/**
 * Weights of the service score's parts, each 0 or more and one at least above 0, and how strongly small samples are pulled to
 * the team's mean (METRICS.md).
 *
 * @param pull k: as many contacts of the team are mixed in
 */
public record ScoreWeights(
        double csat,
        double firstResponse,
        double response,
        double firstContactResolution,
        double quality,
        double pull) {
    public static final ScoreWeights DEFAULT = new ScoreWeights(35, 20, 15, 15, 15, 20);
}
