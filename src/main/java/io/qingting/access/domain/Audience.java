package io.qingting.access.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who stands before a display: whether single people may be shown. */
public enum Audience {
    /** Everybody passing by: no names of agents. */
    FLOOR,
    /** The supervisors' room. */
    SUPERVISORS;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Audience> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(audience -> audience.wireName().equals(name))
                .findFirst();
    }
}
