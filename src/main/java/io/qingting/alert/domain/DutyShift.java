package io.qingting.alert.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the roster: who is on which duty, and how they are reached.
 *
 * @param from inclusive
 * @param until exclusive
 */
public record DutyShift(
        String person,
        String duty,
        Instant from,
        Instant until,
        @Nullable String mobile,
        @Nullable String dingTalkUserId,
        @Nullable String weComUserId,
        @Nullable String feishuUserId,
        @Nullable String email) {
    public boolean isOn(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
