package io.qingting.scenario.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;

/** Repeatable chance for one purpose: the same seed and purpose give the same values, whatever other purposes draw. */
final class Dice {
    private final UniformRandomProvider random;
    private final Map<List<Double>, ContinuousDistribution.Sampler> samplers = new HashMap<>();

    private Dice(UniformRandomProvider random) {
        this.random = random;
    }

    static Dice of(long seed, String purpose) {
        long mixed = seed ^ 0x9e3779b97f4a7c15L;
        for (int i = 0; i < purpose.length(); i++) mixed = (mixed ^ purpose.charAt(i)) * 0x100000001b3L;
        return new Dice(RandomSource.XO_RO_SHI_RO_128_PP.create(mixed));
    }

    /** 0 (closed) … 1 (open). */
    double uniform() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** 0 … bound − 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** A whole number of milliseconds, both ends possible. */
    long millisBetween(double fromSeconds, double toSeconds) {
        return Math.round((fromSeconds + (toSeconds - fromSeconds) * random.nextDouble()) * 1_000);
    }

    /**
     * Milliseconds with a log-normal distribution, the shape of service and reply times (Brown et al., Statistical Analysis
     * of a Telephone Call Center, 2005, section 4).
     */
    long logNormalMillis(double medianSeconds, double sigma) {
        return millis(samplers.computeIfAbsent(
                List.of(1.0, medianSeconds, sigma),
                k -> LogNormalDistribution.of(Math.log(medianSeconds), sigma).createSampler(random)));
    }

    /** Milliseconds with a Weibull distribution: patience, whose hazard changes while one waits. */
    long weibullMillis(double shape, double scaleSeconds) {
        return millis(samplers.computeIfAbsent(
                List.of(2.0, shape, scaleSeconds),
                k -> WeibullDistribution.of(shape, scaleSeconds).createSampler(random)));
    }

    /** Milliseconds to the next event of a Poisson process. */
    long exponentialMillis(double meanSeconds) {
        return millis(samplers.computeIfAbsent(
                List.of(3.0, meanSeconds),
                k -> ExponentialDistribution.of(meanSeconds).createSampler(random)));
    }

    private static long millis(ContinuousDistribution.Sampler sampler) {
        return Math.max(1, Math.round(sampler.sample() * 1_000));
    }
}
