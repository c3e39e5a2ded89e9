package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.qingting.kernel.MachineClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sends frames to viewers, grouped by event loop: a frame costs one hop a loop, whatever the number of viewers. A viewer
 * that does not read gets no frame until it reads again, then the newest; it never costs anybody else anything. Safe for
 * all threads.
 */
@ApplicationScoped
class FanOut {
    private final Map<EventLoop, LoopViewers> loops = new ConcurrentHashMap<>();
    private final FanOutMetrics metrics;
    private final SocketSettings settings;
    private final MachineClock clock;

    FanOut(FanOutMetrics metrics, SocketSettings settings, MachineClock clock) {
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    void add(Viewer viewer) {
        on(viewer, loop -> loop.add(viewer));
    }

    void remove(Viewer viewer) {
        on(viewer, loop -> loop.remove(viewer));
    }

    void subscribe(Viewer viewer, Set<StreamKey> wanted) {
        on(viewer, loop -> loop.subscribe(viewer, wanted));
    }

    /** Takes over one reference of the frame. */
    void deliverTo(Viewer viewer, EncodedFrame frame) {
        on(viewer, loop -> loop.deliverTo(viewer, frame));
    }

    void send(Viewer viewer, ByteBuf textFrame) {
        on(viewer, loop -> {
            viewer.write(textFrame);
            viewer.channel().flush();
            textFrame.release();
        });
    }

    /** Takes over one reference of each frame. */
    void deliver(List<EncodedFrame> frames) {
        if (frames.isEmpty()) return;
        loops.forEach((loop, viewers) -> {
            frames.forEach(EncodedFrame::retain);
            loop.execute(() -> viewers.deliver(frames));
        });
        frames.forEach(EncodedFrame::release);
    }

    /** Takes over one reference of the message. */
    void broadcast(ByteBuf textFrame) {
        loops.forEach((loop, viewers) -> {
            ByteBuf own = textFrame.retain();
            loop.execute(() -> viewers.broadcast(own));
        });
        textFrame.release();
    }

    void catchUp() {
        long now = clock.nanoTime();
        loops.forEach((loop, viewers) -> loop.execute(() -> viewers.catchUp(now)));
    }

    /** Calls {@code action} with the viewers of each loop, on that loop. */
    void eachLoop(Consumer<List<Viewer>> action) {
        loops.forEach((loop, viewers) -> loop.execute(() -> action.accept(new ArrayList<>(viewers.viewers()))));
    }

    private void on(Viewer viewer, Consumer<LoopViewers> action) {
        EventLoop loop = viewer.channel().eventLoop();
        LoopViewers viewers = loops.computeIfAbsent(
                loop, l -> new LoopViewers(metrics, settings.slowViewerLimit().toNanos()));
        if (loop.inEventLoop()) action.accept(viewers);
        else loop.execute(() -> action.accept(viewers));
    }
}
