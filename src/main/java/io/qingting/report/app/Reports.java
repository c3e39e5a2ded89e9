package io.qingting.report.app;

import io.qingting.access.domain.Sight;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.ComplaintShares;
import io.qingting.report.domain.HeatMap;
import io.qingting.report.domain.PatternQuery;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.domain.Waits;
import io.qingting.report.store.ComplaintStore;
import io.qingting.report.store.PatternStore;
import io.qingting.report.store.ReportStore;
import io.qingting.report.store.Snapshot;
import io.qingting.report.store.TeamStore;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.sla.app.SlaBooks;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Historical figures as of now, within the limits of {@link ReportSettings}. */
@ApplicationScoped
public class Reports {
    private static final String QUERY_CANCELLED = "57014";
    private static final int RETRY_SECONDS = 5;

    private final Pool pool;
    private final BusinessClock clock;
    private final ReportSettings settings;
    private final SlaBooks books;
    private final SiteConfiguration site;
    private final Semaphore places;

    Reports(Pool pool, BusinessClock clock, ReportSettings settings, SlaBooks books, SiteConfiguration site) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
        this.books = books;
        this.site = site;
        this.places = new Semaphore(settings.concurrent());
    }

    /**
     * A report, and the same of an earlier range, both as of one position of the log.
     *
     * @param earlier null: nothing was compared
     */
    public record Answer(Report report, @Nullable Report earlier) {}

    /** Fails with {@link ProblemException} where the answer would be too long, takes too long, or too many are asked for. */
    public Uni<Report> read(ReportQuery query) {
        return read(new ReportRequests.Request(query, null, null), Sight.EVERYBODY)
                .map(Answer::report);
    }

    /**
     * As far as it may be told; fails as {@link #read(ReportQuery)} does, and with 403 where nothing may be told.
     *
     * @param sight of whoever asks
     */
    public Uni<Answer> read(ReportRequests.Request request, Sight sight) {
        ReportQuery asked = request.query();
        Uni<Map<String, String>> teams = ReportSight.needsTeams(sight, asked) ? teams() : none();
        return limited(() -> teams.chain(teamOfAgent -> {
            ReportQuery query = ReportSight.narrowed(sight, asked, teamOfAgent);
            boolean ofGroups = ReportSight.isOfGroups(sight, asked);
            ReportQuery earlier = request.earlier();
            return books.now().chain(book -> {
                ReportStore.Terms terms = new ReportStore.Terms(
                        clock.nowMillis(), shortAbandon(), settings.comeBack(), settings.maxRows(), book, teamOfAgent);
                return Snapshot.read(
                        pool,
                        settings.statementTimeout(),
                        tx -> one(tx, query, terms, ofGroups)
                                .chain(report -> earlier == null
                                        ? Uni.createFrom().item(new Answer(report, null))
                                        : one(tx, query.over(earlier.periods()), terms, ofGroups)
                                                .map(before -> new Answer(report, before))));
            });
        }));
    }

    private Uni<Report> one(SqlConnection tx, ReportQuery query, ReportStore.Terms terms, boolean ofGroups) {
        return ReportStore.read(tx, ofGroups ? query.withPeople() : query, terms)
                .invoke(this::refuseTooLong)
                .map(report -> ofGroups ? report.withoutSmallGroups() : report);
    }

    /** Teams by agent id: as the site is configured, else as the agent's events said last. */
    Uni<Map<String, String>> teams() {
        return TeamStore.teams(pool, clock.nowMillis()).map(said -> {
            Map<String, String> teams = new HashMap<>(said);
            site.current().agents().values().forEach(agent -> {
                String team = agent.teamId();
                if (team != null) teams.put(agent.agentId(), team);
            });
            return teams;
        });
    }

    private static Uni<Map<String, String>> none() {
        return Uni.createFrom().item(Map.of());
    }

    /** When it is busy, by weekday and half hour. */
    public Uni<HeatMap> heatMap(PatternQuery query) {
        ZoneId zone = site.current().zone();
        Instant now = clock.now();
        int[] days = HeatMap.days(zone, query.from(), query.to().isBefore(now) ? query.to() : now);
        return limited(() -> Snapshot.read(
                pool, settings.statementTimeout(), tx -> PatternStore.heatMap(tx, query, zone, shortAbandon(), days)));
    }

    /** How long customers waited. */
    public Uni<Waits> waits(PatternQuery query) {
        return limited(() -> Snapshot.read(pool, settings.statementTimeout(), tx -> PatternStore.waits(tx, query)));
    }

    /**
     * Complaints opened in each of some periods, by category; fails as {@link #read(ReportQuery)} does.
     *
     * @param periods following each other, at least one
     * @param queues ids; empty: all
     * @param channels names; empty: all
     */
    public Uni<List<ComplaintShares>> complaintShares(
            List<Period> periods, Collection<String> queues, Collection<String> channels) {
        return limited(() -> Snapshot.read(
                pool, settings.statementTimeout(), tx -> ComplaintStore.shares(tx, periods, queues, channels)));
    }

    /** Reads within the places and the time of reports; fails as {@link #read(ReportQuery)} does. */
    public <T> Uni<T> limited(Supplier<Uni<? extends T>> reading) {
        return Uni.createFrom().deferred(() -> {
            if (!places.tryAcquire()) return Uni.createFrom().failure(busy());
            return Uni.createFrom()
                    .deferred(reading)
                    .onTermination()
                    .invoke(() -> places.release())
                    .onFailure(Reports::isTooSlow)
                    .transform(slow -> tooSlow());
        });
    }

    private void refuseTooLong(Report report) {
        if (report.rows().size() <= settings.maxRows()) return;
        throw new ProblemException(Problem.of(
                400,
                "report-too-long",
                "The report would be too long",
                "It has more than " + settings.maxRows()
                        + " rows. Ask for a shorter range, longer periods, or fewer queues or agents."));
    }

    private ProblemException busy() {
        return new ProblemException(
                Problem.of(
                        429,
                        "too-many-reports",
                        "Too many reports at a time",
                        "This instance reads " + settings.concurrent()
                                + " reports at a time. Repeat the request later."),
                RETRY_SECONDS);
    }

    private static boolean isTooSlow(Throwable failure) {
        return failure instanceof PgException refused && QUERY_CANCELLED.equals(refused.getSqlState());
    }

    private ProblemException tooSlow() {
        return new ProblemException(
                Problem.of(
                        503,
                        "report-too-slow",
                        "The report took too long",
                        "It was given up after " + settings.statementTimeout().toSeconds()
                                + " s. Ask for a shorter range, or repeat the request later."),
                RETRY_SECONDS);
    }

    /** An entry abandoned before this is a short abandon, here as on the live board. */
    private Duration shortAbandon() {
        return Duration.ofSeconds(site.current().settings().limits().shortAbandonSeconds());
    }
}
