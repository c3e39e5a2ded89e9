package io.qingting.rule.domain;

/**
 * The figure of one of the places that a rule watches.
 *
 * @param place id of the queue or agent, name of the source, or {@link RulePlace#WHOLE_SITE}
 */
public record PlaceReading(String place, Reading reading) {}
