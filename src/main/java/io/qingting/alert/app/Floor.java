package io.qingting.alert.app;

import java.time.ZoneId;

/** What messages say of the floor. Alerts know nobody, so whoever knows the floor tells them. Never waits; any thread. */
public interface Floor {
    String siteName();

    ZoneId zone();

    /** The name by which people know a queue; its id where nobody named it. */
    String queueName(String queueId);
}
