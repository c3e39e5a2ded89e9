package io.qingting.ingest.app;

import io.qingting.event.domain.AppendOutcome;
import io.qingting.ingest.domain.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one event of a request, for its sender. */
public sealed interface EventOutcome {
    /** @param ignored JSON pointers of fields that are not known and were left out */
    record Logged(String id, AppendOutcome outcome, List<String> ignored) implements EventOutcome {}

    /** @param id null where it could not be read */
    record Refused(@Nullable String id, Refusal refusal) implements EventOutcome {}
}
