package io.qingting.site.app;

import io.qingting.site.domain.Site;
import io.qingting.site.store.SiteRows;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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

        /** True: an agent that nobody configured is shown by a number, because its id may be a person's name. */
        @WithDefault("false")
        boolean pseudonyms();
    }

    /** The configuration in force here is another one now. */
    public record Changed(Site site) {}

    private final SiteRows rows;
    private final Event<Changed> changed;
    private final boolean pseudonyms;
    private volatile Site current;

    SiteConfiguration(SiteRows rows, Defaults defaults, Event<Changed> changed) {
        this.rows = rows;
        this.changed = changed;
        this.pseudonyms = defaults.pseudonyms();
        this.current = Site.unconfigured(defaults.name(), defaults.zone());
    }

    public Site current() {
        return current;
    }

    /** The name by which screens show an agent. */
    public String agentName(String agentId) {
        Site.Agent configured = current.agents().get(agentId);
        if (configured != null) return configured.displayName();
        return pseudonyms ? "A-" + (1_000 + Math.floorMod(agentId.hashCode(), 9_000)) : agentId;
    }

    /** Reads the configuration again if its version changed. From any thread. */
    public Uni<Void> refresh() {
        return onContext(this::read);
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
        return onContext(() -> rows.save(site)).invoke(() -> putInForce(site));
    }

    /** Sessions live on a Vert.x context of their own; callers come from threads of all kinds. */
    private static Uni<Void> onContext(Supplier<Uni<Void>> action) {
        return Uni.createFrom()
                .<Void>emitter(done -> VertxContextSupport.subscribe(
                        () -> action.get().toMulti(),
                        subscription -> subscription.with(item -> {}, done::fail, () -> done.complete(null))))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor());
    }

    private void putInForce(Site site) {
        current = site;
        changed.fire(new Changed(site));
    }
}
