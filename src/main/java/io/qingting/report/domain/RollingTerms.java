package io.qingting.report.domain;

/**
 * The limits that 30-day figures are made with, milliseconds.
 *
 * @param firstResponseMillis X of "first response within X"
 * @param responseMillis X of "response within X"
 * @param comeBackMillis a contact is resolved where the customer does not come back within this; whole hours
 */
public record RollingTerms(long firstResponseMillis, long responseMillis, long comeBackMillis) {
    public RollingTerms {
        if (comeBackMillis <= 0 || comeBackMillis % RollingHours.HOUR_MILLIS != 0)
            throw new IllegalArgumentException(
                    "qingting.report.come-back must be whole hours, not " + comeBackMillis + " ms");
    }
}
