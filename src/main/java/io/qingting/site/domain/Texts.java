package io.qingting.site.domain;

import java.util.Optional;

/** What ids and names may look like. */
public final class Texts {
    public static final int LONGEST_ID = 200;
    public static final int LONGEST_NAME = 100;

    private Texts() {}

    /** What is wrong with the id of a queue, team or agent as events name it; empty: nothing. */
    public static Optional<String> idFault(String id) {
        boolean good = !id.isBlank() && id.length() <= LONGEST_ID && id.equals(id.strip()) && isPlain(id);
        return good
                ? Optional.empty()
                : Optional.of("An id has 1 to " + LONGEST_ID + " characters, none before or after them blank.");
    }

    /** What is wrong with a name; empty: nothing. */
    public static Optional<String> nameFault(String name) {
        boolean good = !name.isBlank() && name.length() <= LONGEST_NAME && isPlain(name);
        return good ? Optional.empty() : Optional.of("A name has 1 to " + LONGEST_NAME + " characters.");
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }
}
