package io.qingting.board.domain;

import io.qingting.board.domain.WindowFigures.Nps;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Ratio;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What of a team's figures may be shown to those who may not see its people: nothing that stands on fewer than a stated number
 * of them. A window is left out where fewer have done anything in it, so that its counts are those of enough people; a rate, a
 * mean or a distribution in it is no data where fewer have a case of it.
 */
final class Crowd {
    private final List<WindowFigures> members;
    private final int least;

    private Crowd(List<WindowFigures> members, int least) {
        this.members = members;
        this.least = least;
    }

    /**
     * @param all figures of the team over a window
     * @param members the same of each member
     * @return null: too few have done anything in the window
     */
    static @Nullable WindowFigures of(WindowFigures all, List<WindowFigures> members, int least) {
        Crowd crowd = new Crowd(members, least);
        return crowd.isEnough(Crowd::deeds) ? crowd.shown(all) : null;
    }

    /** Being logged in is no deed: it is in no count. */
    private static long deeds(WindowFigures w) {
        return w.answered()
                + w.firstResponseWithin().total()
                + w.responseWithin().total()
                + w.lastMessageUnanswered()
                + w.missed().total()
                + w.transferRate().total()
                + w.csat().count()
                + w.nps().total()
                + w.complaints()
                + w.reopened()
                + w.invitation().total()
                + w.quality().count();
    }

    private boolean isEnough(ToLongFunction<WindowFigures> cases) {
        return members.stream().filter(m -> cases.applyAsLong(m) > 0).count() >= least;
    }

    private Ratio rate(WindowFigures all, Function<WindowFigures, Ratio> figure) {
        return isEnough(m -> figure.apply(m).total()) ? figure.apply(all) : Ratio.NONE;
    }

    private @Nullable Ratio share(WindowFigures all, Function<WindowFigures, @Nullable Ratio> figure) {
        return isEnough(m -> {
                    Ratio own = figure.apply(m);
                    return own == null ? 0 : own.total();
                })
                ? figure.apply(all)
                : null;
    }

    private Mean mean(WindowFigures all, Function<WindowFigures, Mean> figure) {
        return isEnough(m -> figure.apply(m).count()) ? figure.apply(all) : Mean.NONE;
    }

    private Durations durations(WindowFigures all, Function<WindowFigures, Durations> figure) {
        return isEnough(m -> figure.apply(m).count()) ? figure.apply(all) : Durations.NONE;
    }

    private WindowFigures shown(WindowFigures all) {
        return new WindowFigures(
                all.offered(),
                all.distinctContacts(),
                all.answered(),
                all.abandoned(),
                all.shortAbandons(),
                all.transferred(),
                all.callback(),
                all.unserved(),
                all.serviceLevel(),
                rate(all, WindowFigures::abandonmentRate),
                all.asaSeconds(),
                durations(all, WindowFigures::waitSeconds),
                durations(all, WindowFigures::firstResponseSeconds),
                rate(all, WindowFigures::firstResponseWithin),
                durations(all, WindowFigures::responseSeconds),
                rate(all, WindowFigures::responseWithin),
                all.lastMessageUnanswered(),
                mean(all, WindowFigures::handleSeconds),
                share(all, WindowFigures::occupancy),
                share(all, WindowFigures::concurrency),
                rate(all, WindowFigures::missed),
                rate(all, WindowFigures::transferRate),
                rate(all, WindowFigures::robotOnly),
                rate(all, WindowFigures::handOver),
                mean(all, WindowFigures::csat),
                rate(all, WindowFigures::csatRate),
                rate(all, WindowFigures::participation),
                rate(all, WindowFigures::invitation),
                isEnough(m -> m.nps().total()) ? all.nps() : new Nps(0, 0, 0),
                all.reopened(),
                all.complaints(),
                rate(all, WindowFigures::followUpInTime),
                rate(all, WindowFigures::feedbackInTime),
                mean(all, WindowFigures::attitude),
                rate(all, WindowFigures::wording),
                mean(all, WindowFigures::quality),
                mean(all, WindowFigures::repliesPerLeg));
    }
}
