package io.qingting.alert.domain;

import java.time.Duration;

/**
 * Who is told next while nobody acknowledges.
 *
 * @param after since the alert fired, more than 0
 * @param to a duty of the roster, such as {@code lead}; 1 to 100 characters
 */
public record EscalationStep(Duration after, String to) {
    private static final int LONGEST = 100;

    public EscalationStep {
        if (after.isZero() || after.isNegative())
            throw new IllegalArgumentException("after must be positive: " + after);
        if (to.isBlank() || to.length() > LONGEST)
            throw new IllegalArgumentException("to has 1 to 100 characters: " + to);
    }
}
