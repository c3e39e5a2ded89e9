package io.qingting.explain.app;

import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.BoardConfig;
import io.qingting.board.domain.CountedContact;
import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.Folded;
import io.qingting.event.app.EventHistory;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.explain.app.Explanation.Page;
import io.qingting.explain.app.Explanation.Recomputed;
import io.qingting.explain.app.Explanation.Verdict;
import io.qingting.explain.domain.Judged;
import io.qingting.explain.domain.NowMetric;
import io.qingting.explain.domain.Scope;
import io.qingting.explain.domain.Tally;
import io.qingting.explain.domain.Waiting;
import io.qingting.history.domain.FactPlace;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Figures as of now: the open contacts of the board that stand behind them. Each answer is of its own moment. */
@ApplicationScoped
class NowLists {
    private final Questions questions;
    private final LiveBoard live;
    private final EventHistory history;
    private final ExplainSettings settings;

    NowLists(Questions questions, LiveBoard live, EventHistory history, ExplainSettings settings) {
        this.questions = questions;
        this.live = live;
        this.history = history;
        this.settings = settings;
    }

    /** The contacts of a moment, judged. */
    private record Taken(Scope scope, AsOf asOf, BoardConfig config, List<Line> lines) {
        Explanation explained(NowMetric metric) {
            Tally tally = new Tally(metric);
            for (Line line : lines) tally.add(line.judged());
            return new Explanation(metric, scope, null, null, null, asOf, tally);
        }
    }

    private Uni<Taken> take(Asked asked, NowMetric metric) {
        return questions.board(board -> taken(board, Questions.people(board, asked.scope()), metric));
    }

    private Taken taken(Board board, Scope scope, NowMetric metric) {
        List<Line> lines = new ArrayList<>();
        for (CountedContact contact : board.countedContacts()) {
            Judged judged = Waiting.judge(metric, scope, contact, board.now());
            if (judged != null) lines.add(Line.of(contact, judged));
        }
        lines.sort(Line.ORDER);
        return new Taken(scope, new AsOf(live.reached(), board.now(), board.now()), board.config(), lines);
    }

    Uni<Explanation> figure(Asked asked, NowMetric metric) {
        return take(asked, metric).map(taken -> taken.explained(metric));
    }

    Uni<Page> contacts(Asked asked, NowMetric metric, @Nullable FactPlace after, int limit) {
        return take(asked, metric).map(taken -> {
            List<Line> rest = taken.lines().stream()
                    .filter(line -> after == null || line.place().compareTo(after) > 0)
                    .toList();
            return new Page(taken.asOf(), rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
        });
    }

    /** Folds the contacts anew from the events up to the board's position and instant. */
    Uni<Recomputed> recompute(Asked asked, NowMetric metric) {
        return take(asked, metric).chain(taken -> {
            Set<ContactKey> contacts = new HashSet<>();
            taken.lines().forEach(line -> contacts.add(line.contact()));
            if (contacts.size() > settings.recomputedContacts()) {
                return Uni.createFrom().failure(Refusals.recomputationTooLong(settings.recomputedContacts()));
            }
            return history.of(contacts, taken.asOf().position().position())
                    .map(events -> compared(metric, taken, contacts.size(), events));
        });
    }

    private static Recomputed compared(
            NowMetric metric, Taken taken, int contacts, Map<ContactKey, List<Event>> events) {
        long now = taken.asOf().at();
        Tally anew = new Tally(metric);
        events.forEach((key, all) -> {
            Folded folded = ContactFold.fold(all.stream()
                    .filter(e -> e.at() <= now || e.type() == EventType.SCORE_EXCLUDED)
                    .toList());
            if (folded.live().isIdle()) return;
            CountedContact contact = CountedContact.at(taken.config(), key, folded.live(), folded.lastAt(), now);
            Judged judged = Waiting.judge(metric, taken.scope(), contact, now);
            if (judged != null) anew.add(judged);
        });
        Explanation told = taken.explained(metric);
        Verdict verdict = told.tally().isEqualTo(anew) ? Verdict.EQUAL : Verdict.DIFFERS;
        return new Recomputed(verdict, told, anew, contacts, false, null);
    }
}
