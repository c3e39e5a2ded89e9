package io.qingting.sla.domain;

import java.util.Map;

/**
 * Contacts with a promise that was called broken and still is open, each once.
 *
 * @param queues by queue; what is missing from the total belongs to no queue
 */
public record BreachCounts(long total, Map<String, Long> queues) {
    public static final BreachCounts NONE = new BreachCounts(0, Map.of());

    public BreachCounts {
        queues = Map.copyOf(queues);
    }
}
