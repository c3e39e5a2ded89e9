package io.qingting.alert.app;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** What messages say of the floor. Alerts know nobody, so whoever knows the floor tells them. Never waits; any thread. */
public interface Floor {
    String siteName();

    ZoneId zone();

    /** The name by which people know a queue; its id where nobody named it. */
    String queueName(String queueId);

    /** How late a source usually delivers what happened; empty: not known. */
    Optional<Duration> delay(int sourceId);
}
