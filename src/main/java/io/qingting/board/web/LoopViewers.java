package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The viewers of one event loop: one hop to the loop serves them all. Confined to that loop; every method is called on it.
 *
 * <p>Thousands are walked ten times a second, so they stand in lists, one look at each does all there is to do, and only
 * those that do not read are looked at again.
 */
final class LoopViewers {
    private final FanOutMetrics metrics;
    private final long slowLimitNanos;
    private final List<Viewer> viewers = new ArrayList<>();
    private final Map<StreamKey, Stream> streams = new HashMap<>();
    private final List<Viewer> unflushed = new ArrayList<>();
    private final Set<Viewer> behind = new LinkedHashSet<>();
    private long sentFrames;
    private long sentBytes;

    LoopViewers(FanOutMetrics metrics, long slowLimitNanos) {
        this.metrics = metrics;
        this.slowLimitNanos = slowLimitNanos;
    }

    private static final class Stream {
        private final List<Viewer> viewers = new ArrayList<>();
        private @Nullable EncodedFrame newest;

        void keep(EncodedFrame frame) {
            drop();
            newest = frame;
        }

        void drop() {
            if (newest != null) newest.release();
            newest = null;
        }
    }

    void add(Viewer viewer) {
        viewers.add(viewer);
    }

    void remove(Viewer viewer) {
        if (!viewers.remove(viewer)) return;
        behind.remove(viewer);
        for (StreamKey key : Set.copyOf(viewer.subscribed())) unsubscribe(viewer, key);
    }

    void subscribe(Viewer viewer, Set<StreamKey> wanted) {
        if (!viewers.contains(viewer)) return;
        for (StreamKey key : Set.copyOf(viewer.subscribed())) {
            if (!wanted.contains(key)) unsubscribe(viewer, key);
        }
        for (StreamKey key : wanted) {
            if (viewer.subscribed().add(key))
                streams.computeIfAbsent(key, k -> new Stream()).viewers.add(viewer);
        }
    }

    private void unsubscribe(Viewer viewer, StreamKey key) {
        viewer.subscribed().remove(key);
        viewer.outdated().remove(key);
        Stream stream = streams.get(key);
        if (stream == null || !stream.viewers.remove(viewer) || !stream.viewers.isEmpty()) return;
        streams.remove(key);
        stream.drop();
    }

    /** Takes over one reference of each frame and sends it to all who subscribed. */
    void deliver(List<EncodedFrame> frames) {
        for (EncodedFrame frame : frames) {
            Stream stream = streams.get(frame.key());
            if (stream == null) {
                frame.release();
                continue;
            }
            stream.keep(frame);
            List<Viewer> of = stream.viewers;
            int size = of.size();
            if (frames.size() == 1) {
                for (int i = 0; i < size; i++) {
                    if (offer(of.get(i), frame)) flush(of.get(i));
                }
            } else {
                // Several may go to the same viewer: they leave together.
                for (int i = 0; i < size; i++) {
                    if (offer(of.get(i), frame)) unflushed.add(of.get(i));
                }
            }
        }
        for (Viewer viewer : unflushed) flush(viewer);
        unflushed.clear();
        count();
    }

    /** Takes over one reference of the frame and sends it to one viewer: the first state of a new subscription. */
    void deliverTo(Viewer viewer, EncodedFrame frame) {
        Stream stream = viewer.subscribed().contains(frame.key()) ? streams.get(frame.key()) : null;
        if (stream == null) {
            frame.release();
            return;
        }
        stream.keep(frame);
        if (offer(viewer, frame)) flush(viewer);
        count();
    }

    private boolean offer(Viewer viewer, EncodedFrame frame) {
        if (viewer.offer(frame)) {
            sentFrames++;
            sentBytes += frame.bytes().readableBytes();
            return true;
        }
        behind.add(viewer);
        metrics.conflated();
        return false;
    }

    private void flush(Viewer viewer) {
        viewer.flush();
        // What could not leave waits for the viewer; catchUp sees whether it waits too long.
        if (!viewer.isReading()) behind.add(viewer);
    }

    /** One addition for all viewers of a frame. */
    private void count() {
        metrics.sent(sentFrames, sentBytes);
        sentFrames = 0;
        sentBytes = 0;
    }

    void broadcast(ByteBuf textFrame) {
        for (Viewer viewer : viewers) {
            if (viewer.isReading()) viewer.say(textFrame);
            else behind.add(viewer);
        }
        textFrame.release();
    }

    /** Brings those up to date who read again, and dismisses those who have not read for too long. */
    void catchUp(long nowNanos) {
        for (Viewer viewer : List.copyOf(behind)) {
            if (viewer.unreadNanos(nowNanos) > slowLimitNanos) {
                metrics.dropped();
                remove(viewer);
                viewer.dismiss(CloseCode.TOO_SLOW);
                continue;
            }
            if (!viewer.isReading()) continue;
            behind.remove(viewer);
            for (StreamKey key : Set.copyOf(viewer.outdated())) {
                Stream stream = streams.get(key);
                EncodedFrame frame = stream == null ? null : stream.newest;
                if (frame != null) offer(viewer, frame);
            }
            flush(viewer);
        }
        count();
    }

    List<Viewer> viewers() {
        return List.copyOf(viewers);
    }
}
