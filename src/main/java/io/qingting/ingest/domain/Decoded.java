package io.qingting.ingest.domain;

import io.qingting.event.domain.NewEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event after all checks. */
public sealed interface Decoded {
    /**
     * It may be appended.
     *
     * @param ignored JSON pointers of fields that are not known and were left out; a few of them where there are many
     */
    record Valid(NewEvent event, List<String> ignored) implements Decoded {}

    /** @param id the event's id where it could be read, for the sender to find it again */
    record Refused(@Nullable String id, Refusal refusal) implements Decoded {}
}
