package io.qingting.bench;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Every process that this run started, so that all of them end with it, whatever ends it. Safe for all threads. */
final class ChildProcesses implements AutoCloseable {
    private final List<ProcessHandle> started = new CopyOnWriteArrayList<>();

    Process start(ProcessBuilder builder) throws java.io.IOException {
        Process process = builder.start();
        started.add(process.toHandle());
        return process;
    }

    /** Takes a process that one of ours started and may leave behind, such as the database of an application that is killed. */
    void adopt(ProcessHandle process) {
        started.add(process);
    }

    /** Stops a process with its children: asks first, insists after the limit. */
    static void stop(ProcessHandle process, long limitSeconds) {
        if (!process.isAlive()) return;
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        await(process, limitSeconds);
        process.destroyForcibly();
        for (ProcessHandle child : family) {
            if (!child.isAlive()) continue;
            child.destroy();
            await(child, 20);
            child.destroyForcibly();
        }
    }

    private static void await(ProcessHandle process, long limitSeconds) {
        try {
            process.onExit().get(limitSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // Still there after the limit: the caller ends it by force.
            return;
        }
    }

    @Override
    public void close() {
        // In the order of their start: an application stops its own database properly.
        for (ProcessHandle process : started) stop(process, 15);
    }
}
