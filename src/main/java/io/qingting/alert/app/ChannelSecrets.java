package io.qingting.alert.app;

import io.qingting.alert.channel.ChannelSettings;
import io.qingting.alert.domain.ChannelRow;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Channels' secrets between their sealed form and the clear one that a message needs for a moment. */
@ApplicationScoped
public class ChannelSecrets {
    /** A channel's fault while its secrets cannot be opened. */
    static final String LOST_KEY = "the key of this channel's secrets is not there: add the earlier key to"
            + " QINGTING_SECRET_KEY, after a comma, or enter the secrets again";

    private static final int TAIL = 4;

    private final Vault vault;

    ChannelSecrets(Vault vault) {
        this.vault = vault;
    }

    /**
     * What a channel's address and signature are made of. Never logged.
     *
     * @param token of a robot; null: other kinds
     * @param secret of the signature; of a webhook the earlier one too, after a space, while both are in use; null: none
     * @param url of a webhook; null: other kinds
     */
    public record Clear(
            @Nullable String token,
            @Nullable String secret,
            @Nullable String url) {
        public static final Clear NONE = new Clear(null, null, null);

        /** What people recognise it by: the last four characters. */
        public @Nullable String tail() {
            String shown = token != null ? token : secret;
            if (shown == null) return null;
            return url == null
                    ? tail(shown)
                    : Arrays.stream(shown.split(" ")).map(Clear::tail).collect(Collectors.joining(" "));
        }

        private static String tail(String shown) {
            return shown.length() <= 2 * TAIL ? "" : shown.substring(shown.length() - TAIL);
        }

        @Override
        public String toString() {
            return "Clear[…]";
        }
    }

    byte[] seal(long channelId, Clear clear) {
        JsonObject text = new JsonObject()
                .put("token", clear.token())
                .put("secret", clear.secret())
                .put("url", clear.url());
        return vault.seal(text.encode(), context(channelId));
    }

    /** @throws IllegalStateException where the key that sealed them is not there */
    Clear open(ChannelRow row) {
        JsonObject text = new JsonObject(vault.open(row.sealed(), context(row.channelId())));
        return new Clear(text.getString("token"), text.getString("secret"), text.getString("url"));
    }

    /** Whether the key that sealed them is there. */
    boolean isOpen(ChannelRow row) {
        try {
            open(row);
            return true;
        } catch (IllegalStateException lost) {
            return false;
        }
    }

    /** The same secrets under the present key; null: they are already. Fails as {@link #open} does. */
    byte @Nullable [] resealed(ChannelRow row) {
        return vault.isCurrent(row.sealed()) ? null : seal(row.channelId(), open(row));
    }

    ChannelSettings settings(ChannelRow row) {
        return settings(row, open(row));
    }

    static ChannelSettings settings(ChannelRow row, Clear clear) {
        return new ChannelSettings(
                row.channelId(),
                row.name(),
                row.kind(),
                row.language(),
                row.markdown(),
                row.host(),
                clear.token(),
                clear.secret(),
                clear.url(),
                row.keyword(),
                row.mailTo(),
                row.callAll(),
                row.perMinute());
    }

    private static String context(long channelId) {
        return "channel:" + channelId;
    }
}
