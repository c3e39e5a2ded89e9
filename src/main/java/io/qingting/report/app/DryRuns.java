package io.qingting.report.app;

import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.history.app.PastContributions;
import io.qingting.history.domain.Fact;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.sla.app.SlaBooks;
import io.qingting.sla.app.SlaTargets;
import io.qingting.sla.domain.MeasureEvent;
import io.qingting.sla.domain.SlaBook;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.Tally;
import io.qingting.sla.domain.TargetId;
import io.qingting.sla.domain.TargetKind;
import io.qingting.sla.domain.Targets;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a changed policy would have done over a past period, from contact facts: the targets of its kind that started in the
 * period and that the change touches, by the newest rules without it and with it, each as if in force all the time. Changes
 * nothing.
 */
@ApplicationScoped
public class DryRuns {
    private static final int PAGE = 5_000;
    private static final int MOST_MEASURES = 20_000;

    private final PastContributions past;
    private final SlaBooks books;
    private final SlaTargets kept;
    private final BusinessClock clock;

    DryRuns(PastContributions past, SlaBooks books, SlaTargets kept, BusinessClock clock) {
        this.past = past;
        this.books = books;
        this.kept = kept;
        this.clock = clock;
    }

    /**
     * @param before by the newest rules
     * @param after by the newest rules with the change
     */
    public record Result(Tally before, Tally after) {}

    /** @param to exclusive */
    public Uni<Result> run(SlaPolicy policy, Instant from, Instant to) {
        return books.now()
                .chain(book ->
                        run(policy, new SlaBook(List.of(book.latest())), changed(book.latest(), policy), from, to));
    }

    private static SlaBook changed(SlaRules latest, SlaPolicy policy) {
        SlaRules.Content content = latest.content();
        List<SlaPolicy> policies = new ArrayList<>(content.policies());
        policies.removeIf(p -> p.policyId().equals(policy.policyId()));
        policies.add(policy);
        return new SlaBook(List.of(SlaBooks.checked(
                0,
                new SlaRules.Content(
                        policies, content.calendars(), content.siteCalendarId(), content.queueCalendars()))));
    }

    private Uni<Result> run(SlaPolicy policy, SlaBook before, SlaBook after, Instant from, Instant to) {
        long now = clock.nowMillis();
        Result result = new Result(new Tally(now), new Tally(now));
        if (policy.kind() == TargetKind.IMPROVEMENT_MEASURE) return measures(result, policy, before, after, from, to);
        boolean whole = before.needsWholeContacts() || after.needsWholeContacts();
        return Multi.createFrom()
                .iterable(Targets.startsOf(policy.kind()))
                .onItem()
                .transformToMultiAndConcatenate(start -> pages(start, from, to))
                .onItem()
                .transformToUniAndConcatenate(page -> whole
                        ? past.of(contacts(page), Targets.KINDS)
                                .emitOn(Infrastructure.getDefaultExecutor())
                                .invoke(spans -> count(
                                        result,
                                        policy,
                                        whole(before, policy, page, spans),
                                        whole(after, policy, page, spans)))
                                .replaceWithVoid()
                        : Uni.createFrom()
                                .voidItem()
                                .invoke(() -> count(result, policy, single(before, page), single(after, page))))
                .onItem()
                .ignoreAsUni()
                .replaceWith(result);
    }

    /** Measures are no contacts: their targets follow from what was told of each. */
    private Uni<Result> measures(
            Result result, SlaPolicy policy, SlaBook before, SlaBook after, Instant from, Instant to) {
        return kept.measures(from, to, MOST_MEASURES + 1)
                .emitOn(Infrastructure.getDefaultExecutor())
                .invoke(told -> {
                    if (told.size() > MOST_MEASURES)
                        throw new ProblemException(Problem.of(
                                400,
                                "too-much",
                                "There are too many measures",
                                "More than " + MOST_MEASURES + " were made in the period. Ask for a shorter one."));
                    count(result, policy, measures(before, told), measures(after, told));
                })
                .replaceWith(result);
    }

    private static Map<TargetId, SlaTarget> measures(SlaBook book, Map<ContactKey, List<MeasureEvent>> told) {
        Map<TargetId, SlaTarget> found = new HashMap<>();
        told.forEach((measure, events) ->
                MeasureEvent.target(book, events).ifPresent(target -> found.put(MeasureEvent.target(measure), target)));
        return found;
    }

    private Multi<List<Fact>> pages(SpanKind start, Instant from, Instant to) {
        AtomicReference<@Nullable Fact> last = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> past.begun(start, from, to, last.get(), PAGE)
                        .emitOn(Infrastructure.getDefaultExecutor())
                        .invoke(page -> {
                            if (!page.isEmpty()) last.set(page.getLast());
                        }))
                .whilst(page -> page.size() == PAGE);
    }

    private static Set<ContactKey> contacts(List<Fact> page) {
        return page.stream().map(Fact::contact).collect(Collectors.toSet());
    }

    private static Map<TargetId, SlaTarget> single(SlaBook book, List<Fact> page) {
        Targets targets = new Targets(book);
        Map<TargetId, SlaTarget> found = new HashMap<>();
        for (Fact fact : page) {
            for (SlaTarget target : targets.ofSingle(List.of(fact.span())))
                found.put(new TargetId(fact.contact(), target.key()), target);
        }
        return found;
    }

    private record Begin(ContactKey contact, long at) {}

    /** Where targets depend on more than one contribution: those of the page's contacts that start where the page says. */
    private static Map<TargetId, SlaTarget> whole(
            SlaBook book, SlaPolicy policy, List<Fact> page, Map<ContactKey, List<Span>> spans) {
        Targets targets = new Targets(book);
        Set<Begin> begins = page.stream()
                .map(f -> new Begin(f.contact(), f.span().startedAt()))
                .collect(Collectors.toSet());
        Map<TargetId, SlaTarget> found = new HashMap<>();
        spans.forEach((contact, all) -> {
            for (SlaTarget target : targets.of(all)) {
                if (target.key().kind() == policy.kind() && begins.contains(new Begin(contact, target.startedAt())))
                    found.put(new TargetId(contact, target.key()), target);
            }
        });
        return found;
    }

    /** Counts what falls under the policy before or after, or has a clock on one side only. */
    private static void count(
            Result result, SlaPolicy policy, Map<TargetId, SlaTarget> before, Map<TargetId, SlaTarget> after) {
        Set<TargetId> all = new HashSet<>(before.keySet());
        all.addAll(after.keySet());
        for (TargetId id : all) {
            SlaTarget was = before.get(id);
            SlaTarget is = after.get(id);
            boolean touched = was == null
                    || is == null
                    || was.policyId().equals(policy.policyId())
                    || is.policyId().equals(policy.policyId());
            if (!touched) continue;
            if (was != null) result.before().add(was);
            if (is != null) result.after().add(is);
        }
    }
}
