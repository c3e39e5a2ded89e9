package io.qingting.ingest.app;

import io.qingting.kernel.MachineClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much each source may send: a bucket of tokens a source, filled at the sustained rate, one taken an event. A request
 * is let in while its bucket holds anything and may overdraw it: so a large batch is never refused for its size alone.
 * There is one bucket a source with a key, so their number is bounded. Counts on this instance only.
 */
@ApplicationScoped
class SourceRates {
    private static final double NANOS = 1e9;

    private final MachineClock clock;
    private final double perSecond;
    private final double burst;
    private final Map<Integer, Bucket> buckets = new ConcurrentHashMap<>();

    SourceRates(MachineClock clock, IngestSettings settings) {
        this.clock = clock;
        this.perSecond = settings.eventsPerSecond();
        this.burst = settings.burst();
    }

    private static final class Bucket {
        private double tokens;
        private long filledAt;
    }

    /** Seconds until the source may send again; 0: now. */
    int secondsToWait(int sourceId) {
        Bucket bucket = bucket(sourceId);
        synchronized (bucket) {
            fill(bucket);
            return bucket.tokens > 0 ? 0 : (int) Math.max(1, Math.ceil(-bucket.tokens / perSecond));
        }
    }

    /** Takes what a request held; a request without events costs one as well. */
    void take(int sourceId, int events) {
        Bucket bucket = bucket(sourceId);
        synchronized (bucket) {
            fill(bucket);
            bucket.tokens -= Math.max(1, events);
        }
    }

    private Bucket bucket(int sourceId) {
        return buckets.computeIfAbsent(sourceId, id -> {
            Bucket bucket = new Bucket();
            bucket.tokens = burst;
            bucket.filledAt = clock.nanoTime();
            return bucket;
        });
    }

    private void fill(Bucket bucket) {
        long now = clock.nanoTime();
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) / NANOS * perSecond);
        bucket.filledAt = now;
    }
}
