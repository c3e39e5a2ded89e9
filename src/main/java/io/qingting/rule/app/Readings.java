package io.qingting.rule.app;

import io.qingting.rule.domain.PlaceReading;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The figures that rules watch, all of one moment.
 *
 * @param at the floor's time
 * @param position of the log, which they hold everything up to
 * @param byRule by the rule's id; a rule without places has an empty list
 */
record Readings(Instant at, long position, Map<String, List<PlaceReading>> byRule) {
    Readings {
        byRule = Map.copyOf(byRule);
    }

    List<PlaceReading> of(String ruleId) {
        return byRule.getOrDefault(ruleId, List.of());
    }
}
