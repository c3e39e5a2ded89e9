package io.qingting.alert.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel as it is kept and as it goes. Secrets stay sealed. Instants are the machine's time.
 *
 * @param secretTail the last four characters of its secret; null: none
 * @param backupId the channel that takes its place while it is broken; null: none
 * @param holdUntil null: not held
 * @param fault what somebody has to mend; null: nothing
 * @param failures attempts that failed in a row
 * @param recent posts of the last minute, oldest first
 */
public record ChannelRow(
        long channelId,
        String name,
        ChannelKind kind,
        String language,
        boolean markdown,
        @Nullable String host,
        @Nullable String keyword,
        List<String> mailTo,
        boolean callAll,
        int perMinute,
        @Nullable Long backupId,
        boolean enabled,
        byte[] sealed,
        @Nullable String secretTail,
        @Nullable Instant holdUntil,
        @Nullable String fault,
        int failures,
        List<Instant> recent,
        @Nullable Instant lastOkAt,
        @Nullable String lastError) {
    /** After so many failures in a row another channel takes its place. */
    public static final int BROKEN_AFTER = 3;

    public ChannelRow {
        mailTo = List.copyOf(mailTo);
        recent = List.copyOf(recent);
    }

    public boolean isBroken() {
        return fault != null || failures >= BROKEN_AFTER;
    }

    public Pacing pacing() {
        return kind.pacing(perMinute);
    }
}
