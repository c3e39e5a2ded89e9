package io.qingting.explain.app;

import io.qingting.event.domain.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The moment that an explanation is of: what the log held, and what the floor's clock showed.
 *
 * @param at epoch milliseconds
 * @param from begin of the window then, epoch milliseconds
 */
public record AsOf(LogPosition position, long at, long from) {
    private static final int PARTS = 4;

    /** Opaque, for the next question about the same figure. */
    public String encode() {
        String text = position.position() + "." + position.recordedAt() + "." + at + "." + from;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty where it is none of ours. */
    public static Optional<AsOf> decode(String text) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("\\.", -1);
            if (parts.length != PARTS) return Optional.empty();
            return Optional.of(new AsOf(
                    new LogPosition(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3])));
        } catch (IllegalArgumentException e) {
            // Neither base64 nor numbers: the caller says what to write instead.
            return Optional.empty();
        }
    }
}
