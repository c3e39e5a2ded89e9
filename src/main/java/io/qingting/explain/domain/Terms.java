package io.qingting.explain.domain;

/**
 * The limits that figures are made with, in milliseconds.
 *
 * @param now instant at which the figure is asked for, epoch milliseconds
 * @param comeBackMillis how long a customer has to come back before a contact counts as resolved
 */
public record Terms(
        long now,
        long serviceLevelMillis,
        long firstResponseMillis,
        long responseMillis,
        long shortAbandonMillis,
        long followUpMillis,
        long feedbackMillis,
        long comeBackMillis) {

    /** The same with another X of one metric; other metrics have none. */
    public Terms within(WindowMetric metric, long millis) {
        return switch (metric.limit()) {
            case NONE, FOLLOW_UP, FEEDBACK -> this;
            case SERVICE_LEVEL -> with(millis, firstResponseMillis, responseMillis);
            case FIRST_RESPONSE -> with(serviceLevelMillis, millis, responseMillis);
            case RESPONSE -> with(serviceLevelMillis, firstResponseMillis, millis);
        };
    }

    private Terms with(long serviceLevel, long firstResponse, long response) {
        return new Terms(
                now,
                serviceLevel,
                firstResponse,
                response,
                shortAbandonMillis,
                followUpMillis,
                feedbackMillis,
                comeBackMillis);
    }

    /** The limit that the metric's waits are judged by; 0: it judges none. */
    public long limitOf(WindowMetric metric) {
        return switch (metric.limit()) {
            case NONE -> 0;
            case SERVICE_LEVEL -> serviceLevelMillis;
            case FIRST_RESPONSE -> firstResponseMillis;
            case RESPONSE -> responseMillis;
            case FOLLOW_UP -> followUpMillis;
            case FEEDBACK -> feedbackMillis;
        };
    }
}
