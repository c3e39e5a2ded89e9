package io.qingting.access.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A display as administrators see it.
 *
 * @param name 1 to 100 characters
 * @param lastUsedAt to the minute; null: never
 * @param revokedAt null: valid
 */
public record DisplayKey(
        long displayId,
        String name,
        Audience audience,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
