package io.qingting.config;

import io.qingting.event.app.EventPoster;
import io.qingting.importing.app.ImportRun;
import io.qingting.kernel.BusinessClock;
import io.qingting.scenario.app.DemoTraffic;
import io.qingting.scenario.domain.DemoSite;
import io.qingting.scenario.domain.TrafficPlan;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the simulated traffic, which then posts to the public API of this very server like any other source. */
@ApplicationScoped
class DemoStart {
    /** {@code qingting.demo.*}: the simulated floor. */
    @ConfigMapping(prefix = "qingting.demo")
    interface Settings {
        @WithDefault("false")
        boolean enabled();

        /** The same seed tells the same story. */
        @WithDefault("20260713")
        long seed();

        /** Whole days before today that an empty log is filled with: 7 gives the wall its "a week ago". */
        @WithDefault("7")
        int pastDays();
    }

    private static final Logger LOG = Logger.getLogger(DemoStart.class);
    private static final String SOURCE = "demo";
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(30);

    private final DemoSetUp site;
    private final LocalLinks tokens;
    private final SiteConfiguration configuration;
    private final BusinessClock clock;
    private final Pool pool;
    private final Settings settings;
    private volatile @Nullable Thread thread;

    DemoStart(
            DemoSetUp site,
            LocalLinks tokens,
            SiteConfiguration configuration,
            BusinessClock clock,
            Pool pool,
            Settings settings) {
        this.site = site;
        this.tokens = tokens;
        this.configuration = configuration;
        this.clock = clock;
        this.pool = pool;
        this.settings = settings;
    }

    boolean isEnabled() {
        return settings.enabled();
    }

    Uni<Void> start(String server) {
        if (!settings.enabled()) return Uni.createFrom().voidItem();
        return site.run()
                .chain(() -> tokens.source(SOURCE, false))
                .chain(key -> tokens.source(SOURCE, true).invoke(importKey -> run(URI.create(server), key, importKey)))
                .replaceWithVoid();
    }

    private void run(URI server, String key, String importKey) {
        Site present = configuration.current();
        EventPoster history =
                new EventPoster(server, importKey, Map.of(ImportRun.HEADER, "true"), PATIENCE, Thread::sleep);
        EventPoster live = new EventPoster(server, key, Map.of(), PATIENCE, Thread::sleep);
        DemoTraffic traffic = new DemoTraffic(
                TrafficPlan.ordinary(DemoSite.standard(), present.zone(), settings.seed()),
                present.dayStartHour(),
                settings.pastDays(),
                clock,
                this::lastKnown,
                history::post,
                live::post,
                Thread::sleep);
        thread = Thread.ofPlatform().name("demo").daemon().start(() -> {
            try {
                traffic.run();
            } catch (RuntimeException e) {
                LOG.error("The simulated floor stopped", e);
            }
        });
    }

    /** On the demo's own thread, which may wait. */
    private Optional<Instant> lastKnown() {
        return pool.preparedQuery("""
                        select max(occurred_at) from
                          (select source_id, occurred_at from event_log order by position desc limit 5000) l
                          join event_source using (source_id)
                        where name = $1""")
                .execute(Tuple.of("/connectors/" + SOURCE))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                        .map(OffsetDateTime::toInstant))
                .await()
                .atMost(QUERY_LIMIT);
    }

    void stop(@Observes ShutdownEvent event) {
        Thread running = thread;
        if (running != null) running.interrupt();
    }
}
