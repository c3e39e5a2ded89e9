package io.qingting.board.app;

import io.qingting.event.app.SourceNames;
import io.qingting.event.domain.EventType;
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
 * When each source was heard last, how far its clock is from ours, and whether what it tells is news. The clock: the lower
 * decile of receipt minus occurrence over its newest events, because a hold-up only ever makes them later. An imported event
 * says nothing of the clock, and neither does one that comes very late; but where all come equally late for a while, no backlog
 * and no import is told, it is the clock that is wrong, by however much ({@link SlowClock}). For the board's thread.
 */
final class SourceWatch {
    private static final int SAMPLE = 101;
    private static final int LEAST_SAMPLE = 11;
    /** What comes later than this was held up on its way: no clock is so wrong. */
    private static final long LONGEST_DELAY_MILLIS = 10 * 60_000;
    /** So many in a row that were held up are no stragglers: the source tells what happened while it was away. */
    private static final int BACKLOG = 11;
    /** An import or a backlog of which nothing came for so long is over. */
    private static final long PAUSE_MILLIS = 10_000;

    private final Map<Integer, Source> sources = new TreeMap<>();

    /** @param known sources with when they were heard last, so that one that fell silent before a restart stays in sight */
    SourceWatch(Map<Integer, SourceNames.Known> known) {
        known.forEach((id, source) -> {
            Instant seen = source.lastSeenAt();
            if (seen != null) sources.computeIfAbsent(id, i -> new Source()).lastSeenAt = seen.toEpochMilli();
        });
    }

    /** The newest values of a length of time. */
    private static final class Sample {
        private final long[] values = new long[SAMPLE];
        private int seen;

        void add(long value) {
            values[seen++ % SAMPLE] = value;
            // Two rounds are as good as one, and the count must not overflow.
            if (seen == 2 * SAMPLE) seen = SAMPLE;
        }

        /** The value that so many tenths of them lie below; null: too few. */
        @Nullable
        Long decile(int tenths) {
            int n = Math.min(seen, SAMPLE);
            if (n < LEAST_SAMPLE) return null;
            long[] sorted = Arrays.copyOf(values, n);
            Arrays.sort(sorted);
            return sorted[n * tenths / 10];
        }
    }

    private static final class Source {
        private final Sample skews = new Sample();
        private final Sample delays = new Sample();
        private final SlowClock clock = new SlowClock();
        private int heldUp;
        private long heldUpAt;
        private long lastSeenAt;
        private long importedAt;
        private long reachedAt;

        void hear(LoggedEvent logged) {
            long at = logged.event().at();
            long recordedAt = logged.recordedAt();
            boolean late = recordedAt - at > LONGEST_DELAY_MILLIS;
            if (!late) clock.forget();
            else if (clock.explains(recordedAt - at, recordedAt)) {
                // What is of now by its clock is taken for history here, where it is a day behind: it was heard all the
                // same.
                lastSeenAt = Math.max(lastSeenAt, recordedAt);
                heldUp = 0;
                importedAt = 0;
                if (!logged.imported()) delays.add(recordedAt - at);
                return;
            }
            if (logged.imported()) {
                reachedAt = recordedAt - importedAt > PAUSE_MILLIS ? at : Math.max(reachedAt, at);
                importedAt = recordedAt;
                return;
            }
            lastSeenAt = Math.max(lastSeenAt, recordedAt);
            // A heartbeat is of now also while old events are told.
            if (logged.event().type() != EventType.CONNECTOR_HEARTBEAT) {
                heldUp = late ? Math.min(heldUp + 1, BACKLOG) : 0;
                heldUpAt = recordedAt;
                reachedAt = at;
            }
            delays.add(recordedAt - at);
            if (!late) skews.add(recordedAt - at);
        }

        SourceLine line(String name, long now, long silentAfterMillis) {
            boolean imports = importedAt > lastSeenAt && now - importedAt <= PAUSE_MILLIS;
            boolean catchesUp = heldUp == BACKLOG && now - heldUpAt <= PAUSE_MILLIS;
            boolean silent = now - lastSeenAt > silentAfterMillis;
            String state = imports ? "importing" : catchesUp ? "catchingUp" : silent ? "silent" : "live";
            return new SourceLine(
                    name,
                    state,
                    Instant.ofEpochMilli(imports ? importedAt : lastSeenAt),
                    clock.isKnown() ? Long.valueOf(clock.behindMillis()) : skews.decile(1),
                    imports || catchesUp ? Instant.ofEpochMilli(reachedAt) : null);
        }

        boolean isShown(long now) {
            return lastSeenAt > 0 || now - importedAt <= PAUSE_MILLIS;
        }
    }

    void hear(LoggedEvent logged) {
        sources.computeIfAbsent(logged.event().sourceId(), id -> new Source()).hear(logged);
    }

    /** Receipt of each source's newest event that was no import. */
    Map<Integer, Instant> lastSeen() {
        Map<Integer, Instant> seen = new TreeMap<>();
        sources.forEach((id, source) -> {
            if (source.lastSeenAt > 0) seen.put(id, Instant.ofEpochMilli(source.lastSeenAt));
        });
        return seen;
    }

    /**
     * How late each source delivers, by its number: the median of receipt minus occurrence, also of what comes very late; one
     * not heard often enough is missing.
     */
    Map<Integer, Duration> delays() {
        Map<Integer, Duration> delays = new TreeMap<>();
        sources.forEach((id, source) -> {
            Long median = source.delays.decile(5);
            if (median != null) delays.put(id, Duration.ofMillis(median));
        });
        return delays;
    }

    /** @param names of sources by number; one without a name is left out */
    List<SourceLine> lines(Map<Integer, SourceNames.Known> names, long now, long silentAfterMillis) {
        List<SourceLine> lines = new ArrayList<>();
        sources.forEach((id, source) -> {
            SourceNames.Known named = names.get(id);
            if (named != null && source.isShown(now)) lines.add(source.line(named.name(), now, silentAfterMillis));
        });
        return lines;
    }
}
