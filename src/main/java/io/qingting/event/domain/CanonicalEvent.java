package io.qingting.event.domain;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A canonical event on its way to the public API: ready-made JSON of one CloudEvent, and what a sender needs to order and
 * report it. Written by {@link EventDraft}.
 *
 * @param id the source's event id, stable, so that sending it again changes nothing
 * @param type what happened
 * @param at when it happened, epoch milliseconds
 * @param subject contact or agent it is about; null: the source itself
 * @param json one CloudEvents object, structured mode
 */
public record CanonicalEvent(
        String id, EventType type, long at, @Nullable String subject, String json) {
    /** By instant, then type, then id: the order in which a recorded log is sent. */
    public static final Comparator<CanonicalEvent> BY_TIME = Comparator.comparingLong(CanonicalEvent::at)
            .thenComparing(CanonicalEvent::type)
            .thenComparing(CanonicalEvent::id);

    public CanonicalEvent {
        Objects.requireNonNull(id);
        Objects.requireNonNull(type);
        Objects.requireNonNull(json);
    }
}
