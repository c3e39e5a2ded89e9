package io.qingting.rule.app;

import io.qingting.alert.app.Alerts;
import io.qingting.event.domain.Channel;
import io.qingting.history.app.FactLag;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import io.qingting.report.app.Reports;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.Figure;
import io.qingting.report.domain.Grouping;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.ReportRow;
import io.qingting.rule.domain.FigureRule;
import io.qingting.rule.domain.Over;
import io.qingting.rule.domain.PeriodReadings;
import io.qingting.rule.domain.Reading;
import io.qingting.rule.domain.RuleMetric;
import io.qingting.rule.domain.RulePlace;
import io.qingting.rule.domain.RuleState;
import io.qingting.rule.domain.Streak;
import io.qingting.rule.store.RuleStore;
import io.qingting.rule.store.RuleStore.Kept;
import io.qingting.rule.store.StateStore;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Judges rules on whole days, weeks and months by the facts, each period once, a while after its end, when the facts hold all
 * that was received of it. What comes later than that changes the figures, and no alert. Periods that had ended when a rule was first
 * seen, or was changed, are not judged by it: history alerts nobody.
 */
@ApplicationScoped
public class PeriodWatch {
    private static final Logger LOG = Logger.getLogger(PeriodWatch.class);

    /** Sources deliver the last events of a day after its end. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Pool pool;
    private final Alerts alerts;
    private final Rules rules;
    private final Reports reports;
    private final FactLag facts;
    private final SiteConfiguration site;
    private final BusinessClock clock;
    private final RuleSettings settings;

    PeriodWatch(
            Pool pool,
            Alerts alerts,
            Rules rules,
            Reports reports,
            FactLag facts,
            SiteConfiguration site,
            BusinessClock clock,
            RuleSettings settings) {
        this.pool = pool;
        this.alerts = alerts;
        this.rules = rules;
        this.reports = reports;
        this.facts = facts;
        this.site = site;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(every = "1m", delayed = "20s", identity = "rule-periods", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        if (!settings.watch()) return Uni.createFrom().voidItem();
        return judge().replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("A look at past periods failed and is repeated: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Judges what is due; a rule that fails keeps back no other. Returns how many places came into another state. */
    Uni<Integer> judge() {
        return limited(rules.ship().chain(() -> RuleStore.kept(pool)))
                .chain(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(this::judgeApart)
                        .collect()
                        .in(() -> new int[1], (sum, changed) -> sum[0] += changed)
                        .map(sum -> sum[0]));
    }

    private Uni<Integer> judgeApart(Kept kept) {
        return limited(Uni.createFrom().deferred(() -> judge(kept)))
                .onFailure()
                .invoke(e -> LOG.warnf(
                        "A look at past periods by the rule %s failed and is repeated: %s",
                        kept.rule().ruleId(), e.toString()))
                .onFailure()
                .recoverWithItem(0);
    }

    /** A database that never answers must not end the watch in silence. What commits after all is found done. */
    private <T> Uni<T> limited(Uni<T> call) {
        return call.ifNoItem()
                .after(settings.callLimit())
                .failWith(() -> new TimeoutException("no answer within " + settings.callLimit()));
    }

    private Uni<Integer> judge(Kept kept) {
        FigureRule rule = kept.rule();
        if (!rule.enabled() || !(rule.over() instanceof Over.Past past))
            return Uni.createFrom().item(0);
        Site now = site.current();
        BusinessDays days = new BusinessDays(now.zone(), now.dayStartHour());
        List<Period> periods = Streak.periods(days, past, clock.now().minus(PATIENCE));
        Instant end = Instant.ofEpochMilli(periods.getLast().endsAt());
        if (kept.judgedUntil() == null)
            return RuleStore.beginAfter(pool, rule.ruleId(), end).replaceWith(0);
        if (isJudged(kept, end)) return Uni.createFrom().item(0);
        return facts.now()
                .chain(lag -> lag.events() > 0
                                && lag.position().recordedAt()
                                        < end.plus(PATIENCE).toEpochMilli()
                        ? Uni.createFrom().item(0)
                        : read(rule, past, periods, now)
                                .chain(readings ->
                                        pool.withTransaction(tx -> judge(tx, rule, readings, periods, end))));
    }

    private Uni<PeriodReadings> read(FigureRule rule, Over.Past past, List<Period> periods, Site now) {
        if (rule.metric() == RuleMetric.COMPLAINT_CATEGORY_SHARE)
            return reports.complaintShares(periods, rule.queues(), channels(rule))
                    .map(PeriodReadings::of);
        return reports.read(query(rule, past, periods, now)).map(report -> readings(rule, report, periods));
    }

    private static List<String> channels(FigureRule rule) {
        return rule.channels().stream().map(Channel::wireName).toList();
    }

    private static boolean isJudged(Kept kept, Instant end) {
        Instant until = kept.judgedUntil();
        return until != null && !until.isBefore(end);
    }

    private static ReportQuery query(FigureRule rule, Over.Past past, List<Period> periods, Site site) {
        return new ReportQuery(
                ReportQuery.Subject.QUEUES,
                past.unit(),
                rule.per() == RulePlace.SITE ? Grouping.ALL : Grouping.QUEUE,
                periods,
                Duration.ofSeconds(site.targets().serviceLevel().seconds()),
                Duration.ofSeconds(site.targets().firstResponseSeconds()),
                Duration.ofSeconds(site.targets().responseSeconds()),
                List.copyOf(rule.queues()),
                channels(rule),
                List.of());
    }

    /** One reading a period, oldest first, by place. */
    private static PeriodReadings readings(FigureRule rule, Report report, List<Period> periods) {
        Metric metric = metric(rule.metric());
        Map<String, List<Reading>> byPlace = new HashMap<>();
        for (ReportRow row : report.rows()) {
            String place = rule.per() == RulePlace.SITE ? RulePlace.WHOLE_SITE : row.key();
            int n = periods.indexOf(row.period());
            if (n < 0) continue;
            byPlace.computeIfAbsent(place, p -> new ArrayList<>(Collections.nCopies(periods.size(), Reading.UNTOLD)))
                    .set(n, reading(row.figures().get(metric)));
        }
        return PeriodReadings.of(byPlace, periods.size());
    }

    /** Figures have one name on the board, in reports and in rules. */
    private static Metric metric(RuleMetric metric) {
        return Arrays.stream(Metric.values())
                .filter(each -> each.wireName().equals(metric.wireName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no report has " + metric.wireName()));
    }

    private static Reading reading(@Nullable Figure figure) {
        return switch (figure) {
            case Figure.Share(Ratio ratio) -> PeriodReadings.share(ratio);
            case Figure.Average(Mean mean)
            when mean.count() > 0 -> new Reading.Told(mean.sum() / mean.count(), mean.count());
            case null, default -> Reading.UNTOLD;
        };
    }

    /** Under the lock the rule may be another one, or judged by another instance. */
    private Uni<Integer> judge(
            SqlConnection tx, FigureRule rule, PeriodReadings readings, List<Period> periods, Instant end) {
        return RuleStore.lock(tx)
                .chain(() -> RuleStore.kept(tx))
                .chain(all -> all.stream().anyMatch(kept -> kept.rule().equals(rule) && !isJudged(kept, end))
                        ? StateStore.all(tx)
                                .chain(states -> judge(
                                        tx, rule, states.getOrDefault(rule.ruleId(), Map.of()), readings, periods, end))
                        : Uni.createFrom().item(0));
    }

    private Uni<Integer> judge(
            SqlConnection tx,
            FigureRule rule,
            Map<String, RuleState> states,
            PeriodReadings readings,
            List<Period> periods,
            Instant end) {
        Outcome outcome = new Outcome(clock.now());
        Site now = site.current();
        String span = Streak.span(new BusinessDays(now.zone(), now.dayStartHour()), periods);
        outcome.add(rule, Streak.judge(rule, states, readings, periods), span);
        return RuleStore.judged(tx, rule.ruleId(), end)
                .chain(() -> outcome.commit(tx, alerts))
                .replaceWith(outcome.size());
    }
}
