package io.qingting.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processor time and resident memory of a process, read from {@code /proc} (Linux). */
final class ProcessFigures {
    /** Linux reports processor time in hundredths of a second on every platform we run on (sysconf CLK_TCK). */
    private static final double TICKS_A_SECOND = 100;

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private ProcessFigures() {}

    /** Seconds of processor time, user and system, of the process without its children. */
    static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /** Resident memory in MiB of the process without its children. */
    static double residentMiB(long pid) throws IOException {
        return field(Path.of("/proc/" + pid + "/status"), "VmRSS:") / 1024.0;
    }

    /**
     * Memory in MiB of a process with all below it, where each shared page counts once: the sum of proportional shares.
     */
    static double proportionalMiBWithChildren(ProcessHandle process) throws IOException {
        double sum = proportionalMiB(process.pid());
        for (ProcessHandle child : process.descendants().toList()) sum += proportionalMiB(child.pid());
        return sum;
    }

    private static double proportionalMiB(long pid) throws IOException {
        try {
            return field(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:") / 1024.0;
        } catch (NoSuchFileException e) {
            // A worker that ended between the listing and the reading takes no memory any more.
            return 0;
        }
    }

    private static long field(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) return Long.parseLong(line.replaceAll("\\D", ""));
        }
        throw new IOException(name + " is not in " + file);
    }

    /** Heap in use in MiB of a Java process after a collection. */
    static double heapMiB(long pid) throws IOException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) throw new IOException("no heap figures of process " + pid);
        return Long.parseLong(used.group(1)) / 1024.0;
    }

    private static String jcmd(long pid, String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
