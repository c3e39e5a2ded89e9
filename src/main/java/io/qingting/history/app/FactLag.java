package io.qingting.history.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.LogHead;
import io.qingting.event.domain.LogPosition;
import io.qingting.history.domain.FactPosition;
import io.qingting.history.store.FactStore;
import io.qingting.kernel.BusinessClock;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** How far the facts are behind the log, whoever writes them. Every instance looks every few seconds and shows it as metrics. */
@ApplicationScoped
public class FactLag {
    /**
     * @param position the facts hold everything up to it
     * @param events of the log that are not in the facts yet
     * @param seconds how long, by the floor's clock, the facts have been behind; 0 where they hold everything
     */
    public record Lag(LogPosition position, long events, double seconds) {}

    private final EventLog log;
    private final Pool pool;
    private final BusinessClock clock;
    private volatile Lag latest = new Lag(LogPosition.START, 0, 0);

    FactLag(EventLog log, Pool pool, BusinessClock clock, MeterRegistry metrics) {
        this.log = log;
        this.pool = pool;
        this.clock = clock;
        metrics.gauge("qingting.facts.lag.events", this, lag -> lag.latest().events());
        metrics.gauge("qingting.facts.lag.seconds", this, lag -> lag.latest().seconds());
    }

    /** As of the last look. */
    public Lag latest() {
        return latest;
    }

    @Scheduled(every = "5s", identity = "fact-lag", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return now().replaceWithVoid();
    }

    /** Looks now. */
    public Uni<Lag> now() {
        return log.head()
                .chain(head -> FactStore.position(pool).map(FactPosition::log).chain(position -> lag(head, position)))
                .invoke(lag -> latest = lag);
    }

    /** Behind since the first event came that is missing: before it there was nothing to write. */
    private Uni<Lag> lag(LogHead head, LogPosition position) {
        long events = Math.max(0, head.position() - position.position());
        if (events == 0) return Uni.createFrom().item(new Lag(position, 0, 0));
        return log.next(position)
                .map(missing -> missing.map(first -> Math.max(0, clock.nowMillis() - first.recordedAt()) / 1000.0)
                        .orElse(0.0))
                .map(seconds -> new Lag(position, events, seconds));
    }
}
