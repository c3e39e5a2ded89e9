package io.qingting.board.domain;

import io.qingting.event.domain.Channel;
import io.qingting.kernel.ContactKey;
import java.time.Instant;
import java.util.Comparator;

/**
 * A contact that has been silent for so long that it may have ended unseen, for an audited close.
 *
 * @param waiting true: in a queue; false: with an agent
 */
public record UnconfirmedContact(
        ContactKey contact, String queueId, Channel channel, boolean waiting, Instant lastEventAt) {

    /** The longest silent first. */
    public static final Comparator<UnconfirmedContact> ORDER =
            Comparator.comparing(UnconfirmedContact::lastEventAt).thenComparing(UnconfirmedContact::contact);

    /** Where a page begins: after this contact. */
    public record Cursor(Instant lastEventAt, ContactKey contact) {
        /** Whether a contact comes after it. */
        public boolean isBefore(UnconfirmedContact other) {
            int byAge = lastEventAt.compareTo(other.lastEventAt());
            return byAge != 0 ? byAge < 0 : contact.compareTo(other.contact()) < 0;
        }
    }
}
