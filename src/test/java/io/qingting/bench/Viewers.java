package io.qingting.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A crowd of screens on one thread. */
final class Viewers implements AutoCloseable, ViewerWire.Watch {
    private final int port;
    private final String token;
    private final SocketLoop loop;
    private final ViewerWire.Watch watch;
    private final List<ViewerWire> wires = new ArrayList<>();
    private final Map<String, Integer> ends = new TreeMap<>();

    /** @param watch is told of every frame, on the crowd's thread */
    Viewers(int port, String token, ViewerWire.Watch watch) throws IOException {
        this.port = port;
        this.token = token;
        this.watch = watch;
        this.loop = new SocketLoop("viewers");
    }

    /** What came to all of them since the last restart. */
    record Sums(long frames, long missing, long bytes, int open) {
        double meanBytes() {
            return frames == 0 ? Double.NaN : (double) bytes / frames;
        }
    }

    /** Connects viewers of a topic, some hundred at a time, and waits until each has its first frame. */
    void add(String topic, int count, boolean deflate) throws Exception {
        add(count, i -> new ViewerWire(port, token, topic, deflate, false, this));
    }

    /** Connects a viewer of its own topic with each token. */
    void addEach(List<String> tokens, IntFunction<String> topic) throws Exception {
        add(tokens.size(), i -> new ViewerWire(port, tokens.get(i), topic.apply(i), false, false, this));
    }

    private void add(int count, IntFunction<ViewerWire> wires) throws Exception {
        int before = size();
        for (int i = 0; i < count; i++) {
            ViewerWire wire = wires.apply(i);
            synchronized (this.wires) {
                this.wires.add(wire);
            }
            loop.connect(wire, port, 0);
            if (i % 200 == 199) awaitSubscribed(before + i + 1);
        }
        awaitSubscribed(before + count);
    }

    /** Connects viewers that never read. */
    List<ViewerWire> addStalled(String topic, int count) throws Exception {
        List<ViewerWire> stalled = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ViewerWire wire = new ViewerWire(port, token, topic, false, true, this);
            stalled.add(wire);
            loop.connect(wire, port, 4096);
        }
        long limit = System.nanoTime() + 20_000_000_000L;
        while (stalled.stream().anyMatch(w -> !w.upgraded())) {
            if (System.nanoTime() > limit) throw new IOException("stalled viewers do not connect: " + ends);
            Thread.sleep(20);
        }
        return stalled;
    }

    void end(List<ViewerWire> some) {
        loop.execute(() -> some.forEach(w -> w.end("stopped")));
    }

    private int size() {
        synchronized (wires) {
            return wires.size();
        }
    }

    private void awaitSubscribed(int count) throws Exception {
        long limit = System.nanoTime() + 60_000_000_000L;
        while (true) {
            long there;
            synchronized (wires) {
                there = wires.stream().filter(ViewerWire::subscribed).count();
            }
            if (there >= count) return;
            synchronized (ends) {
                if (!ends.isEmpty()) throw new IOException("viewers ended: " + ends);
            }
            if (System.nanoTime() > limit)
                throw new IOException(there + " of " + count + " viewers have a first frame");
            Thread.sleep(20);
        }
    }

    /** Counts anew from now on. */
    void restart() throws Exception {
        onLoop(() -> wires.forEach(ViewerWire::restart));
    }

    Sums sums() throws Exception {
        CompletableFuture<Sums> sums = new CompletableFuture<>();
        onLoop(() -> {
            long frames = 0;
            long missing = 0;
            long bytes = 0;
            int open = 0;
            for (ViewerWire wire : wires) {
                frames += wire.frames();
                missing += wire.missing();
                bytes += wire.frameBytes();
                if (wire.isOpen()) open++;
            }
            sums.complete(new Sums(frames, missing, bytes, open));
        });
        return sums.get(10, TimeUnit.SECONDS);
    }

    /** Runs something between two reads. */
    void onLoop(Runnable task) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            task.run();
            done.countDown();
        });
        if (!done.await(30, TimeUnit.SECONDS)) throw new IOException("the viewers' thread is stuck");
    }

    /** Why viewers ended that should not have. */
    String ends() {
        synchronized (ends) {
            return ends.toString();
        }
    }

    @Override
    public void frame(ViewerWire wire, long n, long position, byte[] bytes, int from, int to, long at) {
        watch.frame(wire, n, position, bytes, from, to, at);
    }

    @Override
    public void closed(ViewerWire wire, String reason) {
        if (!reason.equals("stopped")) {
            synchronized (ends) {
                ends.merge(reason, 1, Integer::sum);
            }
        }
        watch.closed(wire, reason);
    }

    @Override
    public void close() {
        loop.close();
    }
}
