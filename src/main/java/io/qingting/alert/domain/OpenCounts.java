package io.qingting.alert.domain;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many alerts are open.
 *
 * @param all those of no queue included
 * @param queues by the queue's id, only queues that have any
 */
public record OpenCounts(BySeverity all, SortedMap<String, BySeverity> queues) {
    public static final OpenCounts NONE = new OpenCounts(BySeverity.NONE, new TreeMap<>());

    public OpenCounts {
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }

    /**
     * @param queues by the queue's id
     * @param elsewhere alerts of no queue
     */
    public static OpenCounts of(Map<String, BySeverity> queues, BySeverity elsewhere) {
        BySeverity all = elsewhere;
        for (BySeverity each : queues.values()) all = all.plus(each);
        return new OpenCounts(all, new TreeMap<>(queues));
    }

    /** Alerts counted by how bad they are. */
    public record BySeverity(long info, long warning, long critical) {
        public static final BySeverity NONE = new BySeverity(0, 0, 0);

        public BySeverity plus(BySeverity other) {
            return new BySeverity(info + other.info, warning + other.warning, critical + other.critical);
        }
    }
}
