package io.qingting.kernel;

import java.time.Instant;

/**
 * The floor's time: windows, deadlines, and the checks for late and future events go by it. Real time in production; in a
 * replay it starts at the log's first instant and may run faster. Never goes back. Safe for all threads.
 */
public interface BusinessClock {
    /** The present instant of the floor, to the millisecond. */
    Instant now();

    /** How fast it runs against real time: 1 in production; 0 where it only jumps. */
    double rate();

    /** True where a recorded log is played: screens say "replay" and nothing is delivered to a real robot. */
    boolean isReplay();

    default long nowMillis() {
        return now().toEpochMilli();
    }
}
