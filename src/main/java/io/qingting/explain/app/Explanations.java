package io.qingting.explain.app;

import io.qingting.event.app.EventHistory;
import io.qingting.explain.app.Explanation.Page;
import io.qingting.explain.app.Explanation.Recomputed;
import io.qingting.explain.domain.NowMetric;
import io.qingting.explain.domain.Tally;
import io.qingting.explain.domain.WindowMetric;
import io.qingting.history.app.PastContributions;
import io.qingting.history.domain.FactPlace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers why a figure is what it is, within the limits of {@link ExplainSettings}. Failures are refusals with a remedy. */
@ApplicationScoped
public class Explanations {
    private final Pool pool;
    private final Questions questions;
    private final NowLists now;
    private final Recomputation recomputation;
    private final PastContributions past;
    private final EventHistory history;
    private final ExplainSettings settings;
    private final Semaphore places;
    private final Semaphore recomputations;

    Explanations(
            Pool pool,
            Questions questions,
            NowLists now,
            Recomputation recomputation,
            PastContributions past,
            EventHistory history,
            ExplainSettings settings) {
        this.pool = pool;
        this.questions = questions;
        this.now = now;
        this.recomputation = recomputation;
        this.past = past;
        this.history = history;
        this.settings = settings;
        this.places = new Semaphore(settings.concurrent());
        this.recomputations = new Semaphore(settings.recomputations());
    }

    /** The figure, and what of it is hits, total and left out. */
    public Uni<Explanation> figure(Asked asked) {
        return one(places, settings.concurrent(), () -> switch (asked.metric()) {
            case NowMetric metric -> now.figure(asked, metric);
            case WindowMetric metric -> read(asked, metric, Explanations::figure);
        });
    }

    private static Uni<Explanation> figure(Opened opened) {
        Tally tally = new Tally(opened.question().metric());
        return opened.reading()
                .all(line -> tally.add(line.judged()))
                .map(done -> Explanation.of(opened.question(), tally));
    }

    /**
     * Part of the list of contributions, in the order of the instants by which they count.
     *
     * @param after place of the last line of the page before; null: the first page
     * @param limit 1 or more
     */
    public Uni<Page> contacts(Asked asked, @Nullable FactPlace after, int limit) {
        return one(places, settings.concurrent(), () -> switch (asked.metric()) {
            case NowMetric metric -> now.contacts(asked, metric, after, limit);
            case WindowMetric metric -> read(asked, metric, opened -> page(opened, after, limit));
        });
    }

    private static Uni<Page> page(Opened opened, @Nullable FactPlace after, int limit) {
        FactPlace first = after == null ? FactPlace.before(opened.question().from()) : after;
        return opened.reading().some(first, limit + 1).map(lines -> {
            List<Line> page = lines.subList(0, Math.min(limit, lines.size()));
            return new Page(opened.question().asOf(), List.copyOf(page), lines.size() > limit);
        });
    }

    /** The whole list; refused where it is longer than an export may be. */
    public Uni<Page> export(Asked asked) {
        int most = settings.exportLines();
        return contacts(asked, null, most).invoke(page -> {
            if (page.hasMore()) throw Refusals.exportTooLong(most);
        });
    }

    /** The same figure from the events of the log, compared with what is told. */
    public Uni<Recomputed> recompute(Asked asked) {
        return one(recomputations, settings.recomputations(), () -> switch (asked.metric()) {
            case NowMetric metric -> now.recompute(asked, metric);
            case WindowMetric metric ->
                read(
                        asked,
                        metric,
                        opened -> recomputation.of(opened.transaction(), opened.question(), opened.reading()));
        });
    }

    private record Opened(Question question, Reading reading, SqlClient transaction) {}

    private <T> Uni<T> read(Asked asked, WindowMetric metric, Function<Opened, Uni<T>> reader) {
        return questions
                .of(asked, metric)
                .chain(question -> transaction(tx -> Reading.open(past, history, settings, tx, question)
                        .chain(reading -> reader.apply(new Opened(question, reading, tx)))));
    }

    /** All statements see the same facts, cannot change any, and end after a stated time. */
    private <T> Uni<T> transaction(Function<SqlClient, Uni<T>> reader) {
        return pool.withTransaction(tx -> tx.query("set transaction isolation level repeatable read, read only")
                .execute()
                .chain(() -> tx.preparedQuery("select set_config('statement_timeout', $1, true),"
                                + " set_config('plan_cache_mode', 'force_custom_plan', true),"
                                + " set_config('jit', 'off', true)")
                        .execute(Tuple.of(
                                Long.toString(settings.statementTimeout().toMillis()))))
                .chain(() -> reader.apply(tx)));
    }

    private <T> Uni<T> one(Semaphore places, int most, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!places.tryAcquire()) return Uni.createFrom().failure(Refusals.tooMany(most));
            return Uni.createFrom()
                    .deferred(() -> work.get())
                    .onTermination()
                    .invoke(() -> places.release())
                    .onFailure(Refusals::isTooSlow)
                    .transform(
                            slow -> Refusals.tooSlow(settings.statementTimeout().toSeconds()));
        });
    }
}
