package io.qingting.site.app;

import io.qingting.site.domain.Site;
import io.qingting.site.store.SiteRows;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * The configuration in force. Every instance looks at its version once a second, so that a change made on one reaches all.
 * {@link #current()} may be called from any thread and never waits.
 */
@ApplicationScoped
public class SiteConfiguration {
    /** What holds until a site was saved; every key stands under {@code qingting.site}. */
    @ConfigMapping(prefix = "qingting.site")
    interface Defaults {
        @WithDefault("倾听 Qingting")
        String name();

        /** Zone of days, calendars and display. */
        @WithDefault("Asia/Shanghai")
        ZoneId zone();
    }

    /** The configuration in force here is another one now. */
    public record Changed(Site site) {}

    private final SiteRows rows;
    private final Event<Changed> changed;
    private volatile Site current;

    SiteConfiguration(SiteRows rows, Defaults defaults, Event<Changed> changed) {
        this.rows = rows;
        this.changed = changed;
        this.current = Site.unconfigured(defaults.name(), defaults.zone());
    }

    public Site current() {
        return current;
    }

    /** Reads the configuration again if its version changed. From any thread. */
    public Uni<Void> refresh() {
        return Uni.createFrom().emitter(done -> subscribe(this::read, done));
    }

    @Scheduled(every = "1s", identity = "site-configuration", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return rows.version()
                .chain(version -> version.isEmpty() || version.get() == current.version()
                        ? Uni.createFrom().voidItem()
                        : rows.load()
                                .invoke(site -> site.ifPresent(this::putInForce))
                                .replaceWithVoid());
    }

    /** Saves a new configuration and puts it in force here; the other instances follow within a second. */
    public Uni<Void> save(Site site) {
        return Uni.createFrom()
                .<Void>emitter(done -> subscribe(() -> rows.save(site), done))
                .invoke(() -> putInForce(site));
    }

    /** Sessions live on a Vert.x context of their own; callers come from threads of all kinds. */
    private static void subscribe(Supplier<Uni<Void>> action, UniEmitter<? super Void> done) {
        VertxContextSupport.subscribe(
                () -> action.get().toMulti(),
                subscription -> subscription.with(item -> {}, done::fail, () -> done.complete(null)));
    }

    private void putInForce(Site site) {
        current = site;
        changed.fire(new Changed(site));
    }
}
