package io.qingting.scenario.domain;

import java.time.LocalDateTime;
import java.util.Set;

/**
 * A few bad minutes.
 *
 * @param from local time
 * @param minutes how long
 * @param queues queues that feel it; empty: all
 * @param arrivals factor on arrivals, 0 or more
 * @param service factor on talk and reply times, more than 0
 * @param absent share of the agents who leave their desks meanwhile, 0 … 1
 */
public record Incident(
        LocalDateTime from, int minutes, Set<String> queues, double arrivals, double service, double absent) {
    public Incident {
        if (minutes <= 0 || arrivals < 0 || service <= 0 || absent < 0 || absent > 1)
            throw new IllegalArgumentException("no such incident: " + minutes + " min, arrivals × " + arrivals
                    + ", service × " + service + ", absent " + absent);
        queues = Set.copyOf(queues);
    }

    boolean concerns(String queueId) {
        return queues.isEmpty() || queues.contains(queueId);
    }
}
