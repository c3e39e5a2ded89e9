package io.qingting.history.domain;

import io.qingting.contact.domain.ContactChange;
import io.qingting.contact.domain.Span;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a batch of events changes in the table of facts. Keys stand in at most one of the two, once; to write it twice is to
 * write it once.
 *
 * @param deletions rows that no longer hold
 * @param writes rows to insert, or to put in the place of those of the same key
 * @param hours begins of the whole UTC hours in which something changed that scores or first contact resolution are made
 *     of, epoch milliseconds, in order; of a wait: the hours of its begin and of its end
 */
public record FactBatch(List<FactKey> deletions, List<Fact> writes, List<Long> hours) {
    private static final long HOUR_MILLIS = 60 * 60 * 1000;

    public FactBatch {
        deletions = List.copyOf(deletions);
        writes = List.copyOf(writes);
        hours = List.copyOf(hours);
    }

    /** Nets the changes in their order. */
    public static FactBatch of(Collection<ContactChange> changes) {
        Set<FactKey> deletions = new LinkedHashSet<>();
        Map<FactKey, Fact> writes = new LinkedHashMap<>();
        Set<Long> hours = new TreeSet<>();
        for (ContactChange change : changes) {
            for (Span span : change.removed()) {
                FactKey key = FactKey.of(change.key(), span);
                writes.remove(key);
                deletions.add(key);
                noteHours(span, hours);
            }
            for (Span span : change.added()) {
                FactKey key = FactKey.of(change.key(), span);
                deletions.remove(key);
                writes.put(key, new Fact(change.key(), span));
                noteHours(span, hours);
            }
        }
        return new FactBatch(List.copyOf(deletions), List.copyOf(writes.values()), List.copyOf(hours));
    }

    private static void noteHours(Span span, Set<Long> hours) {
        switch (span.kind()) {
            case ENTRY -> {
                if (!span.isOpen()) hours.add(hour(span.at()));
            }
            case CONTACT, CLOSED, REOPENED, CSAT, REVIEW -> hours.add(hour(span.at()));
            case AGENT_FIRST_RESPONSE, AGENT_RESPONSE -> {
                hours.add(hour(span.startedAt()));
                hours.add(hour(span.at()));
            }
            case LEG,
                    FIRST_RESPONSE,
                    RESPONSE,
                    WRAPUP,
                    RINGING,
                    MISSED,
                    BOT_BEGAN,
                    HANDED_OVER,
                    INVITED,
                    NPS,
                    DIMENSION,
                    REVIEW_ATTITUDE,
                    REVIEW_WORDING,
                    COMPLAINT,
                    COMPLAINT_ANSWER,
                    COMPLAINT_FOLLOW_UP,
                    FEEDBACK,
                    SUGGESTION -> {}
        }
    }

    private static long hour(long at) {
        return Math.floorDiv(at, HOUR_MILLIS) * HOUR_MILLIS;
    }

    public boolean isEmpty() {
        return deletions.isEmpty() && writes.isEmpty();
    }
}
