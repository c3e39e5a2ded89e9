package io.qingting.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Posts events when they happen, whatever the server does: a slow answer delays no later event's due instant, and latencies
 * count from there. Events of one tick go as one batch, as a connector would send them.
 */
final class PacedPosts implements PostWire.Script, AutoCloseable {
    /** Is told what was acknowledged, on the posts' thread. */
    interface Acknowledged {
        /**
         * @param due {@link System#nanoTime} at which the item was to be sent
         * @param position in the log
         */
        void at(Traffic.Item item, long due, long position);
    }

    private record Batch(List<Traffic.Item> items, long due) {}

    private static final int CONNECTIONS = 8;
    private static final byte[] POSITION = "\"position\":\"".getBytes(StandardCharsets.US_ASCII);
    private final int port;
    private final String key;
    private final Supplier<List<Traffic.Item>> due;
    private final Acknowledged acknowledged;
    private final SocketLoop loop;
    private final ScheduledExecutorService ticks;
    private final Deque<PostWire> idle = new ArrayDeque<>();
    private final Deque<Batch> queued = new ArrayDeque<>();
    private final Map<PostWire, Batch> sent = new HashMap<>();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private volatile @Nullable String fault;

    /**
     * @param due gives the items of one tick; called on the posts' thread
     * @param tickMillis between two batches
     */
    PacedPosts(int port, String key, int tickMillis, Supplier<List<Traffic.Item>> due, Acknowledged acknowledged)
            throws IOException {
        this.port = port;
        this.key = key;
        this.due = due;
        this.acknowledged = acknowledged;
        this.loop = new SocketLoop("paced-posts");
        for (int i = 0; i < CONNECTIONS; i++) loop.connect(new PostWire(this), port, 0);
        ticks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ticks");
            thread.setDaemon(true);
            return thread;
        });
        ticks.scheduleAtFixedRate(this::tick, 200, tickMillis, TimeUnit.MILLISECONDS);
    }

    /** Items of a stream whose instant has come by the wall clock. */
    static Supplier<List<Traffic.Item>> asTheyHappen(Traffic traffic) {
        return new Supplier<>() {
            private Traffic.@Nullable Item held;

            @Override
            public List<Traffic.Item> get() {
                List<Traffic.Item> items = new ArrayList<>();
                long now = System.currentTimeMillis();
                while (items.size() < 1_000) {
                    Traffic.Item item = held == null ? traffic.next() : held;
                    held = null;
                    if (item.at() > now) {
                        held = item;
                        break;
                    }
                    items.add(item);
                }
                return items;
            }
        };
    }

    private void tick() {
        long now = System.nanoTime();
        loop.execute(() -> {
            List<Traffic.Item> items = due.get();
            if (items.isEmpty()) return;
            queued.add(new Batch(items, now));
            pump();
        });
    }

    private void pump() {
        while (!queued.isEmpty() && !idle.isEmpty()) {
            PostWire wire = idle.poll();
            Batch batch = queued.poll();
            sent.put(wire, batch);
            if (System.nanoTime() - batch.due() > 50_000_000L)
                late.addAndGet(batch.items().size());
            wire.send(PostWire.batch(port, key, batch.items()));
        }
    }

    @Override
    public void idle(PostWire wire) {
        if (!sent.containsKey(wire) && !idle.contains(wire)) idle.add(wire);
        pump();
    }

    @Override
    public void answered(PostWire wire, int status, byte[] bytes, int from, int to, long at) {
        Batch batch = Objects.requireNonNull(sent.remove(wire));
        if (status == 429 || status == 503) {
            queued.addFirst(batch);
            return;
        }
        if (status / 100 != 2) {
            fault = "status " + status + ": "
                    + new String(bytes, from, Math.min(to - from, 400), StandardCharsets.UTF_8);
            return;
        }
        events.addAndGet(batch.items().size());
        int place = from;
        for (Traffic.Item item : batch.items()) {
            place = Wire.find(bytes, place, to, POSITION);
            if (place < 0) return;
            place += POSITION.length;
            acknowledged.at(item, batch.due(), Wire.number(bytes, place, to));
        }
    }

    @Override
    public void closed(PostWire wire, String reason) {
        if (!reason.equals("stopped")) fault = "a connection ended: " + reason;
    }

    /** Acknowledged events so far. */
    long events() {
        return events.get();
    }

    /** Events that waited over 50 ms for a free connection: the server was slower than the load. */
    long late() {
        return late.get();
    }

    /** Sends nothing more, and waits until all is answered. */
    @Override
    public void close() throws IOException {
        ticks.shutdown();
        try {
            if (!ticks.awaitTermination(5, TimeUnit.SECONDS)) ticks.shutdownNow();
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.close();
        if (fault != null) throw new IOException(fault);
    }
}
