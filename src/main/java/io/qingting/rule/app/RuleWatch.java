package io.qingting.rule.app;

import io.qingting.alert.app.Alerts;
import io.qingting.alert.domain.Cause;
import io.qingting.board.app.LiveBoard;
import io.qingting.kernel.BusinessClock;
import io.qingting.rule.domain.ActiveHours;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.Over;
import io.qingting.rule.domain.RulePlace;
import io.qingting.rule.domain.RuleState;
import io.qingting.rule.domain.Verdict;
import io.qingting.rule.store.RuleStore;
import io.qingting.rule.store.StateStore;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.app.SlaBooks;
import io.qingting.sla.domain.BusinessCalendar;
import io.qingting.sla.domain.SlaBook;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Judges figures of the board by the rules, once a second. How far a rule has come with each place stands in the database and
 * commits with the alert that follows from it, so a restart goes on where it was, and of several instances one judges at a
 * time; one whose board shows less of the log than what the states stand on leaves it to the others. While a board is catching
 * up nothing is judged by it. What a late event changes later never rewrites an alert. One that people end while its figure is bad
 * comes back as another, unless the figure recovers meanwhile.
 */
@ApplicationScoped
public class RuleWatch {
    private static final Logger LOG = Logger.getLogger(RuleWatch.class);

    private final Pool pool;
    private final Alerts alerts;
    private final Rules rules;
    private final BoardReadings board;
    private final LiveBoard live;
    private final SlaBooks books;
    private final SiteConfiguration site;
    private final BusinessClock clock;
    private final RuleSettings settings;

    RuleWatch(
            Pool pool,
            Alerts alerts,
            Rules rules,
            BoardReadings board,
            LiveBoard live,
            SlaBooks books,
            SiteConfiguration site,
            BusinessClock clock,
            RuleSettings settings) {
        this.pool = pool;
        this.alerts = alerts;
        this.rules = rules;
        this.board = board;
        this.live = live;
        this.books = books;
        this.site = site;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(every = "1s", identity = "rule-watch", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        if (!settings.watch() || live.liveSince() == null)
            return Uni.createFrom().voidItem();
        // A database that never answers must not end the watch in silence. What commits after all is found done.
        return sweep(board::of)
                .ifNoItem()
                .after(settings.callLimit())
                .failWith(() -> new TimeoutException("no answer within " + settings.callLimit()))
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("A look at the figures failed and is repeated: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "1h", delayed = "3m", identity = "rule-firings", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return StateStore.forgetFirings(pool, clock.now().minus(settings.firingRetention()));
    }

    /**
     * One look at all figures of this moment. Returns how many places came into another state; 0 too where another instance
     * judges at this moment.
     *
     * @param figures of the rules given; empty: they must not be judged now
     */
    Uni<Integer> sweep(Function<List<FigureRule>, Uni<Optional<Readings>>> figures) {
        return rules.ship()
                .chain(books::now)
                .chain(book -> pool.withTransaction(tx -> RuleStore.tryLock(tx)
                        .chain(mine -> mine
                                ? judge(tx, book, figures)
                                : Uni.createFrom().item(0))));
    }

    private Uni<Integer> judge(
            SqlConnection tx, SlaBook book, Function<List<FigureRule>, Uni<Optional<Readings>>> figures) {
        return RuleStore.all(tx).chain(all -> {
            List<FigureRule> enabled = all.stream().filter(FigureRule::enabled).toList();
            if (enabled.isEmpty()) return Uni.createFrom().item(0);
            return figures.apply(enabled.stream().filter(RuleWatch::isWatched).toList())
                    .chain(found -> found.isEmpty()
                            ? Uni.createFrom().item(0)
                            : StateStore.position(tx)
                                    .chain(stood -> found.get().position() < stood
                                            ? Uni.createFrom().item(0)
                                            : judge(tx, book, enabled, found.get())));
        });
    }

    /** Past periods are judged apart, once each. */
    private static boolean isWatched(FigureRule rule) {
        return !(rule.over() instanceof Over.Past);
    }

    private Uni<Integer> judge(SqlConnection tx, SlaBook book, List<FigureRule> enabled, Readings readings) {
        return StateStore.all(tx)
                .chain(states -> alerts.open(tx, firing(enabled, states)).chain(open -> {
                    Outcome outcome = new Outcome(readings.at());
                    for (FigureRule rule : enabled) {
                        Map<String, RuleState> own = states.getOrDefault(rule.ruleId(), Map.of());
                        if (isWatched(rule)) judge(rule, own, open, book, readings, outcome);
                        else
                            own.forEach((place, state) -> {
                                if (isDismissed(rule, place, state, open))
                                    outcome.dismissedUntilNextPeriod(rule, place);
                            });
                    }
                    return outcome.isEmpty()
                            ? Uni.createFrom().item(0)
                            : outcome.commit(tx, alerts)
                                    .chain(() -> StateStore.stand(tx, readings.position()))
                                    .replaceWith(outcome.size());
                }));
    }

    private void judge(
            FigureRule rule,
            Map<String, RuleState> states,
            Set<Cause> open,
            SlaBook book,
            Readings readings,
            Outcome outcome) {
        Map<String, RuleState> own = new HashMap<>(states);
        Map<String, RuleState.Dismissed> dismissed = new HashMap<>();
        states.forEach((place, state) -> {
            if (state instanceof RuleState.Open firing && isDismissed(rule, place, state, open))
                dismissed.put(place, new RuleState.Dismissed(firing.since(), readings.at()));
        });
        own.putAll(dismissed);
        List<Verdict> verdicts = Verdict.of(
                rule,
                own,
                readings.of(rule.ruleId()),
                place -> isActive(rule, place, book, readings.at()),
                readings.at());
        outcome.add(rule, verdicts);
        // Whose figure is good by now has its verdict already.
        verdicts.forEach(verdict -> dismissed.remove(verdict.place()));
        dismissed.forEach((place, state) -> outcome.dismissed(rule, place, state));
    }

    private static List<Cause> firing(List<FigureRule> rules, Map<String, Map<String, RuleState>> states) {
        List<Cause> causes = new ArrayList<>();
        for (FigureRule rule : rules)
            states.getOrDefault(rule.ruleId(), Map.of()).forEach((place, state) -> {
                if (state instanceof RuleState.Open) causes.add(RuleSignals.cause(rule, place));
            });
        return causes;
    }

    /** State and alert change together, so an alert that is missing was ended by somebody else: by people. */
    private static boolean isDismissed(FigureRule rule, String place, RuleState state, Set<Cause> open) {
        return state instanceof RuleState.Open && !open.contains(RuleSignals.cause(rule, place));
    }

    private boolean isActive(FigureRule rule, String place, SlaBook book, Instant now) {
        if (rule.active() instanceof ActiveHours.Always) return true;
        BusinessCalendar open = book.latest().calendarOf(rule.per() == RulePlace.QUEUE ? place : null);
        ZoneId zone = site.current().zone();
        return rule.active().holds(open, zone, now);
    }
}
