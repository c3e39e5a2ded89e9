package io.qingting.importing.app;

import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What reading a log gave.
 *
 * @param contacts different contacts
 * @param skipped rows left out, by reason
 * @param refused rows that could not be read
 * @param examples the first of those refused, at most {@value #MOST_EXAMPLES}
 */
public record ReadSummary(
        long rows, long contacts, long events, Map<String, Long> skipped, long refused, List<Refusal> examples) {
    static final int MOST_EXAMPLES = 100;
    private static final int MOST_REASONS = 100;

    /** Something that was not taken: {@code file} indexes the list of files, {@code line} counts from 1. */
    public record Refusal(int file, long line, String reason) {}

    static final class Counter {
        private final LongSet contacts = new LongSet();
        private final Map<String, Long> skipped = new TreeMap<>();
        private final List<Refusal> examples = new ArrayList<>();
        private long rows;
        private long events;
        private long refused;

        void row() {
            rows++;
        }

        void event(CanonicalEvent event) {
            events++;
            if (event.type().subject() == EventType.Subject.CONTACT && event.subject() != null)
                contacts.add(hash(event.subject()));
        }

        void skipped(String reason) {
            skipped.merge(
                    skipped.size() < MOST_REASONS || skipped.containsKey(reason) ? reason : "others", 1L, Long::sum);
        }

        void refused(int file, long line, String reason) {
            refused++;
            if (examples.size() < MOST_EXAMPLES) examples.add(new Refusal(file, line, reason));
        }

        ReadSummary summary() {
            return new ReadSummary(rows, contacts.size(), events, Map.copyOf(skipped), refused, List.copyOf(examples));
        }

        /** FNV-1a over the characters, then a finaliser (SplitMix64): 64 bits, so that millions hardly ever collide. */
        private static long hash(String text) {
            long h = 0xcbf29ce484222325L;
            for (int i = 0; i < text.length(); i++) h = (h ^ text.charAt(i)) * 0x100000001b3L;
            h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
            h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
            return h ^ (h >>> 31);
        }
    }
}
