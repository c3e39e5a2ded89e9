package io.qingting.alert.domain;

import java.util.Arrays;
import java.util.Locale;

/** What is to be told about an alert. */
public enum NoticeKind {
    RAISED,
    /** A warning became a breach, or the severity rose. */
    WORSENED,
    REOPENED,
    /** Nobody acknowledged it for the repeat interval. */
    REMINDER,
    /** Nobody acknowledged it until the next step's time. */
    ESCALATED,
    RECOVERED,
    /** Nobody looks at it any more, which does not say that things are right again. */
    ENDED,
    /** It was told, and did not happen after all. */
    CORRECTED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Good news: has room of its own in a robot's limit. */
    public boolean isRelief() {
        return this == RECOVERED || this == ENDED || this == CORRECTED;
    }

    /** @throws IllegalArgumentException where there is no such kind */
    public static NoticeKind ofWireName(String name) {
        return Arrays.stream(values())
                .filter(k -> k.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of notice: " + name));
    }
}
