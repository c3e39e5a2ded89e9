package io.qingting.staffing.domain;

/**
 * A share of the contacts to be answered within a time.
 *
 * @param share over 0, under 1
 * @param seconds 0 or more
 * @param shortAbandonSeconds who gives up before this is in no part of the share
 */
public record Target(double share, double seconds, double shortAbandonSeconds) {
    public Target {
        if (!(share > 0 && share < 1)) throw new IllegalArgumentException("share must be over 0 and under 1: " + share);
        if (!(seconds >= 0)) throw new IllegalArgumentException("seconds must be 0 or more: " + seconds);
    }
}
