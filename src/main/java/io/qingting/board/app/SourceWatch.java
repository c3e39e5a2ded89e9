package io.qingting.board.app;

import io.qingting.event.app.SourceNames;
import io.qingting.event.domain.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When each source was heard last, and how far its clock is from ours: the median over its newest events of receipt minus
 * occurrence. An imported event says nothing of either, and one that comes very late nothing of the clock. For the board's
 * thread.
 */
final class SourceWatch {
    private static final int SAMPLE = 101;
    private static final int LEAST_SAMPLE = 11;
    /** What comes later than this was held up on its way: no clock is so wrong. */
    private static final long LONGEST_DELAY_MILLIS = 10 * 60_000;

    private final Map<Integer, Source> sources = new TreeMap<>();

    /** @param known sources with when they were heard last, so that one that fell silent before a restart stays in sight */
    SourceWatch(Map<Integer, SourceNames.Known> known) {
        known.forEach((id, source) -> {
            Instant seen = source.lastSeenAt();
            if (seen != null) sources.computeIfAbsent(id, i -> new Source()).lastSeenAt = seen.toEpochMilli();
        });
    }

    /** The newest values of a length of time, for their median. */
    private static final class Sample {
        private final long[] values = new long[SAMPLE];
        private int seen;

        void add(long value) {
            values[seen++ % SAMPLE] = value;
            // Two rounds are as good as one, and the count must not overflow.
            if (seen == 2 * SAMPLE) seen = SAMPLE;
        }

        @Nullable
        Long median() {
            int n = Math.min(seen, SAMPLE);
            if (n < LEAST_SAMPLE) return null;
            long[] sorted = Arrays.copyOf(values, n);
            Arrays.sort(sorted);
            return sorted[n / 2];
        }
    }

    private static final class Source {
        private final Sample skews = new Sample();
        private final Sample delays = new Sample();
        private long lastSeenAt;

        void hear(long recordedAt, long occurredAt) {
            lastSeenAt = Math.max(lastSeenAt, recordedAt);
            long delay = recordedAt - occurredAt;
            delays.add(delay);
            if (delay <= LONGEST_DELAY_MILLIS) skews.add(delay);
        }
    }

    void hear(LoggedEvent logged) {
        if (logged.imported()) return;
        sources.computeIfAbsent(logged.event().sourceId(), id -> new Source())
                .hear(logged.recordedAt(), logged.event().at());
    }

    /** Receipt of each source's newest event. */
    Map<Integer, Instant> lastSeen() {
        Map<Integer, Instant> seen = new TreeMap<>();
        sources.forEach((id, source) -> seen.put(id, Instant.ofEpochMilli(source.lastSeenAt)));
        return seen;
    }

    /**
     * How late each source delivers, by its number: the median of receipt minus occurrence, also of what comes very late; one
     * not heard often enough is missing.
     */
    Map<Integer, Duration> delays() {
        Map<Integer, Duration> delays = new TreeMap<>();
        sources.forEach((id, source) -> {
            Long median = source.delays.median();
            if (median != null) delays.put(id, Duration.ofMillis(median));
        });
        return delays;
    }

    /** @param names of sources by number; one without a name is left out */
    List<SourceLine> lines(Map<Integer, SourceNames.Known> names, long now, long silentAfterMillis) {
        List<SourceLine> lines = new ArrayList<>();
        sources.forEach((id, source) -> {
            SourceNames.Known named = names.get(id);
            if (named == null) return;
            boolean silent = now - source.lastSeenAt > silentAfterMillis;
            lines.add(new SourceLine(
                    named.name(),
                    silent ? "silent" : "live",
                    Instant.ofEpochMilli(source.lastSeenAt),
                    source.skews.median()));
        });
        return lines;
    }
}
