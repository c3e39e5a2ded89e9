package io.qingting.board.app;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one thread that touches the board: what runs on it sees one consistent state and needs no lock. */
@ApplicationScoped
class BoardThread implements Executor {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("board").daemon().unstarted(task));

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Runs a task a little later: what it waits for is not there yet. */
    void later(Runnable task) {
        thread.schedule(task, 50, TimeUnit.MILLISECONDS);
    }

    void every(Duration interval, Runnable task) {
        thread.scheduleWithFixedDelay(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
