package io.qingting.history.domain;

import io.qingting.contact.domain.ContactChange;
import io.qingting.contact.domain.Span;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch of events changes in the table of facts. Keys stand in at most one of the two, once; to write it twice is to
 * write it once.
 *
 * @param deletions rows that no longer hold
 * @param writes rows to insert, or to put in the place of those of the same key
 */
public record FactBatch(List<FactKey> deletions, List<Fact> writes) {
    public FactBatch {
        deletions = List.copyOf(deletions);
        writes = List.copyOf(writes);
    }

    /** Nets the changes in their order. */
    public static FactBatch of(Collection<ContactChange> changes) {
        Set<FactKey> deletions = new LinkedHashSet<>();
        Map<FactKey, Fact> writes = new LinkedHashMap<>();
        for (ContactChange change : changes) {
            for (Span span : change.removed()) {
                FactKey key = FactKey.of(change.key(), span);
                writes.remove(key);
                deletions.add(key);
            }
            for (Span span : change.added()) {
                FactKey key = FactKey.of(change.key(), span);
                deletions.remove(key);
                writes.put(key, new Fact(change.key(), span));
            }
        }
        return new FactBatch(List.copyOf(deletions), List.copyOf(writes.values()));
    }

    public boolean isEmpty() {
        return deletions.isEmpty() && writes.isEmpty();
    }
}
