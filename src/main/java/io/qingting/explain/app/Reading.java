package io.qingting.explain.app;

import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.app.EventHistory;
import io.qingting.event.domain.Event;
import io.qingting.explain.domain.Judged;
import io.qingting.explain.domain.Later;
import io.qingting.history.app.PastContributions;
import io.qingting.history.app.PastContributions.Followed;
import io.qingting.history.domain.Fact;
import io.qingting.history.domain.FactPlace;
import io.qingting.history.domain.PlacedFact;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The contributions behind a figure, in order, as of the figure's moment: facts have gone on since, so the contacts that
 * something was told of in between are folded anew from the events that the moment knew. For one transaction.
 */
final class Reading {
    private final PastContributions past;
    private final EventHistory history;
    private final ExplainSettings settings;
    private final SqlClient transaction;
    private final Question question;
    private Set<ContactKey> movedOn = Set.of();
    private List<Line> foldedAnew = List.of();

    private Reading(
            PastContributions past,
            EventHistory history,
            ExplainSettings settings,
            SqlClient transaction,
            Question question) {
        this.past = past;
        this.history = history;
        this.settings = settings;
        this.transaction = transaction;
        this.question = question;
    }

    static Uni<Reading> open(
            PastContributions past,
            EventHistory history,
            ExplainSettings settings,
            SqlClient transaction,
            Question question) {
        Reading reading = new Reading(past, history, settings, transaction, question);
        return past.position(transaction)
                .chain(facts -> reading.lookBack(facts.position()))
                .replaceWith(reading);
    }

    private Uni<Void> lookBack(long factPosition) {
        AsOf moment = question.asOf();
        long since = factPosition - moment.position().position();
        if (since < 0) return Uni.createFrom().failure(Refusals.behind());
        if (since > settings.eventsSince()) return Uni.createFrom().failure(Refusals.outdated());
        return history.between(transaction, moment.position(), factPosition, settings.eventsSince())
                .chain(touched -> ahead().map(ahead -> union(touched, ahead)))
                .chain(contacts -> {
                    movedOn = contacts;
                    return fold(contacts);
                })
                .chain(this::judge)
                .invoke(lines -> foldedAnew = lines.stream().sorted(Line.ORDER).toList())
                .replaceWithVoid();
    }

    /** Facts tell of events at once, the board only when their time has come. */
    private Uni<Set<ContactKey>> ahead() {
        if (!question.isLive()) return Uni.createFrom().item(Set.of());
        return past.ahead(
                transaction,
                question.metric().kinds(question.scope()),
                question.asOf().at(),
                settings.eventsSince());
    }

    private static Set<ContactKey> union(Set<ContactKey> a, Set<ContactKey> b) {
        Set<ContactKey> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }

    /** The contributions of contacts that belong to the scope, folded from what the moment knew of them. */
    Uni<List<PlacedFact>> fold(Collection<ContactKey> contacts) {
        if (contacts.isEmpty()) return Uni.createFrom().item(List.of());
        return history.of(transaction, contacts, question.asOf().position().position())
                .map(this::folded);
    }

    List<PlacedFact> folded(Map<ContactKey, List<Event>> events) {
        Set<SpanKind> kinds = question.metric().kinds(question.scope());
        List<PlacedFact> found = new ArrayList<>();
        events.forEach((contact, all) -> {
            List<Span> spans = ContactFold.fold(
                            all.stream().filter(question::sees).toList())
                    .spans();
            for (Span span : spans) {
                if (!kinds.contains(span.kind()) || !question.scope().holds(span)) continue;
                found.add(new PlacedFact(FactPlace.of(span.at(), contact, span), new Fact(contact, span)));
            }
        });
        return found;
    }

    /** Judges contributions; those that are none of the figure's are left out. */
    Uni<List<Line>> judge(List<PlacedFact> facts) {
        if (!question.metric().looksBeyondTheClose()) {
            return Uni.createFrom().item(lines(facts, Map.of()));
        }
        return past.followed(transaction, facts, question.terms().comeBackMillis())
                .map(followed -> lines(facts, followed));
    }

    List<Line> lines(List<PlacedFact> facts, Map<FactPlace, Followed> followed) {
        List<Line> lines = new ArrayList<>(facts.size());
        for (PlacedFact placed : facts) {
            Followed after = followed.get(placed.place());
            Later later = after == null ? Later.NOTHING : new Later(after.reopened(), after.cameBack() != null);
            Span span = placed.fact().span();
            Judged judged = question.judge(span, later);
            if (judged != null) lines.add(Line.of(placed.fact().contact(), span, judged));
        }
        return lines;
    }

    /** What one read gave. {@code last} null: there is no more. */
    record Part(List<Line> lines, @Nullable FactPlace last) {}

    /** The next contributions after a place, in order. */
    Uni<Part> next(FactPlace after) {
        int limit = settings.factsAPage();
        return past.next(transaction, question.scan(), after, limit).chain(facts -> {
            FactPlace last = facts.size() < limit ? null : facts.getLast().place();
            List<PlacedFact> unmoved = facts.stream()
                    .filter(f -> !movedOn.contains(f.fact().contact()))
                    .toList();
            return judge(unmoved).map(lines -> new Part(merged(lines, after, last), last));
        });
    }

    private List<Line> merged(List<Line> lines, FactPlace after, @Nullable FactPlace last) {
        List<Line> all = new ArrayList<>(lines);
        for (Line line : foldedAnew) {
            boolean isHere = line.place().compareTo(after) > 0
                    && (last == null || line.place().compareTo(last) <= 0);
            if (isHere) all.add(line);
        }
        all.sort(Line.ORDER);
        return all;
    }

    /** Hands on all contributions in order; fails where there are too many. */
    Uni<Void> all(Consumer<Line> sink) {
        return Uni.createFrom().deferred(() -> {
            Progress progress = new Progress(FactPlace.before(question.from()));
            return Multi.createBy()
                    .repeating()
                    .uni(() -> next(progress.place()).invoke(part -> {
                        progress.read(part);
                        if (progress.count() > settings.mostContributions()) {
                            throw Refusals.tooLong(settings.mostContributions());
                        }
                        part.lines().forEach(sink);
                    }))
                    .whilst(part -> part.last() != null)
                    .collect()
                    .last()
                    .replaceWithVoid();
        });
    }

    /** How far a reader of many parts has come. */
    private static final class Progress {
        private FactPlace place;
        private long count;

        Progress(FactPlace place) {
            this.place = place;
        }

        FactPlace place() {
            return place;
        }

        long count() {
            return count;
        }

        void read(Part part) {
            count += part.lines().size();
            FactPlace last = part.last();
            if (last != null) place = last;
        }
    }

    /** At least {@code wanted} lines after a place, where there are so many. */
    Uni<List<Line>> some(FactPlace after, int wanted) {
        return next(after).chain(part -> {
            FactPlace last = part.last();
            if (last == null || part.lines().size() >= wanted)
                return Uni.createFrom().item(part.lines());
            return some(last, wanted - part.lines().size()).map(more -> {
                List<Line> all = new ArrayList<>(part.lines());
                all.addAll(more);
                return all;
            });
        });
    }
}
