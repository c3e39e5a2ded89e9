package io.qingting.alert.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an agent calls for help with. A word rather than a text, so that nothing about a customer can be in it. */
public enum HelpReason {
    /** A customer who is difficult, or in distress. */
    CUSTOMER,
    /** Something that the agent may not decide alone. */
    APPROVAL,
    /** A system or a phone that does not work. */
    SYSTEM,
    OTHER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<HelpReason> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(reason -> reason.wireName().equals(name))
                .findFirst();
    }
}
