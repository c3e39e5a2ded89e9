package io.qingting.alert.domain;

import java.time.Instant;

/**
 * A message of a channel on its way.
 *
 * @param calls whom it calls, as JSON
 * @param data for programs, as JSON
 * @param parts posts that it takes
 * @param sentParts of them that were accepted
 * @param attempts the present one included, from 1
 * @param repeated an earlier attempt may have arrived
 * @param plain its text was not taken: the title goes alone
 * @param firstAt machine's time of the first attempt
 */
public record Message(
        long messageId,
        long channelId,
        String title,
        String body,
        String calls,
        boolean callAll,
        String data,
        int alerts,
        int parts,
        int sentParts,
        int attempts,
        boolean repeated,
        boolean plain,
        Instant firstAt) {}
