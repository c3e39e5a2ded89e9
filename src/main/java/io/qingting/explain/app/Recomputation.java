package io.qingting.explain.app;

import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.FirstContactResolution;
import io.qingting.contact.domain.FirstContactResolution.Begin;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.app.EventHistory;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.LogHead;
import io.qingting.event.domain.LogPosition;
import io.qingting.explain.app.Explanation.Recomputed;
import io.qingting.explain.app.Explanation.Verdict;
import io.qingting.explain.domain.Tally;
import io.qingting.history.app.PastContributions;
import io.qingting.history.app.PastContributions.Followed;
import io.qingting.history.domain.FactPlace;
import io.qingting.history.domain.PlacedFact;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A figure once more, from the events of the log alone: the contacts behind it are folded from nothing, and with them, where
 * the period holds few enough events, every contact that the log tells of in it, so that one missing in the facts is found too.
 */
@ApplicationScoped
class Recomputation {
    /** Events are received within this after they happened, but for late ones. */
    private static final Duration USUAL_DELAY = Duration.ofHours(1);

    private final EventLog log;
    private final EventHistory history;
    private final PastContributions past;
    private final ExplainSettings settings;

    Recomputation(EventLog log, EventHistory history, PastContributions past, ExplainSettings settings) {
        this.log = log;
        this.history = history;
        this.past = past;
        this.settings = settings;
    }

    Uni<Recomputed> of(SqlClient tx, Question question, Reading reading) {
        Tally told = new Tally(question.metric());
        Set<ContactKey> behind = new HashSet<>();
        return reading.all(line -> {
                    told.add(line.judged());
                    behind.add(line.contact());
                    if (behind.size() > settings.recomputedContacts()) {
                        throw Refusals.recomputationTooLong(settings.recomputedContacts());
                    }
                })
                .chain(() -> inPeriod(tx, question))
                .chain(others -> {
                    Set<ContactKey> all = new HashSet<>(behind);
                    all.addAll(others == null ? Set.of() : others);
                    boolean whole = others != null && all.size() <= settings.recomputedContacts();
                    return anew(tx, question, reading, told, whole ? all : behind, whole);
                });
    }

    /** The contacts that the log tells of in the period; null: there are too many events to look through. */
    private Uni<@Nullable Set<ContactKey>> inPeriod(SqlClient tx, Question question) {
        Instant first = Instant.ofEpochMilli(question.from() - question.limitMillis());
        Instant last = Instant.ofEpochMilli(question.to()).plus(USUAL_DELAY);
        long moment = question.asOf().position().position();
        return history.positionAt(tx, first)
                .chain(from -> history.positionAt(tx, last).chain(to -> {
                    long end = Math.min(to - 1, moment);
                    if (end - from > settings.searchedEvents())
                        return Uni.createFrom().nullItem();
                    int most = settings.recomputedContacts() + 1;
                    return history.between(tx, new LogPosition(from - 1, 0), end, most);
                }));
    }

    private Uni<Recomputed> anew(
            SqlClient tx, Question question, Reading reading, Tally told, Set<ContactKey> contacts, boolean whole) {
        long moment = question.asOf().position().position();
        return history.of(tx, contacts, moment)
                .chain(events -> judge(tx, question, reading, reading.folded(events))
                        .chain(anew -> log.head()
                                .chain(head -> kept(tx, head, contacts, events))
                                .map(keptSince -> new Recomputed(
                                        verdict(told, anew, keptSince),
                                        Explanation.of(question, told),
                                        anew,
                                        contacts.size(),
                                        whole,
                                        keptSince))));
    }

    private static Verdict verdict(Tally told, Tally anew, @Nullable Long keptSince) {
        if (keptSince != null) return Verdict.LOG_NOT_KEPT;
        return told.isEqualTo(anew) ? Verdict.EQUAL : Verdict.DIFFERS;
    }

    private Uni<Tally> judge(SqlClient tx, Question question, Reading reading, List<PlacedFact> folded) {
        Uni<Map<FactPlace, Followed>> followed = question.metric().looksBeyondTheClose()
                ? followed(tx, question, folded)
                : Uni.createFrom().item(Map.of());
        return followed.map(after -> {
            Tally anew = new Tally(question.metric());
            for (Line line : reading.lines(folded, after)) anew.add(line.judged());
            return anew;
        });
    }

    /** What followed closes, as the folds say; which contacts came back is looked up, and they are folded too. */
    private Uni<Map<FactPlace, Followed>> followed(SqlClient tx, Question question, List<PlacedFact> closes) {
        long moment = question.asOf().position().position();
        long within = question.terms().comeBackMillis();
        return past.followed(tx, closes, within).chain(found -> {
            Set<ContactKey> contacts = new HashSet<>();
            closes.forEach(close -> contacts.add(close.fact().contact()));
            found.values().forEach(after -> {
                ContactKey back = after.cameBack();
                if (back != null) contacts.add(back);
            });
            return history.of(tx, contacts, moment).map(events -> settle(closes, found, events, within));
        });
    }

    private static Map<FactPlace, Followed> settle(
            List<PlacedFact> closes, Map<FactPlace, Followed> found, Map<ContactKey, List<Event>> events, long within) {
        Map<ContactKey, List<Span>> spans = new HashMap<>();
        events.forEach(
                (contact, all) -> spans.put(contact, ContactFold.fold(all).spans()));
        Map<FactPlace, Followed> settled = new HashMap<>();
        for (PlacedFact close : closes) {
            ContactKey contact = close.fact().contact();
            Span span = close.fact().span();
            Followed after = found.get(close.place());
            ContactKey back = after == null ? null : after.cameBack();
            boolean reopened = spans.getOrDefault(contact, List.of()).stream()
                    .anyMatch(
                            s -> s.kind() == SpanKind.REOPENED && s.at() >= span.at() && s.at() <= span.at() + within);
            boolean cameBack =
                    back != null && cameBack(contact, span, back, spans.getOrDefault(back, List.of()), within);
            settled.put(close.place(), new Followed(reopened, cameBack ? back : null));
        }
        return settled;
    }

    private static boolean cameBack(ContactKey contact, Span close, ContactKey other, List<Span> spans, long within) {
        List<Begin> begins = new ArrayList<>();
        for (Span span : spans) {
            if (span.kind() != SpanKind.CONTACT) continue;
            begins.add(new Begin(other, span.startedAt(), span.customerKey(), span.topic()));
        }
        FirstContactResolution.Close asked = new FirstContactResolution.Close(
                contact, close.cycle(), close.at(), true, null, close.customerKey(), close.topic());
        return FirstContactResolution.settle(asked, begins, within, Long.MAX_VALUE)
                == FirstContactResolution.Verdict.MISS;
    }

    /**
     * Receipt of the first event that the log still holds, where it no longer holds the beginning of one of the contacts: facts
     * know of an earlier one. Null: it holds all that is needed.
     */
    private Uni<@Nullable Long> kept(
            SqlClient tx, LogHead head, Set<ContactKey> contacts, Map<ContactKey, List<Event>> events) {
        if (head.firstPosition() <= 1 || contacts.isEmpty())
            return Uni.createFrom().nullItem();
        return past.of(tx, contacts, Set.of(SpanKind.CONTACT))
                .chain(known -> contacts.stream().anyMatch(c -> lacksBeginning(known.get(c), events.get(c)))
                        ? log.next(new LogPosition(head.firstPosition() - 1, 0))
                                .map(first -> first.map(e -> e.recordedAt()).orElse(head.recordedAt()))
                        : Uni.createFrom().<Long>nullItem());
    }

    /** Visible for its test. */
    static boolean lacksBeginning(@Nullable List<Span> facts, @Nullable List<Event> events) {
        if (facts == null || facts.isEmpty()) return false;
        long began = facts.getFirst().startedAt();
        return events == null || events.stream().noneMatch(e -> e.at() <= began);
    }
}
