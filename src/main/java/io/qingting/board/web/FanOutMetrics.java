package io.qingting.board.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the operator watches of the way out: viewers, frames, bytes, conflated, dropped. Safe for all threads. */
@ApplicationScoped
class FanOutMetrics {
    private final AtomicInteger viewers;
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder conflated = new LongAdder();
    private final Counter dropped;

    FanOutMetrics(MeterRegistry registry) {
        viewers = registry.gauge("qingting.viewers", new AtomicInteger());
        registry.more().counter("qingting.frames.sent", java.util.List.of(), frames, LongAdder::sum);
        registry.more().counter("qingting.frames.sent.bytes", java.util.List.of(), bytes, LongAdder::sum);
        registry.more().counter("qingting.frames.conflated", java.util.List.of(), conflated, LongAdder::sum);
        dropped = Counter.builder("qingting.viewers.dropped")
                .description("viewers cut off because they did not read")
                .register(registry);
    }

    void opened() {
        viewers.incrementAndGet();
    }

    void closed() {
        viewers.decrementAndGet();
    }

    int viewers() {
        return viewers.get();
    }

    void sent(long count, long size) {
        frames.add(count);
        bytes.add(size);
    }

    void conflated() {
        conflated.increment();
    }

    void dropped() {
        dropped.increment();
    }
}
