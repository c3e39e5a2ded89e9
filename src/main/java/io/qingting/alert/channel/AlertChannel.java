package io.qingting.alert.channel;

import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.DeliveryResult;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One kind of way out. Knows its vendor's form of messages and of answers. */
public interface AlertChannel {
    ChannelKind kind();

    /** How many posts one message takes, 1 or 2: some call people by a post of its own. */
    default int parts(ChannelSettings settings, Post post) {
        return 1;
    }

    /** Bytes of the message by the vendor's measure. To be compared with {@link #limit}. */
    int size(ChannelSettings settings, Post post);

    /** Most bytes of a message by the vendor's measure. */
    default int limit(ChannelSettings settings) {
        return kind().bytes();
    }

    /**
     * Sends one part of a message. Never fails but for a bug: what went wrong is the reading's result.
     *
     * @param part from 0
     * @param now machine's time, which the signature carries
     */
    Uni<Reading> send(ChannelSettings settings, Post post, int part, Instant now);

    /**
     * What an answer says.
     *
     * @param clockAhead how far our clock is ahead of the vendor's, as the answer's date says, to the second; null: not known
     */
    record Reading(DeliveryResult result, @Nullable Duration clockAhead) {
        /** The vendor's date is of whole seconds, and took its way. */
        static final Duration EXACT = Duration.ofSeconds(2);

        /** A reason with how wrong our clock is, where it is. */
        public String withClock(String reason) {
            if (clockAhead == null || clockAhead.abs().compareTo(EXACT) <= 0) return reason;
            String side = clockAhead.isNegative() ? "behind" : "ahead";
            return reason + "; server clock " + clockAhead.abs().toSeconds() + " s " + side;
        }
    }

    /**
     * A message for people.
     *
     * @param id stable over repetitions
     * @param text lines parted by newlines, without the title
     * @param calls whom to call
     * @param callAll true: everybody in the group
     * @param plain true: nothing but the title, because the text was not taken
     * @param data for programs, as JSON
     */
    record Post(String id, String title, String text, List<Call> calls, boolean callAll, boolean plain, String data) {
        public Post {
            calls = List.copyOf(calls);
        }

        boolean callsSomebody() {
            return callAll || !calls.isEmpty();
        }
    }

    /** Somebody on duty, by the ids by which channels know people; null: not known there. */
    record Call(
            @Nullable String mobile,
            @Nullable String dingTalkUserId,
            @Nullable String weComUserId,
            @Nullable String feishuUserId,
            @Nullable String email) {}
}
