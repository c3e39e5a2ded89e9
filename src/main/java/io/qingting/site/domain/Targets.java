package io.qingting.site.domain;

import org.jspecify.annotations.Nullable;

/**
 * The targets and thresholds by which screens colour figures. A screen invents none of its own.
 *
 * @param firstResponseSeconds X of "first response within X s"
 * @param responseSeconds X of "response within X s"
 */
public record Targets(
        Limit queueLength,
        Limit longestWaitSeconds,
        ServiceLevel serviceLevel,
        Limit abandonmentRate,
        Limit agentsOnDuty,
        Limit csat,
        int firstResponseSeconds,
        int responseSeconds) {

    /**
     * A target and where a figure turns amber and red. Whether more is better follows from the metric.
     *
     * @param target null: none set, and none shown
     * @param warn null: never amber
     * @param critical null: never red
     */
    public record Limit(
            @Nullable Double target,
            @Nullable Double warn,
            @Nullable Double critical) {}

    /** Service level: share answered within {@code seconds}. */
    public record ServiceLevel(int seconds, double target, double warn, double critical) {}

    public static final Targets DEFAULT = new Targets(
            new Limit(20.0, 20.0, 40.0),
            new Limit(30.0, 60.0, 120.0),
            new ServiceLevel(30, 0.8, 0.8, 0.7),
            new Limit(0.05, 0.05, 0.10),
            new Limit(null, null, null),
            new Limit(4.5, 4.5, 4.0),
            30,
            30);
}
