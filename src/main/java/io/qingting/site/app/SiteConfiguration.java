package io.qingting.site.app;

import io.qingting.access.app.Audit;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.site.domain.ShownAs;
import io.qingting.site.domain.Site;
import io.qingting.site.store.SiteRows;
import io.qingting.site.store.SiteWrites;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force. Every instance looks at its version once a second, so that a change made on one reaches all.
 * {@link #current()} may be called from any thread and never waits.
 */
@ApplicationScoped
public class SiteConfiguration {
    private static final int MOST_TRIES = 5;

    /** What holds until a site was saved; every key stands under {@code qingting.site}. */
    @ConfigMapping(prefix = "qingting.site")
    interface Defaults {
        @WithDefault("倾听 Qingting")
        String name();

        /** Zone of days, calendars and display. */
        @WithDefault("Asia/Shanghai")
        ZoneId zone();

        /** True: an agent for whom nothing else is said is shown by a number, because its id may be a person's name. */
        @WithDefault("false")
        boolean pseudonyms();
    }

    /** The configuration in force here is another one now. */
    public record Changed(Site site) {}

    /**
     * A change of the configuration.
     *
     * @param after the configuration then; its version is set when it is saved
     * @param entries what the audit trail is told; none: nothing changes, and nothing is saved
     */
    public record Change(Site after, List<Entry> entries) {
        /**
         * @param action a verb in the past, such as {@code queue.configured}
         * @param before null: it was not there
         * @param after null: it is gone
         */
        public record Entry(
                String action,
                String subject,
                @Nullable Map<String, Object> before,
                @Nullable Map<String, Object> after) {}
    }

    private final SiteRows rows;
    private final SiteWrites writes;
    private final Pool pool;
    private final Audit audit;
    private final Event<Changed> changed;
    private final boolean pseudonyms;
    private volatile Site current;

    SiteConfiguration(
            SiteRows rows, SiteWrites writes, Pool pool, Audit audit, Defaults defaults, Event<Changed> changed) {
        this.rows = rows;
        this.writes = writes;
        this.pool = pool;
        this.audit = audit;
        this.changed = changed;
        this.pseudonyms = defaults.pseudonyms();
        this.current = Site.unconfigured(defaults.name(), defaults.zone());
    }

    public Site current() {
        return current;
    }

    /** How screens show an agent. */
    public ShownAs shownAs(String agentId) {
        Site site = current;
        Site.Agent configured = site.agents().get(agentId);
        if (configured != null && configured.shownAs() != null) return configured.shownAs();
        ShownAs bySite = site.settings().agentsShownAs();
        if (bySite != null) return bySite;
        return configured == null && pseudonyms ? ShownAs.PSEUDONYM : ShownAs.FULL;
    }

    /** The name by which screens show an agent; the id of one that is shown by no name. */
    public String agentName(String agentId) {
        Site.Agent configured = current.agents().get(agentId);
        return switch (shownAs(agentId)) {
            case FULL -> configured == null ? agentId : configured.name();
            case PSEUDONYM ->
                configured != null && configured.pseudonym() != null
                        ? configured.pseudonym()
                        : "A-" + (1_000 + Math.floorMod(agentId.hashCode(), 9_000));
            case NONE -> agentId;
        };
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
                                .invoke(site -> site.ifPresent(this::follow))
                                .replaceWithVoid());
    }

    /** What was read may be older than what was saved here meanwhile. */
    private synchronized void follow(Site read) {
        if (read.version() > current.version()) putInForce(read);
    }

    /** Saves a new configuration and puts it in force here; the other instances follow within a second. */
    public Uni<Void> save(Site site) {
        return pool.withTransaction(tx -> writes.save(tx, site)).invoke(() -> putInForce(site));
    }

    /**
     * Makes the next version of the newest configuration, with its audit entries; the other instances follow within a second.
     * Where somebody else was faster, {@code change} is asked again for that one's configuration.
     *
     * @param actor who changes it
     * @param change may refuse by {@link ProblemException}
     * @return the configuration that is in force then
     */
    public Uni<Site> change(String actor, Function<Site, Change> change) {
        return change(actor, change, MOST_TRIES);
    }

    private Uni<Site> change(String actor, Function<Site, Change> change, int tries) {
        return newest().chain(before -> {
            Change wanted = change.apply(before);
            if (wanted.entries().isEmpty()) return Uni.createFrom().item(before);
            Site after = wanted.after().inVersion(before.version() + 1);
            return pool.withTransaction(tx -> writes.replace(tx, before, after)
                            .call(done -> done
                                    ? record(tx, actor, wanted.entries())
                                    : Uni.createFrom().voidItem()))
                    .chain(done -> {
                        if (!done) return tries > 1 ? change(actor, change, tries - 1) : busy();
                        putInForce(after);
                        return Uni.createFrom().item(after);
                    });
        });
    }

    private Uni<Site> newest() {
        Site unsaved = current;
        return Uni.createFrom().deferred(this::loaded).map(found -> found.orElse(unsaved));
    }

    private Uni<Optional<Site>> loaded() {
        return onContext(rows::load);
    }

    private Uni<Void> record(SqlConnection tx, String actor, List<Change.Entry> entries) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Change.Entry entry : entries)
            done = done.chain(
                    () -> audit.record(tx, actor, entry.action(), entry.subject(), entry.before(), entry.after()));
        return done;
    }

    private static Uni<Site> busy() {
        return Uni.createFrom()
                .failure(new ProblemException(Problem.of(
                        409,
                        "changed-meanwhile",
                        "Changed meanwhile",
                        "Others change the configuration at the same time. Nothing was changed here; try again.")));
    }

    /** Sessions live on a Vert.x context of their own; callers come from threads of all kinds. */
    private static <T> Uni<T> onContext(Supplier<Uni<T>> action) {
        return Uni.createFrom()
                .<T>emitter(done -> VertxContextSupport.subscribe(
                        () -> action.get().toMulti(),
                        subscription -> subscription.with(done::complete, done::fail, () -> done.complete(null))))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor());
    }

    private synchronized void putInForce(Site site) {
        current = site;
        changed.fire(new Changed(site));
    }
}
