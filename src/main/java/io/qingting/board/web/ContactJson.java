package io.qingting.board.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open contact on the wire.
 *
 * @param state waiting, awaitingReply or inService
 * @param sinceAt since when it has been so
 * @param agents who has it, of those that the caller may see
 * @param targets what is promised and not settled, the soonest first
 */
record ContactJson(
        @Nullable String source,
        String contactId,
        String channel,
        String queueId,
        boolean vip,
        String state,
        Instant sinceAt,
        List<AgentNameJson> agents,
        List<OpenPromiseJson> targets) {

    record AgentNameJson(String agentId, String name) {}

    /**
     * A screen counts down to {@code deadlineAt} by itself.
     *
     * @param state running, warned, breached or paused, as of the answer's {@code at}
     * @param warnAt null: it does not warn
     * @param deadlineAt null: paused
     */
    record OpenPromiseJson(
            String target,
            String state,
            Instant startedAt,
            @Nullable Instant warnAt,
            @Nullable Instant deadlineAt) {}

    /**
     * @param total of the contacts asked for, on all pages
     * @param next pass it as {@code after} for the following page; null: this is the last
     */
    record ContactsJson(
            Instant at,
            int total,
            List<ContactJson> contacts,
            @Nullable String next) {}
}
