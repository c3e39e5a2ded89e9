package io.qingting.event.app;

import io.qingting.event.domain.LogPosition;
import io.qingting.event.domain.LoggedEvent;
import io.qingting.event.domain.TailBatch;
import io.qingting.event.store.EventLogStore;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;

/** One reader's way through the log. One call at a time. */
final class TailReader {
    private final Pool pool;
    private final LogSettings settings;
    private final TailWake wake;
    private final MachineClock clock;
    private final Duration pace;
    private volatile LogPosition position;
    private volatile long seen;
    private volatile long lastRead;
    private volatile boolean waitFirst;

    TailReader(Pool pool, LogSettings settings, TailWake wake, MachineClock clock, LogPosition after, Duration pace) {
        this.pool = pool;
        this.settings = settings;
        this.wake = wake;
        this.clock = clock;
        this.pace = pace;
        this.position = after;
    }

    /** The next events, as soon as there are any; on a worker thread. */
    Uni<TailBatch> next() {
        // Repeated rather than chained to itself: a quiet night must not grow a chain of calls.
        return Multi.createBy()
                .repeating()
                .uni(this::look)
                .whilst(List::isEmpty)
                .filter(events -> !events.isEmpty())
                .toUni()
                .map(this::advance);
    }

    private Uni<List<LoggedEvent>> look() {
        return waitFirst
                ? wake.await(seen, settings.pollInterval())
                        .chain(this::keepPace)
                        .chain(this::read)
                : read();
    }

    private Uni<Void> keepPace() {
        long left = pace.toNanos() - (clock.nanoTime() - lastRead);
        Uni<Void> now = Uni.createFrom().voidItem();
        return left <= 0 ? now : now.onItem().delayIt().by(Duration.ofMillis(left / 1_000_000 + 1));
    }

    private Uni<List<LoggedEvent>> read() {
        seen = wake.version();
        lastRead = clock.nanoTime();
        waitFirst = true;
        return EventLogStore.tail(pool, position, settings.readBatch())
                .ifNoItem()
                .after(settings.answerTimeout())
                .fail()
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private TailBatch advance(List<LoggedEvent> events) {
        long expected = position.position() + 1;
        for (LoggedEvent logged : events) {
            if (logged.event().position() != expected) {
                throw new LogGapException(expected, logged.event().position());
            }
            expected++;
        }
        TailBatch batch = new TailBatch(events, events.size() < settings.readBatch());
        position = batch.end();
        waitFirst = batch.caughtUp();
        return batch;
    }
}
