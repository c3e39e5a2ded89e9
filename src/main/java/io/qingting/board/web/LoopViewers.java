package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The viewers of one event loop: one hop to the loop serves them all. Confined to that loop; every method is called on it.
 */
final class LoopViewers {
    private final FanOutMetrics metrics;
    private final long slowLimitNanos;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private final Map<StreamKey, Set<Viewer>> bySubscription = new HashMap<>();
    private final Map<StreamKey, EncodedFrame> newest = new HashMap<>();
    private final Set<Viewer> touched = new HashSet<>();

    LoopViewers(FanOutMetrics metrics, long slowLimitNanos) {
        this.metrics = metrics;
        this.slowLimitNanos = slowLimitNanos;
    }

    void add(Viewer viewer) {
        viewers.add(viewer);
    }

    void remove(Viewer viewer) {
        if (!viewers.remove(viewer)) return;
        for (StreamKey key : Set.copyOf(viewer.subscribed())) unsubscribe(viewer, key);
    }

    void subscribe(Viewer viewer, Set<StreamKey> wanted) {
        if (!viewers.contains(viewer)) return;
        for (StreamKey key : Set.copyOf(viewer.subscribed())) {
            if (!wanted.contains(key)) unsubscribe(viewer, key);
        }
        for (StreamKey key : wanted) {
            viewer.subscribed().add(key);
            bySubscription.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(viewer);
        }
    }

    private void unsubscribe(Viewer viewer, StreamKey key) {
        viewer.subscribed().remove(key);
        viewer.outdated().remove(key);
        Set<Viewer> of = bySubscription.get(key);
        if (of == null || !of.remove(viewer) || !of.isEmpty()) return;
        bySubscription.remove(key);
        EncodedFrame last = newest.remove(key);
        if (last != null) last.release();
    }

    /** Takes over one reference of each frame and sends it to all who subscribed. */
    void deliver(List<EncodedFrame> frames) {
        for (EncodedFrame frame : frames) {
            Set<Viewer> of = bySubscription.get(frame.key());
            if (of == null) {
                frame.release();
                continue;
            }
            keep(frame);
            for (Viewer viewer : of) offer(viewer, frame);
        }
        flush();
    }

    /** Takes over one reference of the frame and sends it to one viewer: the first state of a new subscription. */
    void deliverTo(Viewer viewer, EncodedFrame frame) {
        if (!viewer.subscribed().contains(frame.key())) {
            frame.release();
            return;
        }
        keep(frame);
        offer(viewer, frame);
        flush();
    }

    private void keep(EncodedFrame frame) {
        EncodedFrame before = newest.put(frame.key(), frame);
        if (before != null) before.release();
    }

    private void offer(Viewer viewer, EncodedFrame frame) {
        if (viewer.offer(frame)) {
            metrics.sent(frame.bytes().readableBytes());
            touched.add(viewer);
        } else {
            metrics.conflated();
        }
    }

    private void flush() {
        for (Viewer viewer : touched) viewer.channel().flush();
        touched.clear();
    }

    void broadcast(ByteBuf textFrame) {
        for (Viewer viewer : viewers) {
            if (!viewer.channel().isWritable()) continue;
            viewer.write(textFrame);
            viewer.channel().flush();
        }
        textFrame.release();
    }

    /** Brings those up to date who read again, and cuts those off who have not read for too long. */
    void catchUp(long nowNanos) {
        for (Viewer viewer : List.copyOf(viewers)) {
            if (viewer.unwritableNanos(nowNanos) > slowLimitNanos) {
                metrics.dropped();
                remove(viewer);
                viewer.cut();
                continue;
            }
            if (viewer.outdated().isEmpty() || !viewer.channel().isWritable()) continue;
            for (StreamKey key : Set.copyOf(viewer.outdated())) {
                EncodedFrame frame = newest.get(key);
                if (frame != null) offer(viewer, frame);
            }
        }
        flush();
    }

    Set<Viewer> viewers() {
        return Set.copyOf(viewers);
    }
}
