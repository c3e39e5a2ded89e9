package io.qingting.report.domain;

/** How long one row's period is. Days and longer start with a business day; weeks on Monday. */
public enum PeriodUnit {
    HALF_HOUR,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    /** The whole range. */
    TOTAL
}
