package io.qingting.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One topic to thousands of viewers ten times a second: the server's processor time a frame against a server that does
 * nothing else, what is missing, and what viewers that stop reading cost the others.
 */
final class FanOutBench implements BenchCase {
    private static final String SOURCE = "bench";
    private static final int WANTED_BYTES = 2_048;
    private static final int STALLED = 50;

    /** Between two events: the site's figures change ten times a second and more. */
    private static final int EVERY_MILLIS = 45;

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public String about() {
        return "5,000 viewers of one topic against a bare server that sends one encoded frame to all";
    }

    @Override
    public void measure(BenchRun run) throws Exception {
        int viewers = viewers(run);
        try (AppUnderTest app = AppUnderTest.start(run, run.freshFolder("fanout"))) {
            String token = app.displayToken();
            String key = app.sourceKey(SOURCE);
            Arrivals posted = new Arrivals();
            try (PacedPosts posts = new PacedPosts(
                    app.port(), key, EVERY_MILLIS, oneAgent(), (item, due, position) -> posted.add(position, due))) {
                String topic = topicOfSize(run, app.port(), token);
                against(run, app, token, topic, viewers);
                stalled(run, app, token, topic, viewers, posted);
                deflated(run, app, token, topic, Math.min(viewers, 500));
            }
        }
    }

    /** As many viewers as wanted, or as files may be open. */
    private static int viewers(BenchRun run) {
        int wanted = run.size(5_000, 500);
        long limit = MachineFacts.openFileLimit();
        int possible = (int) Math.min(wanted, limit - 300);
        run.say("open files: limit " + limit + " for the server and for the viewers' process, each needs about "
                + (wanted + 300));
        if (possible < wanted) run.say("too few: measured with " + possible + " viewers; raise it with ulimit -n");
        return possible;
    }

    /** The site of a floor where nothing happens but one agent's presence: its frames are the smallest that change. */
    private static Supplier<List<Traffic.Item>> oneAgent() {
        Traffic traffic = new Traffic(
                "/connectors/" + SOURCE,
                "f" + System.nanoTime(),
                1,
                Traffic.Shape.brisk(1),
                System.currentTimeMillis());
        boolean[] available = {false};
        return () -> {
            available[0] = !available[0];
            return List.of(traffic.presence(System.currentTimeMillis(), 0, available[0]));
        };
    }

    private static String topicOfSize(BenchRun run, int port, String token) throws Exception {
        String best = "";
        int bestBytes = 0;
        for (String topic : List.of("site", "agent:" + Traffic.agentId(0))) {
            try (BoardProbe probe = new BoardProbe(port, token, topic)) {
                Thread.sleep(3_000);
                int bytes = probe.newest().toString().length();
                run.say("a frame of " + topic + " has " + bytes + " bytes");
                if (best.isEmpty() || Math.abs(bytes - WANTED_BYTES) < Math.abs(bestBytes - WANTED_BYTES)) {
                    best = topic;
                    bestBytes = bytes;
                }
            }
        }
        return best;
    }

    private record Measured(double cpuSeconds, Viewers.Sums sums, double seconds) {
        double cores() {
            return cpuSeconds / seconds;
        }

        double cpuMicrosPerFrame() {
            return cpuSeconds * 1e6 / sums.frames();
        }

        double framesPerViewerSecond(int viewers) {
            return sums.frames() / seconds / viewers;
        }
    }

    private static Measured watch(Viewers crowd, long pid, int warmSeconds, int seconds) throws Exception {
        Thread.sleep(warmSeconds * 1000L);
        crowd.restart();
        double cpu = ProcessFigures.cpuSeconds(pid);
        long begin = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        double used = ProcessFigures.cpuSeconds(pid) - cpu;
        Viewers.Sums sums = crowd.sums();
        return new Measured(used, sums, (System.nanoTime() - begin) / 1e9);
    }

    private static void against(BenchRun run, AppUnderTest app, String token, String topic, int viewers)
            throws Exception {
        Series ours = new Series();
        Series alone = new Series();
        Series grouped = new Series();
        Series plain = new Series();
        long frames = 0;
        long missing = 0;
        double bytes = 0;
        int rounds = run.size(4, 1);
        int seconds = run.size(15, 4);
        for (int round = 0; round < rounds; round++) {
            double oneViewer;
            try (Viewers one = new Viewers(app.port(), token, nobody())) {
                one.add(topic, 1, false);
                Measured it = watch(one, app.pid(), round == 0 ? 10 : 2, seconds);
                oneViewer = it.cores();
            }
            try (Viewers crowd = new Viewers(app.port(), token, nobody())) {
                crowd.add(topic, viewers, false);
                Measured it = watch(crowd, app.pid(), round == 0 ? 10 : 3, seconds);
                ours.add(it.cpuMicrosPerFrame());
                double fanOut = (it.cores() - oneViewer)
                        * it.seconds()
                        * 1e6
                        / it.sums().frames();
                alone.add(fanOut);
                frames += it.sums().frames();
                missing += it.sums().missing();
                bytes = it.sums().meanBytes();
                run.say("round " + (round + 1) + ": " + Line.number(it.cpuMicrosPerFrame()) + " µs a frame, "
                        + Line.number(it.framesPerViewerSecond(viewers)) + " frames a viewer and second of "
                        + Line.number(bytes) + " bytes, missing " + it.sums().missing() + ", ended " + crowd.ends()
                        + "; with one viewer "
                        + Line.number(oneViewer * 1e3) + " ms CPU a second, so fan-out alone "
                        + Line.number(fanOut) + " µs a frame");
            }
            grouped.add(bare(run, "grouped", (int) bytes, viewers, seconds));
            plain.add(bare(run, "plain", (int) bytes, viewers, seconds));
        }
        String note =
                topic + ", frames of " + Line.number(bytes) + " bytes; heartbeats, folding and posts are in our figure";
        run.add(Line.atMost(
                "fan-out to " + viewers + " viewers alone, server CPU a frame, baseline sends by event loop",
                alone,
                grouped,
                "µs",
                1.3,
                "≤ 1.3 (stretch 1.1)",
                "less what the same application takes with one viewer; heartbeats are in our figure"));
        run.add(Line.atMost(
                "fan-out to " + viewers + " viewers, server CPU a frame, baseline sends by event loop",
                ours,
                grouped,
                "µs",
                1.3,
                "≤ 1.3 (stretch 1.1)",
                note));
        run.add(Line.atMost(
                "fan-out to " + viewers + " viewers, server CPU a frame, baseline sends from one timer",
                ours,
                plain,
                "µs",
                1.3,
                "≤ 1.3 (stretch 1.1)",
                note));
        run.add(Line.absolute(
                "fan-out: frames missing",
                missing + " of " + (frames + missing),
                "0",
                missing == 0,
                "numbers left out between two frames of one viewer"));
    }

    private static double bare(BenchRun run, String mode, int bytes, int viewers, int seconds) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process server = run.processes()
                .start(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                BareFanOut.class.getName(),
                                String.valueOf(port),
                                String.valueOf(bytes),
                                mode)
                        .redirectErrorStream(true)
                        .redirectOutput(run.folder("bare.log").toFile()));
        try {
            awaitListening(port);
            try (Viewers crowd = new Viewers(port, "none", nobody())) {
                crowd.add("bare", viewers, false);
                Measured it = watch(crowd, server.pid(), 8, seconds);
                run.say("bare server, " + mode + ": " + Line.number(it.cpuMicrosPerFrame()) + " µs a frame, "
                        + Line.number(it.framesPerViewerSecond(viewers)) + " frames a viewer and second");
                return it.cpuMicrosPerFrame();
            }
        } finally {
            ChildProcesses.stop(server.toHandle(), 10);
        }
    }

    private static void awaitListening(int port) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) return;
            } catch (IOException e) {
                // Not yet.
                Thread.sleep(20);
            }
        }
        throw new IOException("the bare server does not start");
    }

    private static void stalled(
            BenchRun run, AppUnderTest app, String token, String topic, int viewers, Arrivals posted) throws Exception {
        Arrivals frames = new Arrivals();
        Series alone = new Series();
        Series beside = new Series();
        int seconds = run.size(8, 3);
        try (Viewers crowd = new Viewers(app.port(), token, each(frames))) {
            crowd.add(topic, viewers, false);
            Thread.sleep(3_000);
            for (int round = 0; round < run.size(5, 1); round++) {
                alone.add(p99(crowd, frames, posted, seconds));
                List<ViewerWire> frozen = crowd.addStalled(topic, STALLED);
                Thread.sleep(1_000);
                beside.add(p99(crowd, frames, posted, seconds));
                crowd.end(frozen);
                Thread.sleep(1_000);
            }
            run.add(Line.atMost(
                    "p99 of " + viewers + " viewers beside " + STALLED + " that stopped reading",
                    beside,
                    alone,
                    "ms",
                    1.2,
                    "≤ 1.2",
                    "newest event due → frame received"));
        }
    }

    /** The 99th percentile, in milliseconds, of the age of the newest event that a frame knows, at its arrival. */
    private static double p99(Viewers crowd, Arrivals frames, Arrivals posted, int seconds) throws Exception {
        crowd.onLoop(frames::clear);
        Thread.sleep(seconds * 1000L);
        LatencyHistogram latencies = new LatencyHistogram();
        crowd.onLoop(() -> {
            IntFunction<Long> dueOf = dueByPosition(posted);
            for (int i = 0; i < frames.size(); i++) {
                Long due = dueOf.apply((int) frames.position(i));
                if (due != null) latencies.addNanos(frames.at(i) - due);
            }
        });
        return latencies.millisAt(0.99);
    }

    private static IntFunction<Long> dueByPosition(Arrivals posted) {
        java.util.Map<Integer, Long> due = new java.util.HashMap<>();
        for (int i = 0; i < posted.size(); i++) due.put((int) posted.position(i), posted.at(i));
        return due::get;
    }

    /** What compression costs, where the application offers it: for slow lines, not for walls in the house. */
    private static void deflated(BenchRun run, AppUnderTest off, String token, String topic, int viewers)
            throws Exception {
        double plainMicros;
        double plainBytes;
        try (Viewers crowd = new Viewers(off.port(), token, nobody())) {
            crowd.add(topic, viewers, false);
            Measured it = watch(crowd, off.pid(), 2, run.size(10, 3));
            plainMicros = it.cpuMicrosPerFrame();
            plainBytes = it.sums().meanBytes();
        }
        try (AppUnderTest on = AppUnderTest.start(
                run,
                new AppUnderTest.Options(run.freshFolder("deflate")).environment("QINGTING_SOCKET_DEFLATE", "true"))) {
            String key = on.sourceKey(SOURCE);
            try (PacedPosts posts = new PacedPosts(on.port(), key, EVERY_MILLIS, oneAgent(), (i, d, p) -> {});
                    Viewers crowd = new Viewers(on.port(), on.displayToken(), nobody())) {
                Thread.sleep(2_000);
                try {
                    crowd.add(topic, viewers, true);
                } catch (IOException e) {
                    run.add(Line.figure(
                            "permessage-deflate on", "not offered by the application", String.valueOf(e.getMessage())));
                    return;
                }
                Measured it = watch(crowd, on.pid(), 5, run.size(10, 3));
                run.add(Line.figure(
                        "permessage-deflate on, " + viewers + " viewers",
                        Line.number(it.cpuMicrosPerFrame()) + " µs CPU and "
                                + Line.number(it.sums().meanBytes()) + " bytes a frame",
                        "off, same viewers: " + Line.number(plainMicros) + " µs and " + Line.number(plainBytes)
                                + " bytes"));
            }
        }
    }

    private static ViewerWire.Watch nobody() {
        return each(null);
    }

    private static ViewerWire.Watch each(@org.jspecify.annotations.Nullable Arrivals frames) {
        return new ViewerWire.Watch() {
            @Override
            public void frame(ViewerWire wire, long n, long position, byte[] bytes, int from, int to, long at) {
                if (frames != null) frames.add(position, at);
            }

            @Override
            public void closed(ViewerWire wire, String reason) {}
        };
    }
}
