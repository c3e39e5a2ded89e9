package io.qingting.report.app;

import io.qingting.access.app.Audit;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.ScoreSettings;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.BusinessDays;
import io.qingting.report.domain.Metric;
import io.qingting.report.domain.RollingTerms;
import io.qingting.report.domain.StarMonth;
import io.qingting.report.domain.StarRanking;
import io.qingting.report.store.Snapshot;
import io.qingting.report.store.StarStore;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Service stars: people in the order of their scores over a month, read from the facts whenever somebody asks, so that the same
 * facts always give the same order. What changes a month that is over is what its scores change by: late events, appeals, other
 * weights or limits, other teams. A published month stays as it was published, until it is published again or withdrawn.
 */
@ApplicationScoped
public class Stars {
    private final Pool pool;
    private final BusinessClock clock;
    private final SiteConfiguration site;
    private final LiveBoard live;
    private final Reports reports;
    private final ReportSettings settings;
    private final Audit audit;

    Stars(
            Pool pool,
            BusinessClock clock,
            SiteConfiguration site,
            LiveBoard live,
            Reports reports,
            ReportSettings settings,
            Audit audit) {
        this.pool = pool;
        this.clock = clock;
        this.site = site;
        this.live = live;
        this.reports = reports;
        this.settings = settings;
        this.audit = audit;
    }

    /** How far a month is. */
    public enum State {
        RUNNING,
        /** It is over, and customers of its last days may still come back: first contact resolution may change. */
        SETTLING,
        SETTLED
    }

    /**
     * @param from first instant of the month
     * @param to its end, exclusive
     * @param settledAt from then on only late events and appeals change it
     * @param facts they hold everything up to their position
     * @param published as it was then; null: it is not
     * @param isChanged the stars would be others now than those published
     */
    public record Answer(
            YearMonth month,
            Instant at,
            Instant from,
            Instant to,
            Instant settledAt,
            State state,
            StarStore.Facts facts,
            ScoreSettings score,
            Map<String, String> teamOfAgent,
            StarRanking ranking,
            @Nullable StarMonth published,
            boolean isChanged) {}

    /**
     * The people that somebody may see, in their order.
     *
     * @param team null: all of them; fails with 403 for a team that is not an own one
     */
    public Uni<Answer> ranking(YearMonth month, Sight sight, @Nullable String team) {
        Predicate<@Nullable String> teams = teams(sight, team);
        return read(month, all -> agentId -> teams.test(all.get(agentId)));
    }

    /** Of a person's team, whether it is ranked. */
    private static Predicate<@Nullable String> teams(Sight sight, @Nullable String team) {
        return switch (sight) {
            case Sight.Everybody everybody -> own -> team == null || team.equals(own);
            case Sight.Nobody nobody -> throw forbidden();
            case Sight.Own who -> {
                if (team != null && !who.teamIds().contains(team)) throw forbidden();
                yield own -> own != null && (team == null ? who.teamIds().contains(own) : team.equals(own));
            }
        };
    }

    private static ProblemException forbidden() {
        return new ProblemException(Problem.of(403, "forbidden", "Not allowed", "Ask for teams of your own."));
    }

    private interface Shown {
        Predicate<String> of(Map<String, String> teamOfAgent);
    }

    private Uni<Answer> read(YearMonth month, Shown shown) {
        Instant now = clock.now();
        Site present = site.current();
        BusinessDays days = new BusinessDays(present.zone(), present.dayStartHour());
        Instant from = days.start(month.atDay(1));
        Instant to = days.start(month.plusMonths(1).atDay(1));
        Instant settledAt = to.plus(settings.comeBack());
        Instant until = now.isBefore(to) ? now : to;
        return reports.limited(() -> score().chain(score -> reports.teams()
                .chain(teamOfAgent -> Snapshot.read(
                        pool,
                        settings.statementTimeout(),
                        tx -> StarStore.read(tx, from, until, now.minus(settings.comeBack()), terms(present))
                                .chain(facts -> StarStore.published(tx)
                                        .map(published -> answer(
                                                new Month(month, now, from, to, settledAt),
                                                facts,
                                                score,
                                                teamOfAgent,
                                                shown,
                                                published)))))));
    }

    /** Weights and sample sizes as the live board has them. */
    private Uni<ScoreSettings> score() {
        return Uni.createFrom()
                .<ScoreSettings>emitter(answer ->
                        live.execute(board -> answer.complete(board.config().score())))
                // The board's thread is for the board.
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private RollingTerms terms(Site present) {
        Targets targets = present.targets();
        return new RollingTerms(
                targets.firstResponseSeconds() * 1_000L,
                targets.responseSeconds() * 1_000L,
                settings.comeBack().toMillis());
    }

    private record Month(YearMonth month, Instant now, Instant from, Instant to, Instant settledAt) {
        State state() {
            if (now.isBefore(to)) return State.RUNNING;
            return now.isBefore(settledAt) ? State.SETTLING : State.SETTLED;
        }
    }

    private Answer answer(
            Month month,
            StarStore.Facts facts,
            ScoreSettings score,
            Map<String, String> teamOfAgent,
            Shown shown,
            List<StarMonth> months) {
        StarRanking everybody = StarRanking.of(facts.parts(), teamOfAgent, score, agentId -> true);
        StarRanking ranking = StarRanking.of(facts.parts(), teamOfAgent, score, shown.of(teamOfAgent));
        StarMonth published = months.stream()
                .filter(m -> m.month().equals(month.month))
                .findFirst()
                .orElse(null);
        return new Answer(
                month.month,
                month.now,
                month.from,
                month.to,
                month.settledAt,
                month.state(),
                facts,
                score,
                teamOfAgent,
                ranking,
                published,
                published != null && !published.stars().equals(stars(everybody)));
    }

    private List<StarMonth.Star> stars(StarRanking ranking) {
        return ranking.stars(settings.starPlaces()).stream()
                .map(p -> new StarMonth.Star(p.place(), p.agentId(), p.score()))
                .toList();
    }

    /** Published months, the newest first; at most {@link StarMonth#MOST}. */
    public Uni<List<StarMonth>> published() {
        return StarStore.published(pool);
    }

    /** Publishes the stars of a month among all people, as they are now. Fails with 409 while there are none. */
    public Uni<Void> publish(Grant grant, YearMonth month) {
        return read(month, teams -> agentId -> true).chain(answer -> {
            refuse(answer);
            StarMonth stars = new StarMonth(
                    month,
                    answer.at(),
                    grant.actor(),
                    answer.facts().position().position(),
                    Metric.VERSION,
                    answer.ranking().people(),
                    stars(answer.ranking()));
            StarMonth before = answer.published();
            return pool.withTransaction(tx -> StarStore.publish(tx, stars)
                    .chain(() -> audit.record(
                            tx,
                            grant.actor(),
                            "stars.published",
                            "stars:" + month,
                            before == null ? null : values(before),
                            values(stars))));
        });
    }

    private static void refuse(Answer answer) {
        if (answer.state() == State.RUNNING)
            throw conflict("month-not-over", "The month is not over", "Publish it after " + answer.to() + ".");
        if (!answer.facts().isDetailKept())
            throw conflict(
                    "detail-not-kept",
                    "Single people are no longer known",
                    "Detail of single agents in this month was cleared: choose a later month.");
        if (answer.ranking().isWithheld())
            throw conflict(
                    "too-few-people",
                    "Too few people",
                    "A ranking stands on " + answer.score().minPeople() + " people with a score or more; there are "
                            + answer.ranking().people() + ".");
    }

    private static ProblemException conflict(String type, String title, String detail) {
        return new ProblemException(Problem.of(409, type, title, detail));
    }

    private static Map<String, Object> values(StarMonth month) {
        return Map.of(
                "position", month.position(),
                "ranked", month.ranked(),
                "stars",
                        month.stars().stream()
                                .map(s -> s.place() + " " + s.agentId())
                                .toList()
                                .toString());
    }

    /** Takes a published month back; fails with 404 where it is not published. */
    public Uni<Void> withdraw(Grant grant, YearMonth month) {
        return pool.withTransaction(tx -> StarStore.withdraw(tx, month).chain(done -> {
            if (!done)
                throw new ProblemException(
                        Problem.of(404, "not-found", "Not found", "The stars of " + month + " are not published."));
            return audit.record(
                    tx, grant.actor(), "stars.withdrawn", "stars:" + month, Map.of("published", true), null);
        }));
    }
}
