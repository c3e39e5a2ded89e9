package io.qingting.board.app;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The one thread that touches the board: what runs on it sees one consistent state and needs no lock. */
@ApplicationScoped
class BoardThread implements Executor {
    private static final Logger LOG = Logger.getLogger(BoardThread.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("board").daemon().unstarted(task));

    @Override
    public void execute(Runnable task) {
        thread.execute(guarded(task));
    }

    /** A task that fails is told and does not end those that come after it. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A task of the board failed", e);
            }
        };
    }

    void every(Duration interval, Runnable task) {
        thread.scheduleWithFixedDelay(guarded(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
