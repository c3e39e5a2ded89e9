package io.qingting.staffing.domain;

/**
 * What comes in, as queueing formulas want it: arrivals at random at an even rate, handle times spread exponentially.
 *
 * @param arrivalsPerSecond more than 0
 * @param handleSeconds mean time that a contact takes one agent; more than 0
 */
public record Demand(double arrivalsPerSecond, double handleSeconds) {
    public Demand {
        if (!(arrivalsPerSecond > 0) || !(handleSeconds > 0))
            throw new IllegalArgumentException("no demand: " + arrivalsPerSecond + "/s of " + handleSeconds + " s");
    }

    /** Agents that would be busy all the time, in Erlang. */
    public double load() {
        return arrivalsPerSecond * handleSeconds;
    }
}
