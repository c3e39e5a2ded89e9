package io.qingting.appeal.domain;

import io.qingting.kernel.ContactKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agent says that a contact should not count in the own score. Instants are the machine's time, but that of the contact.
 *
 * @param reason in the agent's words, 1 to {@link #LONGEST_TEXT} characters
 * @param by who made it
 * @param decision null: not decided
 */
public record Appeal(
        long appealId,
        String agentId,
        Served served,
        String reason,
        State state,
        Instant createdAt,
        String by,
        @Nullable Decision decision) {
    public static final int LONGEST_TEXT = 500;

    /** Where it is in its life; only an open one changes. */
    public enum State {
        OPEN,
        /** The contact is out of the agent's score. */
        ACCEPTED,
        REJECTED,
        /** By the agent. */
        WITHDRAWN;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<State> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(state -> state.wireName().equals(name))
                    .findFirst();
        }
    }

    /**
     * A contact that the agent served.
     *
     * @param channel wire name
     * @param queueId null: none
     * @param teamId the agent's; null: none
     * @param at the end of the agent's work on it, by the floor's clock
     */
    public record Served(
            ContactKey contact,
            String channel,
            @Nullable String queueId,
            @Nullable String teamId,
            Instant at) {}

    /** @param note why; null: none was needed, as it was withdrawn */
    public record Decision(Instant at, String by, @Nullable String note) {}
}
