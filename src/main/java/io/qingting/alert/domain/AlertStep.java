package io.qingting.alert.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an alert.
 *
 * @param at machine's time
 * @param action such as {@code raised}, {@code acknowledged}, {@code escalated}
 * @param actor who did it; {@code system}: nobody
 * @param note null: none
 */
public record AlertStep(
        Instant at, String action, String actor, @Nullable String note) {}
