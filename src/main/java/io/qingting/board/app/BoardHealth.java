package io.qingting.board.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Started: the board has shown all that the log held. Ready: it is not far behind now. */
final class BoardHealth {
    private BoardHealth() {}

    @Startup
    @ApplicationScoped
    static class Started implements HealthCheck {
        private final LiveBoard board;

        Started(LiveBoard board) {
            this.board = board;
        }

        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.named("board restored")
                    .status(board.hasStarted())
                    .build();
        }
    }

    @Readiness
    @ApplicationScoped
    static class Ready implements HealthCheck {
        private final LiveBoard board;

        Ready(LiveBoard board) {
            this.board = board;
        }

        @Override
        public HealthCheckResponse call() {
            LiveBoard.Lag lag = board.lag();
            return HealthCheckResponse.named("board follows the log")
                    .status(board.hasStarted() && !lag.isCatchingUp())
                    .withData("lagSeconds", Double.toString(lag.seconds()))
                    .build();
        }
    }
}
