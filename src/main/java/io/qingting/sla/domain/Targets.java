package io.qingting.sla.domain;

import io.qingting.contact.domain.Outcome;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.Channel;
import io.qingting.sla.domain.Deadline.Pause;
import io.qingting.sla.domain.SlaPolicy.Start;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The targets that follow from a contact's contributions: a pure function of them and of the rules. The order, number and
 * batches in which events came do not matter, because contributions do not depend on them either.
 */
public final class Targets {
    /** Kinds of contributions that decide on targets; all others may be left out. */
    public static final Set<SpanKind> KINDS = Stream.concat(
                    Stream.of(SpanKind.CONTACT, SpanKind.REOPENED, SpanKind.CLOSED, SpanKind.HOLD),
                    Stream.of(SpanKind.values())
                            .filter(kind -> TargetKind.of(kind).isPresent()))
            .collect(Collectors.toUnmodifiableSet());

    /** Kinds of contributions with which clocks of a target start. */
    public static Set<SpanKind> startsOf(TargetKind target) {
        if (target == TargetKind.RESOLUTION) return Set.of(SpanKind.CONTACT, SpanKind.REOPENED);
        return KINDS.stream()
                .filter(kind -> TargetKind.of(kind).filter(target::equals).isPresent())
                .collect(Collectors.toSet());
    }

    private static final Set<String> GONE_REASONS = Set.of("customerLeft", "spam");

    private final SlaBook book;

    public Targets(SlaBook book) {
        this.book = book;
    }

    /** All targets of one contact. {@code spans}: all its contributions of {@link #KINDS}. */
    public List<SlaTarget> of(Collection<Span> spans) {
        Map<Integer, Cycle> cycles = cycles(spans);
        List<SlaTarget> targets = new ArrayList<>();
        for (Span span : spans) {
            clock(span).ifPresent(clock -> add(targets, clock, cycles.get(span.cycle())));
        }
        cycles.forEach((number, cycle) -> cycle.resolution(number).ifPresent(clock -> add(targets, clock, cycle)));
        return targets;
    }

    /** The targets of contributions that tell all about them; only where the book {@link SlaBook#needsWholeContacts not}. */
    public List<SlaTarget> ofSingle(Collection<Span> spans) {
        List<SlaTarget> targets = new ArrayList<>();
        for (Span span : spans) clock(span).ifPresent(clock -> add(targets, clock, null));
        return targets;
    }

    /** The target whose clock a contribution is, whether or not a policy applies; null: it is none. */
    public static SlaTarget.@Nullable Key keyOf(Span span) {
        return TargetKind.of(span.kind())
                .map(kind -> new SlaTarget.Key(kind, span.cycle(), span.ordinal()))
                .orElse(null);
    }

    /** @param kept the stop is what was promised; else the promise fell away */
    private record Clock(SlaTarget.Key key, Start start, long startedAt, long stoppedAt, boolean kept) {}

    private static Optional<Clock> clock(Span span) {
        return TargetKind.of(span.kind())
                .map(kind -> new Clock(
                        new SlaTarget.Key(kind, span.cycle(), span.ordinal()),
                        new Start(kind, span.channel(), span.queueId(), span.segmentAtStart()),
                        span.startedAt(),
                        span.endedAt(),
                        isKept(span.outcome())));
    }

    private static boolean isKept(Outcome outcome) {
        return outcome == Outcome.ANSWERED || outcome == Outcome.REPLIED || outcome == Outcome.DONE;
    }

    private void add(List<SlaTarget> targets, Clock clock, @Nullable Cycle cycle) {
        SlaRules rules = book.at(clock.startedAt());
        SlaPolicy policy = rules.choose(clock.start());
        if (policy == null) return;
        String queueId = clock.start().queueId();
        List<Pause> pauses = cycle == null ? List.of() : cycle.pauses(policy.pauses(), clock);
        Deadline deadline = Deadline.of(policy, rules.calendarOf(policy, queueId), clock.startedAt(), pauses);
        boolean runs = clock.stoppedAt() == Span.OPEN;
        targets.add(new SlaTarget(
                clock.key(),
                policy.policyId(),
                rules.version(),
                clock.start().channel(),
                queueId,
                clock.start().segment(),
                clock.startedAt(),
                deadline.warnAt(),
                deadline.at(),
                deadline.provisional(),
                runs ? new SlaTarget.State.Open() : SlaTarget.stopped(deadline.at(), clock.stoppedAt(), clock.kept())));
    }

    private static Map<Integer, Cycle> cycles(Collection<Span> spans) {
        Map<Integer, Cycle> cycles = new HashMap<>();
        Span contact = null;
        for (Span span : spans) {
            if (span.kind() == SpanKind.CONTACT) contact = span;
            else cycles.computeIfAbsent(span.cycle(), n -> new Cycle()).note(span);
        }
        if (contact == null) return cycles;
        // A contact whose first reopenings nobody told of begins in a later cycle.
        int first = cycles.keySet().stream().mapToInt(n -> n).min().orElse(contact.cycle());
        cycles.computeIfAbsent(first, n -> new Cycle()).begin = contact;
        return cycles;
    }

    /** What of one cycle decides on the resolution and on pauses. */
    private static final class Cycle {
        private @Nullable Span begin;
        private @Nullable Span close;
        private @Nullable Span firstEntry;
        private final List<Span> holds = new ArrayList<>(0);
        private final List<Span> waits = new ArrayList<>(1);

        void note(Span span) {
            switch (span.kind()) {
                case REOPENED -> begin = span;
                case CLOSED -> close = span;
                case ENTRY -> {
                    if (firstEntry == null || span.ordinal() < firstEntry.ordinal()) firstEntry = span;
                }
                case HOLD -> holds.add(span);
                case FIRST_RESPONSE, RESPONSE -> waits.add(span);
                default -> {}
            }
        }

        /** Its queue is the first the customer came to in the cycle. */
        Optional<Clock> resolution(int cycle) {
            Span from = begin;
            if (from == null) return Optional.empty();
            Channel channel = from.channel();
            String queueId = firstEntry == null ? null : firstEntry.queueId();
            Span to = close;
            boolean kept = to != null && (to.label() == null || !GONE_REASONS.contains(to.label()));
            return Optional.of(new Clock(
                    new SlaTarget.Key(TargetKind.RESOLUTION, cycle, 0),
                    new Start(TargetKind.RESOLUTION, channel, queueId, from.segmentAtStart()),
                    from.startedAt(),
                    to == null ? Span.OPEN : to.at(),
                    kept));
        }

        List<Pause> pauses(SlaPolicy.Pauses wanted, Clock clock) {
            List<Pause> pauses = new ArrayList<>(0);
            if (wanted.onHold()) holds.forEach(hold -> pauses.add(new Pause(hold.startedAt(), hold.endedAt())));
            if (wanted.waitingForCustomer() && clock.start().channel() != Channel.VOICE) addTurns(pauses);
            return merged(pauses, clock);
        }

        /** The customer's turn: from each human reply to the next message of the customer. */
        private void addTurns(List<Pause> pauses) {
            for (Span wait : waits) {
                if (wait.outcome() != Outcome.REPLIED) continue;
                long until = waits.stream()
                        .filter(next -> next.kind() == SpanKind.RESPONSE && next.startedAt() >= wait.endedAt())
                        .mapToLong(Span::startedAt)
                        .min()
                        .orElse(SlaTarget.NEVER);
                pauses.add(new Pause(wait.endedAt(), until));
            }
        }

        /** In order, apart from each other, and none after the stop: what comes then did not hold the clock. */
        private static List<Pause> merged(List<Pause> pauses, Clock clock) {
            pauses.sort(Comparator.comparingLong(Pause::from));
            List<Pause> merged = new ArrayList<>(pauses.size());
            for (Pause pause : pauses) {
                if (pause.from() >= clock.stoppedAt() || pause.to() <= pause.from()) continue;
                if (merged.isEmpty() || merged.getLast().to() < pause.from()) merged.add(pause);
                else if (merged.getLast().to() < pause.to())
                    merged.set(merged.size() - 1, new Pause(merged.getLast().from(), pause.to()));
            }
            return merged;
        }
    }
}
