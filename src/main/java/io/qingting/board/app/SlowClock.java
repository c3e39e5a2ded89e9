package io.qingting.board.app;

/**
 * Tells a clock that is far behind from a source that tells of the past. What a backlog or an import tells comes nearer and nearer to
 * now; by a clock that is wrong everything seems equally late, a day as well as an hour. Single events that come later still are
 * stragglers and change nothing. For one thread.
 */
final class SlowClock {
    /** What comes from a source that is well takes its way in so long, more or less. */
    private static final long SPREAD_MILLIS = 15_000;
    /** A source that catches up by less than {@link #SPREAD_MILLIS} in so long never arrives. */
    private static final long LEAST_MILLIS = 60_000;

    private static final int LEAST_EVENTS = 11;

    private long first;
    private long least;
    private long since;
    private long fittedAt;
    private int fitted;
    private boolean known;

    /**
     * Whether it is its clock that makes an event seem late.
     *
     * @param delayMillis receipt minus occurrence
     */
    boolean explains(long delayMillis, long recordedAt) {
        boolean straggles = delayMillis > first + SPREAD_MILLIS;
        boolean fits = fitted > 0 && !straggles && delayMillis >= first - SPREAD_MILLIS;
        if (fits) {
            least = Math.min(least, delayMillis);
            fittedAt = recordedAt;
            fitted = Math.min(fitted + 1, LEAST_EVENTS);
            known = fitted == LEAST_EVENTS && recordedAt - since >= LEAST_MILLIS;
        } else if (!straggles || fitted == 0 || recordedAt - fittedAt > LEAST_MILLIS) {
            begin(delayMillis, recordedAt);
        }
        return known;
    }

    private void begin(long delayMillis, long recordedAt) {
        first = delayMillis;
        least = delayMillis;
        since = recordedAt;
        fittedAt = recordedAt;
        fitted = 1;
        known = false;
    }

    /** An event came in time. */
    void forget() {
        fitted = 0;
        known = false;
    }

    boolean isKnown() {
        return known;
    }

    /** How far it is behind ours, with the shortest way here. Only where it is known. */
    long behindMillis() {
        return least;
    }
}
