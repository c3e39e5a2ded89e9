package io.qingting.event.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The sources by number, as known a few seconds ago. {@link #all} never waits; safe for all threads. */
@ApplicationScoped
public class SourceNames {
    private static final Logger LOG = Logger.getLogger(SourceNames.class);

    private final Pool pool;
    private volatile Map<Integer, Known> sources = Map.of();

    SourceNames(Pool pool) {
        this.pool = pool;
    }

    /**
     * A source.
     *
     * @param name its CloudEvents source, such as {@code /connectors/demo}
     * @param lastSeenAt receipt of its newest event as last saved; null: never
     */
    public record Known(String name, @Nullable Instant lastSeenAt) {}

    public Map<Integer, Known> all() {
        return sources;
    }

    /** Reads them again. */
    @Scheduled(every = "2s", identity = "source-names", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> refresh() {
        return pool.query("select source_id, name, last_seen_at from event_source")
                .execute()
                .invoke(rows -> {
                    Map<Integer, Known> found = new HashMap<>();
                    for (Row row : rows) {
                        OffsetDateTime seen = row.getOffsetDateTime(2);
                        found.put(
                                row.getInteger(0), new Known(row.getString(1), seen == null ? null : seen.toInstant()));
                    }
                    sources = Map.copyOf(found);
                })
                .replaceWithVoid();
    }

    /** Saves when sources were heard, in the background; an older instant than the saved one changes nothing. */
    public void saveLastSeen(Map<Integer, Instant> seen) {
        if (seen.isEmpty()) return;
        Integer[] ids = seen.keySet().toArray(new Integer[0]);
        OffsetDateTime[] instants =
                seen.values().stream().map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
        pool.preparedQuery("""
                        update event_source s set last_seen_at = g.at from unnest($1::int[], $2::timestamptz[]) as g (id, at)
                        where s.source_id = g.id and (s.last_seen_at is null or s.last_seen_at < g.at)""")
                .execute(Tuple.of(ids, instants))
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("not saved: %s", failure.toString()));
    }
}
