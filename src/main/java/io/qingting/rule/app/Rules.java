package io.qingting.rule.app;

import io.qingting.access.app.Audit;
import io.qingting.alert.app.Alerts;
import io.qingting.alert.domain.Cause;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.BusinessDays;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.ShippedRules;
import io.qingting.rule.store.RuleStore;
import io.qingting.rule.store.RuleStore.Kept;
import io.qingting.rule.store.StateStore;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules on figures: how they stand, and how they change. A change is in the audit trail and holds from its commit on. */
@ApplicationScoped
public class Rules {
    public static final int MOST_RULES = 200;
    /** The running week and those before it. */
    public static final int WEEKS = 4;

    private static final double USUAL_CSAT_TARGET = 4.5;

    private final Pool pool;
    private final BusinessClock clock;
    private final SiteConfiguration site;
    private final Alerts alerts;
    private final Audit audit;
    private volatile boolean shipped;

    Rules(Pool pool, BusinessClock clock, SiteConfiguration site, Alerts alerts, Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.site = site;
        this.alerts = alerts;
        this.audit = audit;
    }

    /** Puts the shipped rules in, each once ever. */
    Uni<Void> ship() {
        if (shipped) return Uni.createFrom().voidItem();
        Double target = site.current().targets().csat().target();
        List<FigureRule> rules = ShippedRules.of(target == null ? USUAL_CSAT_TARGET : target);
        return RuleStore.ship(pool, rules, clock.now()).invoke(() -> shipped = true);
    }

    /**
     * How a rule goes.
     *
     * @param revision changes with each change of the rule
     * @param changedBy {@code system}: it is as shipped
     * @param open alerts of it that are open
     * @param fired how often it fired in each of the last {@link #WEEKS} weeks, the running one last
     */
    public record Standing(
            FigureRule rule, long revision, Instant changedAt, String changedBy, long open, List<Week> fired) {
        public Standing {
            fired = List.copyOf(fired);
        }
    }

    /** @param from begin of its first business day, a Monday */
    public record Week(Instant from, long count) {}

    /** All rules, by id. */
    public Uni<List<Standing>> all() {
        List<Instant> weeks = weeks();
        return ship().chain(() -> RuleStore.kept(pool))
                .chain(rules -> StateStore.open(pool)
                        .chain(open -> StateStore.firings(pool, weeks)
                                .map(fired -> rules.stream()
                                        .map(kept -> standing(kept, weeks, open, fired))
                                        .toList())));
    }

    private static Standing standing(
            Kept kept, List<Instant> weeks, Map<String, Long> open, Map<String, long[]> fired) {
        String id = kept.rule().ruleId();
        return new Standing(
                kept.rule(),
                kept.revision(),
                kept.changedAt(),
                kept.changedBy(),
                open.getOrDefault(id, 0L),
                counted(weeks, fired.getOrDefault(id, new long[WEEKS])));
    }

    private List<Instant> weeks() {
        Site now = site.current();
        BusinessDays days = new BusinessDays(now.zone(), now.dayStartHour());
        LocalDate monday = days.dayOf(clock.now()).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<Instant> starts = new ArrayList<>(WEEKS);
        for (int back = WEEKS - 1; back >= 0; back--) starts.add(days.start(monday.minusWeeks(back)));
        return starts;
    }

    private static List<Week> counted(List<Instant> weeks, long[] counts) {
        List<Week> counted = new ArrayList<>(WEEKS);
        for (int i = 0; i < WEEKS; i++) counted.add(new Week(weeks.get(i), counts[i]));
        return counted;
    }

    /**
     * Makes or replaces a rule. Its open alerts go on where it still watches the same figure, and end where it does not.
     *
     * @param basedOn the revision that the actor has read, 0: there was no such rule; null: the actor does not say, and the
     *     last one to change it wins
     * @param values of the rule for the audit trail
     */
    public Uni<Void> save(
            FigureRule rule, @Nullable Long basedOn, String actor, Function<FigureRule, Map<String, Object>> values) {
        return ship().chain(() -> pool.withTransaction(tx -> RuleStore.lock(tx)
                .chain(() -> RuleStore.kept(tx))
                .chain(all -> {
                    Kept kept = find(all, rule.ruleId());
                    unchanged(kept, basedOn);
                    FigureRule before = kept == null ? null : kept.rule();
                    if (before == null && all.size() >= MOST_RULES) throw full();
                    return RuleStore.save(tx, rule, clock.now(), actor)
                            .chain(() -> before == null || isGoingOn(before, rule)
                                    ? Uni.createFrom().voidItem()
                                    : end(tx, before, actor, reason(rule)))
                            .chain(() -> audit.record(
                                    tx,
                                    actor,
                                    "alertRule.changed",
                                    "alertRule:" + rule.ruleId(),
                                    before == null ? null : values.apply(before),
                                    values.apply(rule)));
                })));
    }

    private static @Nullable Kept find(List<Kept> all, String ruleId) {
        return all.stream()
                .filter(each -> each.rule().ruleId().equals(ruleId))
                .findFirst()
                .orElse(null);
    }

    private static void unchanged(@Nullable Kept kept, @Nullable Long basedOn) {
        if (basedOn == null || basedOn == (kept == null ? 0 : kept.revision())) return;
        throw new ProblemException(Problem.of(
                409,
                "changed-meanwhile",
                "Somebody changed it meanwhile",
                "The rule is not any more what it was in revision " + basedOn
                        + ". Read it again, and make the change on what is there now. Nothing was saved."));
    }

    private static ProblemException full() {
        return new ProblemException(Problem.of(
                409,
                "too-many-rules",
                "There are too many rules",
                "A site has at most " + MOST_RULES + ". Take one away, or change one that is there."));
    }

    private static boolean isGoingOn(FigureRule before, FigureRule after) {
        return after.enabled()
                && before.metric() == after.metric()
                && before.per() == after.per()
                && before.over().equals(after.over());
    }

    private static String reason(FigureRule rule) {
        return rule.enabled() ? "the rule watches another figure now" : "the rule was switched off";
    }

    private Uni<Void> end(SqlConnection tx, FigureRule rule, String actor, String reason) {
        return StateStore.quiet(tx, rule.ruleId()).chain(places -> {
            List<Cause> causes =
                    places.stream().map(place -> RuleSignals.cause(rule, place)).toList();
            return alerts.end(tx, causes, actor, reason, clock.now());
        });
    }

    /** Takes a rule away; its open alerts end. False: there is none of that id. See {@link #save} for the arguments. */
    public Uni<Boolean> delete(
            String ruleId, @Nullable Long basedOn, String actor, Function<FigureRule, Map<String, Object>> values) {
        return ship().chain(() -> pool.withTransaction(tx -> RuleStore.lock(tx)
                .chain(() -> RuleStore.kept(tx))
                .chain(all -> {
                    Kept kept = find(all, ruleId);
                    if (kept == null) return Uni.createFrom().item(false);
                    unchanged(kept, basedOn);
                    FigureRule before = kept.rule();
                    return end(tx, before, actor, "the rule was taken away")
                            .chain(() -> RuleStore.delete(tx, ruleId))
                            .chain(() -> audit.record(
                                    tx, actor, "alertRule.deleted", "alertRule:" + ruleId, values.apply(before), null))
                            .replaceWith(true);
                })));
    }
}
