package io.qingting.event.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** The names of sources by number, as known a few seconds ago. {@link #all} never waits; safe for all threads. */
@ApplicationScoped
public class SourceNames {
    private final Pool pool;
    private volatile Map<Integer, String> names = Map.of();

    SourceNames(Pool pool) {
        this.pool = pool;
    }

    /** CloudEvents sources, such as {@code /connectors/demo}, by number. */
    public Map<Integer, String> all() {
        return names;
    }

    @Scheduled(every = "2s", identity = "source-names", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return pool.query("select source_id, name from event_source")
                .execute()
                .invoke(rows -> {
                    Map<Integer, String> found = new HashMap<>();
                    for (Row row : rows) found.put(row.getInteger(0), row.getString(1));
                    names = Map.copyOf(found);
                })
                .replaceWithVoid();
    }
}
