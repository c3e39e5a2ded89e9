package io.qingting.access.domain;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connector's key as administrators see it.
 *
 * @param lastUsedAt to the minute; null: never
 * @param revokedAt null: valid
 */
public record SourceKey(
        long keyId,
        String name,
        boolean mayImport,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    /** Names go into the CloudEvents source, so they are plain: 1 to 63 of a–z, 0–9, dot, underscore and hyphen. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
