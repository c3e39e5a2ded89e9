package io.qingting.event.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A valid event that is to be appended: its identity, what the log keeps in columns of their own, and the rest as JSON.
 *
 * @param at when it happened, epoch milliseconds
 * @param contactId present exactly where the type's subject is a contact
 * @param customerKey keyed hash of the source's customer id, never the id itself
 * @param imported true: history that settles clocks and alerts nobody
 * @param data the canonical data as a JSON object, without contactId and customer key
 */
public record NewEvent(
        int sourceId,
        String id,
        EventType type,
        long at,
        @Nullable String sequence,
        @Nullable String contactId,
        @Nullable String customerKey,
        boolean imported,
        String data) {

    public NewEvent {
        Objects.requireNonNull(id);
        Objects.requireNonNull(type);
        Objects.requireNonNull(data);
        if ((contactId != null) != (type.subject() == EventType.Subject.CONTACT)) {
            throw new IllegalArgumentException("contactId " + contactId + " does not fit type " + type);
        }
    }

    /**
     * What tells a repeat from a conflict: equal for equal content. The first 8 bytes of a SHA-256. Whether the event was
     * imported is no content: an import may repeat what came live.
     */
    public long contentHash() {
        MessageDigest digest = sha256();
        digest.update(
                ByteBuffer.allocate(9).put((byte) type.ordinal()).putLong(at).flip());
        update(digest, sequence);
        update(digest, contactId);
        update(digest, customerKey);
        update(digest, data);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void update(MessageDigest digest, @Nullable String text) {
        if (text != null) digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) (text == null ? 0xFE : 0xFF));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
