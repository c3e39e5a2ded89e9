package io.qingting.contact.domain;

import io.qingting.event.domain.Event;
import org.jspecify.annotations.Nullable;

/** Where the fold of a contact puts what changes: a span that runs is added, then replaced by the ended one. */
interface SpanSink {
    void add(Span span);

    /** Takes back a span that was added before, an equal one. */
    void remove(Span span);

    void anomaly(Event event, String reason);

    /** One instance for equal names, so that a thousand contacts share the text of a queue's id. */
    default @Nullable String shared(@Nullable String name) {
        return name;
    }

    default void replace(Span before, Span after) {
        remove(before);
        add(after);
    }
}
