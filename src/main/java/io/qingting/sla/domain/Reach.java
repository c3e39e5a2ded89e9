package io.qingting.sla.domain;

/**
 * How far something has come, in time and in what the leader has written.
 *
 * @param at epoch milliseconds, exclusive
 * @param position of the leader, inclusive
 */
public record Reach(long at, long position) {
    public static final Reach NOWHERE = new Reach(0, 0);
}
