package io.qingting.agent.domain;

import io.qingting.kernel.ContactKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's finished work on a contact. Ratings are not in it.
 *
 * @param channel wire name
 * @param queueId null: none
 * @param at when it ended
 * @param replies the agent's
 * @param firstResponseLate the agent's first response came after its limit, or not at all
 * @param responseLate so did another response
 * @param isExcluded out of the agent's score
 */
public record ServedContact(
        ContactKey contact,
        String channel,
        @Nullable String queueId,
        Instant startedAt,
        Instant at,
        long replies,
        boolean firstResponseLate,
        boolean responseLate,
        boolean isExcluded) {}
