package io.qingting.sla.domain;

import java.time.Duration;

/** How long a promise gives. */
public sealed interface Promise {
    /** The longest promise: about ten years. */
    Duration LONGEST = Duration.ofDays(3_650);

    int MOST_WORKING_DAYS = 1_000;

    /** So much time, on the clock of {@code basis}. More than 0, at most {@link #LONGEST}, whole milliseconds. */
    record Elapsed(Duration length, Basis basis) implements Promise {
        public Elapsed {
            if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0)
                throw new IllegalArgumentException(
                        "a promise gives more than no time and at most ten years: " + length);
        }
    }

    /** Until the close of the n-th working day after the day on which the clock starts. 1 to 1,000. */
    record WorkingDays(int days) implements Promise {
        public WorkingDays {
            if (days < 1 || days > MOST_WORKING_DAYS)
                throw new IllegalArgumentException("working days are 1 to " + MOST_WORKING_DAYS + ": " + days);
        }
    }

    /** Until the date that is planned for the very thing. */
    record Planned() implements Promise {}

    /** Which time passes. */
    enum Basis {
        CALENDAR,
        BUSINESS
    }
}
