package io.qingting.alert.domain;

/**
 * What a digest says of alerts.
 *
 * @param open at the time of the digest
 * @param critical of these
 * @param breaches promises broken within the period, less those that were taken back
 */
public record AlertCounts(long open, long critical, long breaches) {}
