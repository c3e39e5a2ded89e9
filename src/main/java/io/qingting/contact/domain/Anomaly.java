package io.qingting.contact.domain;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import org.jspecify.annotations.Nullable;

/**
 * An event that a fold could not use, and why. The event stays in the log; a later one may make sense of it, and then the
 * anomaly is withdrawn.
 *
 * @param contactId null: the event is not about a contact
 * @param at when the event happened, epoch milliseconds
 * @param reason one English sentence without personal data
 */
public record Anomaly(
        int sourceId, String eventId, @Nullable String contactId, EventType type, long at, String reason) {

    public static Anomaly of(Event event, String reason) {
        return new Anomaly(event.sourceId(), event.id(), event.contactId(), event.type(), event.at(), reason);
    }
}
