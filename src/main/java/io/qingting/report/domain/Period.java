package io.qingting.report.domain;

/**
 * One period of a report, cut to the range asked for.
 *
 * @param label date of the first business day, such as {@code 2026-11-21}; of an hour or half hour its begin in UTC
 * @param startsAt epoch milliseconds, inclusive
 * @param endsAt epoch milliseconds, exclusive
 */
public record Period(String label, long startsAt, long endsAt) {}
