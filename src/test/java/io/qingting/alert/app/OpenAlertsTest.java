package io.qingting.alert.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qingting.alert.domain.OpenCounts;
import io.qingting.fixture.HandClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAlertsTest {
    private static final Duration LIMIT = Duration.ofMillis(20);
    private static final Uni<OpenAlerts.Found> HANGING = Uni.createFrom().nothing();

    private final Vertx vertx = Vertx.vertx();
    private final HandClock clock = new HandClock(Instant.parse("2026-03-02T01:00:00Z"));
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Uni<OpenAlerts.Found> database = HANGING;
    private final OpenAlerts alerts = new OpenAlerts(
            () -> {
                reads.incrementAndGet();
                return database;
            },
            LIMIT,
            vertx,
            clock);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aReadThatHangsForEverDoesNotEndAllReading() {
        alerts.look();
        database = criticals(1);

        await().untilAsserted(() -> {
            alerts.look();
            assertThat(alerts.current().known()).isTrue();
        });

        assertThat(alerts.current().counts().all().critical()).isEqualTo(1);
    }

    @Test
    void whatWasReadStaysKnownForAMomentAndIsNotShownAsKnownAfterFifteenSeconds() {
        database = criticals(3);
        alerts.look();
        long known = alerts.current().version();
        database = Uni.createFrom().failure(new IllegalStateException("away"));

        clock.pass(OpenAlerts.KNOWN_FOR);
        alerts.look();
        assertThat(alerts.current().known()).as("at fifteen seconds").isTrue();

        clock.pass(Duration.ofMillis(1));
        alerts.look();
        assertThat(alerts.current().known()).isFalse();
        assertThat(alerts.current().alerts()).isEmpty();
        assertThat(alerts.current().counts()).isEqualTo(OpenCounts.NONE);
        assertThat(alerts.current().version()).isEqualTo(known + 1);
    }

    @Test
    void theSameAlertsAreNoNewState() {
        AtomicInteger told = new AtomicInteger();
        alerts.onChange(told::incrementAndGet);
        database = criticals(2);
        alerts.look();
        alerts.look();

        assertThat(reads).hasValue(2);
        assertThat(told).hasValue(1);
    }

    private static Uni<OpenAlerts.Found> criticals(long many) {
        OpenCounts counts =
                OpenCounts.of(Map.of("q", new OpenCounts.BySeverity(0, 0, many)), OpenCounts.BySeverity.NONE);
        return Uni.createFrom().item(new OpenAlerts.Found(List.of(), counts));
    }
}
