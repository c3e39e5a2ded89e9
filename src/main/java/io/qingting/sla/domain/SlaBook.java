package io.qingting.sla.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the rules, each in force from its commit on; the first holds for all time before it too. A clock keeps the
 * version that was in force when it started.
 */
public final class SlaBook {
    /** Versions kept in memory, newest; a clock that started before them goes by the oldest of these. */
    public static final int MOST_VERSIONS = 200;

    private final List<SlaRules> versions;
    private final boolean wholeContacts;

    /** @param versions in their order, not empty, none in force before the one ahead of it */
    public SlaBook(List<SlaRules> versions) {
        if (versions.isEmpty()) throw new IllegalArgumentException("a book without rules");
        this.versions = List.copyOf(versions);
        this.wholeContacts = versions.stream().anyMatch(SlaRules::needsWholeContact);
    }

    /** The rules for clocks that start at an instant. */
    public SlaRules at(long startedAt) {
        for (int i = versions.size() - 1; i > 0; i--) {
            if (versions.get(i).effectiveFrom() <= startedAt) return versions.get(i);
        }
        return versions.getFirst();
    }

    /** The rules for clocks that start between two instants, oldest first; at least one. */
    public List<SlaRules> between(long from, long to) {
        int first = versions.indexOf(at(from));
        int last = versions.indexOf(at(to));
        return versions.subList(first, Math.max(first, last) + 1);
    }

    public SlaRules latest() {
        return versions.getLast();
    }

    /** Null: older than what is kept. */
    public @Nullable SlaRules version(long version) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).version() == version) return versions.get(i);
        }
        return null;
    }

    /** True where all contributions of a contact are needed to tell its targets. */
    public boolean needsWholeContacts() {
        return wholeContacts;
    }
}
