package io.qingting.board.domain;

import io.qingting.contact.domain.LiveView;
import io.qingting.kernel.ContactKey;

/**
 * A contact that something is going on in.
 *
 * @param lastAt instant of its last event, epoch milliseconds
 * @param isUnconfirmed silent for so long that it is counted apart
 */
public record CountedContact(ContactKey contact, LiveView view, long lastAt, boolean isUnconfirmed) {
    /** A contact as seen at {@code now}, epoch milliseconds. */
    public static CountedContact at(BoardConfig config, ContactKey contact, LiveView view, long lastAt, long now) {
        return new CountedContact(contact, view, lastAt, now - lastAt > limitMillis(config, view));
    }

    /** A contact silent for longer is unconfirmed. */
    static long limitMillis(BoardConfig config, LiveView view) {
        long silent = config.silentMillis(view.channel());
        return view.waiting() && view.channel().isLive() ? Math.min(silent, config.unconfirmedEntryMillis()) : silent;
    }
}
