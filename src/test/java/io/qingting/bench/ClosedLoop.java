package io.qingting.bench;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number of clients that each post the next ready-made request as soon as they have the answer to the last. Answers 429
 * and 503 are waited out and sent again, as a source would.
 */
final class ClosedLoop implements PostWire.Script {
    /** @param perSecond accepted requests a second */
    record Outcome(double perSecond, LatencyHistogram latencies, int turnedAway) {}

    private static final long WAIT_MILLIS = 50;
    private final int count;
    private final IntFunction<byte[]> requests;
    private final IntConsumer progress;
    private final SocketLoop loop;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
    private final LatencyHistogram latencies = new LatencyHistogram();
    private final Map<PostWire, byte[]> waiting = new HashMap<>();

    private ClosedLoop(int count, IntFunction<byte[]> requests, IntConsumer progress, SocketLoop loop) {
        this.count = count;
        this.requests = requests;
        this.progress = progress;
        this.loop = loop;
    }

    static Outcome post(int port, int clients, byte[][] requests, double limitSeconds) throws Exception {
        return post(port, clients, requests.length, i -> requests[i], limitSeconds, done -> {});
    }

    /**
     * Posts every request once and waits for the last answer.
     *
     * @param requests makes the request of a number from 0; asked in that order, on the clients' thread
     * @param progress is told how many are done
     */
    static Outcome post(
            int port, int clients, int count, IntFunction<byte[]> requests, double limitSeconds, IntConsumer progress)
            throws Exception {
        try (SocketLoop loop = new SocketLoop("posts")) {
            ClosedLoop script = new ClosedLoop(count, requests, progress, loop);
            long begin = System.nanoTime();
            for (int i = 0; i < Math.min(clients, count); i++) loop.connect(new PostWire(script), port, 0);
            if (!script.finished.await((long) (limitSeconds * 1000), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException(script.done.get() + " of " + count + " posts in " + limitSeconds + " s");
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            String broken = script.fault.get();
            if (broken != null) throw new IllegalStateException(broken);
            return new Outcome(count / seconds, script.latencies, script.turnedAway.get());
        }
    }

    @Override
    public void idle(PostWire wire) {
        if (waiting.containsKey(wire)) return;
        int mine = next.getAndIncrement();
        if (mine >= count) return;
        byte[] request = requests.apply(mine);
        waiting.put(wire, request);
        wire.send(request);
    }

    @Override
    public void answered(PostWire wire, int status, byte[] bytes, int from, int to, long at) {
        if (status == 429 || status == 503) {
            turnedAway.incrementAndGet();
            byte[] again = Objects.requireNonNull(waiting.get(wire));
            CompletableFuture.delayedExecutor(WAIT_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> loop.execute(() -> wire.send(again)));
            return;
        }
        waiting.remove(wire);
        if (status / 100 != 2) {
            fail("status " + status + ": " + new String(bytes, from, Math.min(to - from, 400), StandardCharsets.UTF_8));
            return;
        }
        latencies.addNanos(at - wire.sentAt());
        int all = done.incrementAndGet();
        progress.accept(all);
        if (all == count) finished.countDown();
    }

    @Override
    public void closed(PostWire wire, String reason) {
        if (done.get() < count) fail("a connection ended: " + reason);
    }

    private void fail(String reason) {
        fault.compareAndSet(null, reason);
        finished.countDown();
    }
}
