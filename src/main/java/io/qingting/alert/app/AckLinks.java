package io.qingting.alert.app;

import io.qingting.kernel.MachineClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Signed links that end: whoever got a message may acknowledge what it names, without an account. */
@ApplicationScoped
public class AckLinks {
    public static final String PATH = "/ack/";
    private static final int LONGEST = 200;

    private final Vault vault;
    private final MachineClock clock;
    private final AlertSettings settings;

    AckLinks(Vault vault, MachineClock clock, AlertSettings settings) {
        this.vault = vault;
        this.clock = clock;
        this.settings = settings;
    }

    /** The link of a message; null where this installation has no address of its own. */
    @Nullable
    String link(long messageId, Instant now) {
        return settings.publicUrl()
                .map(url -> url.toString().replaceAll("/+$", "") + PATH + token(messageId, now))
                .orElse(null);
    }

    String token(long messageId, Instant now) {
        String claim = messageId + "." + now.plus(settings.linkLife()).getEpochSecond();
        return claim + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(vault.sign("ack:" + claim));
    }

    /** The message that a link is for; empty where it is forged or over. */
    public OptionalLong messageOf(String token) {
        if (token.length() > LONGEST || !token.matches("\\d{1,18}\\.\\d{1,12}\\.[A-Za-z0-9_-]{43}")) {
            return OptionalLong.empty();
        }
        String[] parts = token.split("\\.", -1);
        byte[] signature = Base64.getUrlDecoder().decode(parts[2].getBytes(StandardCharsets.US_ASCII));
        boolean signed = vault.isSigned("ack:" + parts[0] + "." + parts[1], signature);
        boolean current = clock.now().getEpochSecond() < Long.parseLong(parts[1]);
        return signed && current ? OptionalLong.of(Long.parseLong(parts[0])) : OptionalLong.empty();
    }
}
