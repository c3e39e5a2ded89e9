package io.qingting.site.app;

import io.qingting.site.domain.Site;
import io.qingting.site.store.SiteRows;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;

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

    private final SiteRows rows;
    private volatile Site current;

    SiteConfiguration(SiteRows rows, Defaults defaults) {
        this.rows = rows;
        this.current = Site.unconfigured(defaults.name(), defaults.zone());
    }

    public Site current() {
        return current;
    }

    /** Reads the configuration again if its version changed. */
    @Scheduled(every = "1s", identity = "site-configuration", concurrentExecution = ConcurrentExecution.SKIP)
    @WithSession
    public Uni<Void> refresh() {
        return rows.version()
                .chain(version -> version.isEmpty() || version.get() == current.version()
                        ? Uni.createFrom().voidItem()
                        : rows.load()
                                .invoke(site -> site.ifPresent(s -> current = s))
                                .replaceWithVoid());
    }

    /** Saves a new configuration and puts it in force here; the other instances follow within a second. */
    @WithTransaction
    public Uni<Void> save(Site site) {
        return rows.save(site).invoke(() -> current = site);
    }
}
