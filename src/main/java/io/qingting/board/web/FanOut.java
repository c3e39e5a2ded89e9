package io.qingting.board.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.qingting.kernel.MachineClock;
import jakarta.enterprise.context.ApplicationScoped;
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

    /** Later, not at once: a socket that ends while something is sent to it must not leave the list that is being walked. */
    void remove(Viewer viewer) {
        EventLoop loop = viewer.eventLoop();
        loop.execute(() -> viewersOf(loop).remove(viewer));
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
            viewer.say(textFrame);
            textFrame.release();
        });
    }

    /** Takes over one reference of each frame: a list for each loop that has viewers of it. */
    void deliver(Map<EventLoop, List<EncodedFrame>> frames) {
        frames.forEach((loop, some) -> {
            LoopViewers viewers = viewersOf(loop);
            loop.execute(() -> viewers.deliver(some));
        });
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
        loops.forEach((loop, viewers) -> loop.execute(() -> action.accept(viewers.viewers())));
    }

    private void on(Viewer viewer, Consumer<LoopViewers> action) {
        EventLoop loop = viewer.eventLoop();
        LoopViewers viewers = viewersOf(loop);
        if (loop.inEventLoop()) action.accept(viewers);
        else loop.execute(() -> action.accept(viewers));
    }

    private LoopViewers viewersOf(EventLoop loop) {
        return loops.computeIfAbsent(
                loop, l -> new LoopViewers(metrics, settings.slowViewerLimit().toNanos()));
    }
}
