package io.qingting.ingest.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.qingting.kernel.MachineClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What Prometheus sees of ingest: {@code qingting_ingest_*}. */
@ApplicationScoped
class IngestMetrics {
    private final MeterRegistry registry;
    private final MachineClock clock;
    private final Counter accepted;
    private final Counter duplicate;
    private final Counter conflict;
    private final DistributionSummary appendEvents;
    private final Timer appendTime;

    IngestMetrics(MeterRegistry registry, MachineClock clock) {
        this.registry = registry;
        this.clock = clock;
        this.accepted = outcome("accepted");
        this.duplicate = outcome("duplicate");
        this.conflict = outcome("conflict");
        this.appendEvents = DistributionSummary.builder("qingting.ingest.append.events")
                .description("Events of one append to the log")
                .publishPercentileHistogram(false)
                .register(registry);
        this.appendTime = Timer.builder("qingting.ingest.append")
                .description("Time of one append to the log, its commit included")
                .register(registry);
    }

    private Counter outcome(String outcome) {
        return Counter.builder("qingting.ingest.events")
                .description("Events by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    void accepted(int count) {
        accepted.increment(count);
    }

    void duplicate(int count) {
        duplicate.increment(count);
    }

    void conflict(int count) {
        conflict.increment(count);
    }

    /** @param reason one of a fixed set of slugs, never the sender's text */
    void refused(String reason) {
        registry.counter("qingting.ingest.refused", "reason", reason).increment();
    }

    void gaugeQueue(Supplier<Number> queued) {
        Gauge.builder("qingting.ingest.queued", queued)
                .description("Events that wait for the log")
                .register(registry);
    }

    <T> Uni<T> timed(int events, Supplier<Uni<T>> append) {
        long start = clock.nanoTime();
        appendEvents.record(events);
        return Uni.createFrom()
                .deferred(append::get)
                .onTermination()
                .invoke(() -> appendTime.record(clock.nanoTime() - start, TimeUnit.NANOSECONDS));
    }
}
