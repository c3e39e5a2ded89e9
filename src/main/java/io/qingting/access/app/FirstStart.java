package io.qingting.access.app;

import io.qingting.access.domain.Token;
import io.qingting.access.store.AccessStore;
import io.qingting.kernel.MachineClock;
import io.qingting.kernel.Secrets;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Lets the first administrator in: where no administrator's key is valid, the one of {@link Secrets} becomes it. That one
 * is given by {@code QINGTING_ADMIN_KEY}, or stands in {@code admin.key} of the data folder, readable by its owner only.
 */
@ApplicationScoped
public class FirstStart {
    private static final Logger LOG = Logger.getLogger(FirstStart.class);

    private final Uni<Void> done;
    private volatile boolean isDone;

    FirstStart(Pool pool, MachineClock clock, Secrets secrets, Audit audit) {
        done = AccessStore.hasAdminKey(pool)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(10))
                .atMost(20)
                .chain(has -> has ? Uni.createFrom().voidItem() : addKey(pool, clock, secrets, audit))
                .memoize()
                .indefinitely();
    }

    private static Uni<Void> addKey(Pool pool, MachineClock clock, Secrets secrets, Audit audit) {
        return Uni.createFrom()
                .item(() -> new Token(secrets.get(Secrets.Secret.ADMIN_KEY)))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(token ->
                        pool.withTransaction(tx -> AccessStore.insertAdminKey(tx, "first", token.hash(), clock.now())
                                .chain(() -> audit.record(tx, "system", "admin.issued", "admin:first", null, null))))
                .invoke(() -> LOG.info("The first administrator's key is ready"));
    }

    void start(@Observes StartupEvent event) {
        done.subscribe()
                .with(
                        ok -> isDone = true,
                        failure -> LOG.error("The first administrator's key could not be made", failure));
    }

    /** True once an administrator's key exists: before that the first request of an administrator would be refused. */
    boolean isDone() {
        return isDone;
    }

    /** Ends when an administrator's key exists. */
    public Uni<Void> done() {
        return done;
    }
}
