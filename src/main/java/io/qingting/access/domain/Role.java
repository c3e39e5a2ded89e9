package io.qingting.access.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do. A person may have several. */
public enum Role {
    /** Configures the site, gives out rights, sees everything. */
    ADMIN,
    /** Leads teams, and sees the figures of their people. */
    SUPERVISOR,
    /** Leads quality and customer experience, and sees everybody's figures. */
    QUALITY,
    /** Serves customers, and sees the own figures. */
    AGENT;

    /** As permission checks, JSON and SQL know it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst();
    }
}
