package io.qingting.sla.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Which open targets are asked for, by their deadline. Paused ones are never among them.
 *
 * @param now epoch milliseconds, by which they are breached or warned
 * @param breached those past their deadline
 * @param warned those that have warned and still have time
 * @param running those that have not come to that
 * @param queueId null: any; so are the others
 * @param afterDeadline epoch milliseconds of the last one read before; {@link #FROM_THE_FIRST}: none
 * @param afterId its number
 */
public record OpenTargetQuery(
        long now,
        boolean breached,
        boolean warned,
        boolean running,
        @Nullable String queueId,
        @Nullable Channel channel,
        @Nullable Segment segment,
        @Nullable TargetKind kind,
        long afterDeadline,
        long afterId) {
    public static final long FROM_THE_FIRST = 0;
}
