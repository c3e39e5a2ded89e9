package io.qingting.alert.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be told about an alert.
 *
 * @param duty whom an escalation calls; null: whom the routes call
 * @param at machine's time at which it was written
 */
public record Notice(
        long noticeId, NoticeKind kind, @Nullable String duty, Instant at, Alert alert) {}
