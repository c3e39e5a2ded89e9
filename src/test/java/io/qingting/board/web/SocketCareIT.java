package io.qingting.board.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.access.app.Credentials;
import io.qingting.fixture.PostgresResource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SocketCareIT {
    @Inject
    FanOut fanOut;

    @Inject
    FramePublisher publisher;

    @Inject
    Credentials credentials;

    @Inject
    SocketSettings settings;

    /** Timers that run: of a Vert.x that never fires them. */
    private final Set<Long> running = new HashSet<>();

    private final Vertx vertx = (Vertx) Proxy.newProxyInstance(
            Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, (p, call, args) -> {
                if (call.getName().equals("cancelTimer")) return running.remove((Long) args[0]);
                if (!call.getName().equals("setPeriodic")) throw new AssertionError("not expected: " + call);
                long id = running.size() + 1L;
                running.add(id);
                return id;
            });

    @Test
    void noTimerOutlivesTheServer() {
        SocketCare care = new SocketCare(vertx, fanOut, publisher, credentials, settings);
        care.start(new StartupEvent());
        assertThat(running).hasSize(3);

        care.stop(new ShutdownEvent());

        assertThat(running).isEmpty();
    }
}
