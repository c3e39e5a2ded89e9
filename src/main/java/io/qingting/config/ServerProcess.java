package io.qingting.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The operating system's process of a database server, found by the process id in {@code postmaster.pid}: it is no child of
 * ours, and it outlives an application that is killed.
 */
final class ServerProcess {
    private ServerProcess() {}

    /**
     * Stops the server that an earlier application left behind, if there is one: first as for a fast shutdown, then at once.
     * A next server on the same folder would wait for it in vain. The caller holds the folder's lock, so that no
     * application uses that server.
     *
     * @throws IllegalStateException where it does not stop within the limit
     */
    static void stopOrphan(Path data, Duration limit) throws IOException {
        awaitReaped(data, limit);
        Optional<ProcessHandle> orphan = find(data);
        if (orphan.isEmpty()) return;
        ProcessHandle process = orphan.get();
        signal(process, "INT");
        if (ended(process, limit)) return;
        signal(process, "QUIT");
        if (ended(process, limit)) return;
        throw new IllegalStateException("A database server left over from an earlier run (process " + process.pid()
                + ") does not stop. End it, then start again.");
    }

    /**
     * A server that was killed stays in the system's table until its parent has taken note, and for so long a new one takes
     * the folder for taken. Such a process has no command any more.
     */
    static void awaitReaped(Path data, Duration limit) throws IOException {
        Optional<ProcessHandle> ended = recorded(data)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().isEmpty());
        if (ended.isPresent()) ended(ended.get(), limit);
    }

    /** The running server of a database folder. */
    static Optional<ProcessHandle> find(Path data) throws IOException {
        return recorded(data)
                .filter(ProcessHandle::isAlive)
                // After a restart of the machine the number may be anybody's.
                .filter(ServerProcess::isPostgres);
    }

    private static Optional<ProcessHandle> recorded(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) return Optional.empty();
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) return Optional.empty();
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().toLowerCase(Locale.ROOT))
                .map(name -> name.startsWith("postgres"))
                .orElse(false);
    }

    /** PostgreSQL's shutdown modes are signals that Java cannot send itself. */
    private static void signal(ProcessHandle process, String name) throws IOException {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0 && process.isAlive()) process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits; false where it still runs after the limit. */
    static boolean ended(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
