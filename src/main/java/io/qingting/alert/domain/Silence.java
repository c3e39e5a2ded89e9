package io.qingting.alert.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For a while nothing is told about some alerts; they stay on the screens. Always with an end and a reason.
 *
 * @param queueId null: any
 * @param kind null: any
 * @param name of the target, rule, source or channel; null: any
 * @param from machine's time, inclusive
 * @param until machine's time, exclusive
 */
public record Silence(
        long silenceId,
        @Nullable String queueId,
        @Nullable AlertKind kind,
        @Nullable String name,
        Instant from,
        Instant until,
        String reason,
        String by) {

    public boolean covers(Alert alert, Instant now) {
        return !now.isBefore(from)
                && now.isBefore(until)
                && (queueId == null || queueId.equals(alert.subject().queueId()))
                && (kind == null || kind == alert.kind())
                && (name == null || name.equals(alert.name()));
    }

    /** As a notice's {@code held_by} names it. */
    public String holder() {
        return "silence:" + silenceId;
    }
}
