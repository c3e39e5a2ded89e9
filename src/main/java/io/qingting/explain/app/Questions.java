package io.qingting.explain.app;

import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.board.domain.RollingScore;
import io.qingting.event.domain.LogPosition;
import io.qingting.explain.app.Asked.Over;
import io.qingting.explain.domain.Scope;
import io.qingting.explain.domain.Scope.Kind;
import io.qingting.explain.domain.Terms;
import io.qingting.explain.domain.WindowMetric;
import io.qingting.history.app.PastContributions;
import io.qingting.kernel.BusinessClock;
import io.qingting.report.app.ReportSettings;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Targets;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what was asked what can be read: the limits in force, the people meant, and the moment. A live window takes the
 * board's position and instant, both at once, so that the answer is of what a frame of that position shows.
 */
@ApplicationScoped
class Questions {
    private static final Duration BOARD_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long DAYS_30_MILLIS = 30L * 24 * 60 * 60 * 1000;
    private static final int LEAST_PEOPLE = 5;

    private final LiveBoard live;
    private final PastContributions past;
    private final BusinessClock clock;
    private final SiteConfiguration site;
    private final ReportSettings reports;
    private final ExplainSettings settings;

    Questions(
            LiveBoard live,
            PastContributions past,
            BusinessClock clock,
            SiteConfiguration site,
            ReportSettings reports,
            ExplainSettings settings) {
        this.live = live;
        this.past = past;
        this.clock = clock;
        this.site = site;
        this.reports = reports;
        this.settings = settings;
    }

    /** What the board knows of the people asked for, and of the moment. */
    private record Present(
            Scope scope,
            LogPosition reached,
            long now,
            BoardConfig config,
            long from,
            @Nullable RollingScore rolling) {}

    /** Asks the board, on its thread; fails where it is being made anew for too long. */
    <T> Uni<T> board(Function<Board, T> question) {
        return Uni.createFrom()
                .<T>emitter(answer -> live.execute(board -> {
                    try {
                        answer.complete(question.apply(board));
                    } catch (RuntimeException e) {
                        answer.fail(e);
                    }
                }))
                .ifNoItem()
                .after(BOARD_LIMIT)
                .failWith(Refusals::behind)
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    /** @param metric of {@code asked} */
    Uni<Question> of(Asked asked, WindowMetric metric) {
        return board(board -> present(board, asked)).chain(present -> switch (asked.over()) {
            case Over.Live window -> liveWindow(asked, metric, present);
            case Over.Rolling rolling -> rolling(asked, metric, present);
            case Over.Period period -> period(asked, metric, present, period.from(), period.to(), clock.nowMillis());
            case Over.Now now -> throw new IllegalArgumentException("a figure over no time: " + metric);
        });
    }

    private Present present(Board board, Asked asked) {
        Scope scope = people(board, asked.scope());
        long from = asked.over() instanceof Over.Live window ? board.startOf(window.window()) : 0;
        RollingScore rolling = asked.over() instanceof Over.Rolling
                ? board.rollingAgent(asked.scope().id())
                : null;
        return new Present(scope, live.reached(), board.now(), board.config(), from, rolling);
    }

    /** The scope with its people as the board counts them now. */
    static Scope people(Board board, Scope scope) {
        if (scope.kind() != Kind.TEAM) return scope;
        Set<String> members = board.membersOf(scope.id());
        if (members.size() < LEAST_PEOPLE) throw Refusals.tooFewPeople(LEAST_PEOPLE);
        return scope.with(members);
    }

    private Uni<Question> liveWindow(Asked asked, WindowMetric metric, Present present) {
        AsOf given = asked.asOf();
        AsOf moment = given != null ? given : new AsOf(present.reached(), present.now(), present.from());
        BoardConfig config = present.config();
        Terms terms = new Terms(
                moment.at(),
                config.serviceLevelMillis(),
                config.firstResponseMillis(),
                config.responseMillis(),
                config.shortAbandonMillis(),
                config.followUpMillis(),
                config.feedbackMillis(),
                reports.comeBack().toMillis());
        Question question = new Question(
                metric, present.scope(), moment.from(), moment.at() + 1, within(terms, metric, asked), moment, true);
        return factsAt(moment.position()).replaceWith(question);
    }

    /** Waits until the facts hold what the board showed. */
    private Uni<Void> factsAt(LogPosition position) {
        return past.position()
                .onItem()
                .transform(facts -> facts.position() >= position.position())
                .repeat()
                .withDelay(POLL)
                .until(reached -> reached)
                .collect()
                .last()
                .replaceWithVoid()
                .ifNoItem()
                .after(settings.factWait())
                .failWith(Refusals::behind);
    }

    private Uni<Question> rolling(Asked asked, WindowMetric metric, Present present) {
        RollingScore rolling = present.rolling();
        if (rolling == null) return Uni.createFrom().failure(Refusals.noRolling());
        long hour = rolling.at().toEpochMilli();
        // A close belongs to the hours after their begin, up to and including their end; all else the other way round.
        long shift = metric.looksBeyondTheClose() ? 1 : 0;
        return period(asked, metric, present, hour - DAYS_30_MILLIS + shift, hour + shift, hour);
    }

    private Uni<Question> period(Asked asked, WindowMetric metric, Present present, long from, long to, long now) {
        AsOf given = asked.asOf();
        Terms terms = terms(given == null ? now : given.at());
        return (given == null ? past.position() : Uni.createFrom().item(given.position()))
                .map(position -> new Question(
                        metric,
                        present.scope(),
                        from,
                        to,
                        within(terms, metric, asked),
                        given == null ? new AsOf(position, now, from) : given,
                        false));
    }

    private Terms terms(long now) {
        Targets targets = site.current().targets();
        BoardConfig defaults = BoardConfig.defaults(site.current().zone());
        return new Terms(
                now,
                targets.serviceLevel().seconds() * 1_000L,
                targets.firstResponseSeconds() * 1_000L,
                targets.responseSeconds() * 1_000L,
                site.current().settings().limits().shortAbandonSeconds() * 1_000L,
                defaults.followUpMillis(),
                defaults.feedbackMillis(),
                reports.comeBack().toMillis());
    }

    private static Terms within(Terms terms, WindowMetric metric, Asked asked) {
        Long millis = asked.withinMillis();
        return millis == null ? terms : terms.within(metric, millis);
    }
}
