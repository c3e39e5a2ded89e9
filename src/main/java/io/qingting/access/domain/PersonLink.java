package io.qingting.access.domain;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A link that lets somebody choose a password, once and before it expires.
 *
 * @param personId whose password; null for the first set-up, which makes its person
 * @param login of that person; null likewise
 */
public record PersonLink(
        Purpose purpose, @Nullable Long personId, @Nullable String login) {
    /** What the link is for. */
    public enum Purpose {
        /** Makes the first administrator. Printed at start until it is used. */
        SET_UP(Duration.ofDays(1)),
        /** Lets an invited person in for the first time. */
        INVITATION(Duration.ofDays(7)),
        /** A new password in place of a lost one. */
        RESET(Duration.ofDays(1));

        private final Duration validity;

        Purpose(Duration validity) {
            this.validity = validity;
        }

        public Duration validity() {
            return validity;
        }

        public String wireName() {
            return this == SET_UP ? "setUp" : name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Purpose> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(purpose -> purpose.wireName().equals(name))
                    .findFirst();
        }
    }
}
