package io.qingting.scenario.app;

import io.qingting.kernel.BusinessClock;

/** The business clock of a replay, which the replay may push. */
public interface ReplayTime extends BusinessClock {
    /** Jumps ahead; an earlier instant changes nothing. */
    void advanceTo(long epochMillis);
}
