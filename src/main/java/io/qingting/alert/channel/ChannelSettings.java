package io.qingting.alert.channel;

import io.qingting.alert.domain.ChannelKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one channel is reached, secrets in the clear: never kept, never logged.
 *
 * @param language zh or en
 * @param markdown false: plain text
 * @param host another host than the vendor's, {@code host} or {@code host:port}, after {@code http://} where it speaks
 *     without TLS; only where the administrator's list has it
 * @param token robots: what the address ends with; null: other kinds
 * @param secret of the signature; null: none
 * @param url webhooks: the whole address; null: other kinds
 * @param keyword a word that each message has to hold; null: none
 * @param mailTo addresses; empty: other kinds
 * @param callAll true: critical alerts call everybody in the group
 * @param perMinute most posts in any 60 s
 */
public record ChannelSettings(
        long channelId,
        String name,
        ChannelKind kind,
        String language,
        boolean markdown,
        @Nullable String host,
        @Nullable String token,
        @Nullable String secret,
        @Nullable String url,
        @Nullable String keyword,
        List<String> mailTo,
        boolean callAll,
        int perMinute) {
    public ChannelSettings {
        mailTo = List.copyOf(mailTo);
    }

    /** Never a secret. */
    @Override
    public String toString() {
        return "channel " + channelId + " (" + kind.wireName() + ")";
    }
}
