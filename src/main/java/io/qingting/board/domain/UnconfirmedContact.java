package io.qingting.board.domain;

import io.qingting.event.domain.Channel;
import io.qingting.kernel.ContactKey;
import java.time.Instant;

/**
 * A contact that has been silent for so long that it may have ended unseen, for an audited close.
 *
 * @param waiting true: in a queue; false: with an agent
 */
public record UnconfirmedContact(
        ContactKey contact, String queueId, Channel channel, boolean waiting, Instant lastEventAt) {}
