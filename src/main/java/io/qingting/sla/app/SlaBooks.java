package io.qingting.sla.app;

import io.qingting.access.app.Audit;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.domain.SlaBook;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.store.RulesStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The versions of policies and calendars, and how they change. A change takes effect from its commit on: who writes targets
 * holds the version meanwhile, so a target that starts after a change never has the rules from before it.
 */
@ApplicationScoped
public class SlaBooks {
    private final Pool pool;
    private final BusinessClock clock;
    private final SiteConfiguration site;
    private final Audit audit;
    private volatile @Nullable SlaBook known;

    SlaBooks(Pool pool, BusinessClock clock, SiteConfiguration site, Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.site = site;
        this.audit = audit;
    }

    /** The book as it is, which nobody changes until the transaction ends. */
    public Uni<SlaBook> inForce(SqlConnection tx) {
        return RulesStore.inForce(tx).chain(newest -> upTo(tx, newest));
    }

    /** The book as it is now. */
    public Uni<SlaBook> now() {
        return RulesStore.newest(pool).chain(newest -> upTo(pool, newest));
    }

    private Uni<SlaBook> upTo(SqlClient client, Optional<Long> newest) {
        SlaBook book = known;
        if (book != null && newest.isPresent() && book.latest().version() == newest.get())
            return Uni.createFrom().item(book);
        Uni<Void> ready = newest.isPresent()
                ? Uni.createFrom().voidItem()
                : RulesStore.seed(client, SlaDefaults.of(site.current()), clock.now());
        return ready.chain(() -> load(client));
    }

    private Uni<SlaBook> load(SqlClient client) {
        return RulesStore.load(client, Holidays::of).map(SlaBook::new).invoke(book -> known = book);
    }

    /**
     * What a change is.
     *
     * @param before the values replaced, for the audit trail; null: there was none
     * @param after the values now; null: there is none any more
     */
    public record Change(
            String action,
            String subject,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after,
            SlaRules.Content content) {}

    /**
     * Makes a new version with its audit entry, and puts it in force.
     *
     * @param actor who changes it
     * @param change from the content in force to the new one; may refuse by {@link ProblemException}
     */
    public Uni<SlaRules> change(String actor, Function<SlaRules, Change> change) {
        return change(actor, null, rules -> null, change);
    }

    /**
     * The same, where nobody changed the part in question since the version that the actor has read.
     *
     * @param basedOn that version; null: the actor does not say, and the last one to change it wins
     * @param part what is about to be changed; null: it is not there
     */
    public Uni<SlaRules> change(
            String actor,
            @Nullable Long basedOn,
            Function<SlaRules, @Nullable Object> part,
            Function<SlaRules, Change> change) {
        return pool.withTransaction(tx -> RulesStore.lock(tx)
                        .chain(() -> RulesStore.newest(tx))
                        .chain(newest -> upTo(tx, newest))
                        .invoke(book -> {
                            if (basedOn != null) unchanged(book, basedOn, part);
                        })
                        .chain(book -> change(tx, actor, book.latest(), change)))
                .call(this::now);
    }

    private static void unchanged(SlaBook book, long basedOn, Function<SlaRules, @Nullable Object> part) {
        SlaRules read = book.version(basedOn);
        if (read != null && Objects.equals(part.apply(read), part.apply(book.latest()))) return;
        throw new ProblemException(Problem.of(
                409,
                "changed-meanwhile",
                "Somebody changed it meanwhile",
                "It is not any more what it was in version " + basedOn
                        + ". Read it again, and make the change on what is there now. Nothing was saved."));
    }

    private Uni<SlaRules> change(SqlConnection tx, String actor, SlaRules latest, Function<SlaRules, Change> change) {
        Change wanted = change.apply(latest);
        Instant now = clock.now();
        long from = Math.max(now.toEpochMilli(), latest.effectiveFrom());
        // Made once before it is stored: what contradicts itself never becomes a version.
        SlaRules checked = checked(from, wanted.content());
        return audit.record(tx, actor, wanted.action(), wanted.subject(), wanted.before(), wanted.after())
                .chain(() -> RulesStore.insert(tx, checked.content(), from, now, actor))
                .map(version -> new SlaRules(version, from, checked.content(), Holidays::of));
    }

    /** @throws ProblemException where the content contradicts itself */
    public static SlaRules checked(long from, SlaRules.Content content) {
        try {
            return new SlaRules(Long.MAX_VALUE, from, content, Holidays::of);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(409, "contradiction", "This does not fit what is there", e.getMessage() + "."));
        }
    }

    /** Who made each of the newest versions; {@code system}: nobody. */
    public Uni<Map<Long, String>> authors() {
        return RulesStore.authors(pool);
    }

    /** Versions so far, oldest first. */
    public Uni<List<SlaRules>> versions() {
        return RulesStore.load(pool, Holidays::of);
    }
}
