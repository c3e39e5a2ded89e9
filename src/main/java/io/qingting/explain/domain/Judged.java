package io.qingting.explain.domain;

/**
 * What one contribution does to a figure.
 *
 * @param at the instant by which it belongs to a window, epoch milliseconds
 * @param numerator what it adds to hits or sum, in parts of the unit
 * @param denominator what it adds to total or count
 */
public record Judged(long at, long numerator, long denominator, Why why) {}
