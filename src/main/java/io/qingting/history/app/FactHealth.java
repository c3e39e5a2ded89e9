package io.qingting.history.app;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether history keeps up, as a detail of {@code /q/health/well}. It takes no instance out of service: the live board does
 * not depend on facts.
 */
@Wellness
@ApplicationScoped
class FactHealth implements HealthCheck {
    private final FactWriter writer;
    private final FactLag lag;

    FactHealth(FactWriter writer, FactLag lag) {
        this.writer = writer;
        this.lag = lag;
    }

    @Override
    public HealthCheckResponse call() {
        FactLag.Lag behind = lag.latest();
        return HealthCheckResponse.named("contact-facts")
                .status(writer.state() != FactWriter.State.GAP)
                .withData("state", writer.state().name())
                .withData("position", behind.position().position())
                .withData("lagEvents", behind.events())
                .withData("lagSeconds", Math.round(behind.seconds()))
                .build();
    }
}
