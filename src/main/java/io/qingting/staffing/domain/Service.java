package io.qingting.staffing.domain;

/**
 * What so many agents make of a demand.
 *
 * @param waitProbability share of the contacts that must wait at all
 * @param serviceLevel share answered in time, of all but those who gave up at once
 */
public record Service(int agents, double waitProbability, double serviceLevel) {}
