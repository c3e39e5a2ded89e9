package io.qingting.access.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the first administrator can be let in. */
@Readiness
@ApplicationScoped
class AccessHealth implements HealthCheck {
    private final FirstStart firstStart;

    AccessHealth(FirstStart firstStart) {
        this.firstStart = firstStart;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("an administrator's key exists")
                .status(firstStart.isDone())
                .build();
    }
}
