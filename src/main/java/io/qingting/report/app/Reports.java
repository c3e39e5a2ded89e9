package io.qingting.report.app;

import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.report.domain.ComplaintShares;
import io.qingting.report.domain.Period;
import io.qingting.report.domain.Report;
import io.qingting.report.domain.ReportQuery;
import io.qingting.report.store.ComplaintStore;
import io.qingting.report.store.ReportStore;
import io.qingting.report.store.Snapshot;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Historical figures as of now, within the limits of {@link ReportSettings}. */
@ApplicationScoped
public class Reports {
    private static final String QUERY_CANCELLED = "57014";
    private static final int RETRY_SECONDS = 5;

    private final Pool pool;
    private final BusinessClock clock;
    private final ReportSettings settings;
    private final Semaphore places;

    Reports(Pool pool, BusinessClock clock, ReportSettings settings) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
        this.places = new Semaphore(settings.concurrent());
    }

    /** Fails with {@link ProblemException} where the answer would be too long, takes too long, or too many are asked for. */
    public Uni<Report> read(ReportQuery query) {
        ReportStore.Terms terms = new ReportStore.Terms(
                clock.nowMillis(), settings.shortAbandon(), settings.comeBack(), settings.maxRows());
        return within(tx -> ReportStore.read(tx, query, terms)).invoke(this::refuseTooLong);
    }

    /**
     * Complaints opened in each of some periods, by category; fails as {@link #read} does.
     *
     * @param periods following each other, at least one
     * @param queues ids; empty: all
     * @param channels names; empty: all
     */
    public Uni<List<ComplaintShares>> complaintShares(
            List<Period> periods, Collection<String> queues, Collection<String> channels) {
        return within(tx -> ComplaintStore.shares(tx, periods, queues, channels));
    }

    private <T> Uni<T> within(Function<SqlConnection, Uni<T>> reading) {
        if (!places.tryAcquire()) return Uni.createFrom().failure(busy());
        return Snapshot.read(pool, settings.statementTimeout(), reading)
                .onTermination()
                .invoke(() -> places.release())
                .onFailure(Reports::isTooSlow)
                .transform(slow -> tooSlow());
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
}
