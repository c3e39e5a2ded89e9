package io.qingting.history.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The writing of contact facts: {@code qingting.history.*}. */
@ConfigMapping(prefix = "qingting.history")
public interface FactSettings {
    /** False: this instance never writes facts; another must. */
    @WithDefault("true")
    boolean enabled();

    /** How often an instance that does not lead tries to: the longest gap after a leader's end is about this. */
    @WithDefault("1s")
    Duration leaderRetry();

    /** Shortest time from one look into the log to the next where nothing is left behind. */
    @WithDefault("100ms")
    Duration readPace();

    /** How often the leader looks whether its connection, and so its lock, still stands. */
    @WithDefault("2s")
    Duration heartbeat();

    /** Longest answer to a heartbeat; then the leader stands down. */
    @WithDefault("5s")
    Duration heartbeatTimeout();

    /** Longest time a batch may take to be written; then it is rolled back and repeated. */
    @WithDefault("60s")
    Duration writeTimeout();

    /** First pause after a failure; it doubles. */
    @WithDefault("500ms")
    Duration firstBackOff();

    /** Longest pause after a failure. */
    @WithDefault("5s")
    Duration longestBackOff();

    /** How long it stands still, holding its lock, before it looks again whether the log has what it needs. */
    @WithDefault("1m")
    Duration gapRetry();

    /** Contacts kept in memory after nothing is going on in them any more; saves reading them again for a late event. */
    @WithDefault("20000")
    int idleContacts();

    /** Single agents' detail is kept this long from its receipt; imports of a longer past may want more. */
    @WithDefault("90d")
    Duration agentDetail();

    /** Rows that lose an agent's detail in one transaction of the daily clearing. */
    @WithDefault("20000")
    int clearingBatch();
}
