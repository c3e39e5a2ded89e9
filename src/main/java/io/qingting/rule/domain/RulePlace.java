package io.qingting.rule.domain;

import io.qingting.event.domain.WireName;

/** Whose figures a rule watches, one alert each. */
public enum RulePlace implements WireName {
    QUEUE("queue"),
    /** The sums over all queues. */
    SITE("site"),
    AGENT("agent"),
    SOURCE("source"),
    /** Of complaints. */
    CATEGORY("category");

    /** Stands for the site among places. */
    public static final String WHOLE_SITE = "*";

    private final String wireName;

    RulePlace(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
