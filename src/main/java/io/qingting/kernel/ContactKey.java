package io.qingting.kernel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a contact: a contact id is unique within its source only.
 *
 * @param sourceId number of the source in this installation, from 1
 * @param contactId the source's own id, 1 to 200 characters
 */
public record ContactKey(int sourceId, String contactId) implements Comparable<ContactKey> {
    public ContactKey {
        Objects.requireNonNull(contactId);
    }

    @Override
    public int compareTo(ContactKey other) {
        int bySource = Integer.compare(sourceId, other.sourceId);
        return bySource != 0 ? bySource : contactId.compareTo(other.contactId);
    }

    @Override
    public int hashCode() {
        return 31 * contactId.hashCode() + sourceId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContactKey key && sourceId == key.sourceId && contactId.equals(key.contactId);
    }
}
