package io.qingting.alert.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad it is, mildest first. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> ofWireName(String name) {
        return Arrays.stream(values()).filter(s -> s.wireName().equals(name)).findFirst();
    }
}
