package io.qingting.explain.domain;

import io.qingting.contact.domain.Outcome;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.AcceptMode;
import org.jspecify.annotations.Nullable;

/**
 * METRICS.md row by row, as a sentence about one contribution: hit, total, or left out and why. The board counts by the same
 * rules into cells, reports by SQL; tests hold all three against each other.
 */
public final class Judging {
    private static final long GOOD_CSAT_MICROS = 4_000_000;
    private static final long PROMOTER_MICROS = 9_000_000;
    private static final long DETRACTOR_MICROS = 6_000_000;

    private Judging() {}

    /**
     * @param span of one of the metric's kinds in the scope
     * @param later of a close, where {@link WindowMetric#looksBeyondTheClose}; else it is not looked at
     * @return null: it says nothing about the figure yet, or ever
     */
    public static @Nullable Judged judge(WindowMetric metric, Scope scope, Span span, Later later, Terms terms) {
        return switch (metric) {
            case OFFERED -> counted(span.startedAt());
            case DISTINCT_CONTACTS -> distinct(scope, span);
            case ANSWERED -> ended(span, Outcome.ANSWERED);
            case ABANDONED -> ended(span, Outcome.ABANDONED);
            case SHORT_ABANDONS -> isShort(span, terms) ? counted(span.at()) : null;
            case TRANSFERRED -> ended(span, Outcome.TRANSFERRED);
            case CALLBACK -> ended(span, Outcome.CALLBACK);
            case UNSERVED -> ended(span, Outcome.UNSERVED);
            case SERVICE_LEVEL -> serviceLevel(span, terms);
            case ABANDONMENT_RATE -> abandonment(span);
            case ASA -> speedOfAnswer(span);
            case WAIT ->
                span.outcome() == Outcome.ANSWERED ? measured(span.at(), span.lengthMillis(), Why.COUNTED) : null;
            case FIRST_RESPONSE, RESPONSE -> length(span);
            case FIRST_RESPONSE_WITHIN -> within(span, terms.firstResponseMillis(), terms.now());
            case RESPONSE_WITHIN -> within(span, terms.responseMillis(), terms.now());
            case LAST_MESSAGE_UNANSWERED ->
                span.outcome() == Outcome.UNANSWERED && span.lengthMillis() <= terms.responseMillis()
                        ? counted(span.at())
                        : null;
            case HANDLED -> handled(span, true);
            case HANDLE -> span.kind() == SpanKind.WRAPUP ? wrapUp(span, 0, Why.WRAP_UP) : handled(span, false);
            case WRAP_UP -> wrapUp(span, 1, Why.COUNTED);
            case REPLIES -> leg(span, span.extra(), Why.COUNTED);
            case MISSED -> missed(span);
            case TRANSFER_RATE ->
                span.outcome() == Outcome.TRANSFERRED
                        ? leg(span, 1, Why.TRANSFERRED)
                        : leg(span, 0, Why.NOT_TRANSFERRED);
            case CLOSED, REOPENED -> counted(span.at());
            case ROBOT_ONLY -> robotOnly(span);
            case HAND_OVER ->
                span.kind() == SpanKind.BOT_BEGAN
                        ? new Judged(span.at(), 0, 1, Why.BOT_BEGAN)
                        : new Judged(span.at(), 1, 0, Why.HANDED_OVER);
            case CSAT, QUALITY -> measured(span.at(), span.value(), Why.RATED);
            case CSAT_RATE -> rate(span.at(), span.value() >= GOOD_CSAT_MICROS, Why.RATED_GOOD, Why.RATED_LOWER);
            case PARTICIPATION ->
                rate(span.at(), span.has(Span.PARTICIPATED_FLAG), Why.PARTICIPATED, Why.NOT_PARTICIPATED);
            case INVITATION ->
                span.kind() == SpanKind.CLOSED
                        ? new Judged(span.at(), 0, 1, Why.CLOSED)
                        : new Judged(span.at(), 1, 0, Why.INVITED);
            case NPS -> nps(span);
            case REOPEN_RATE -> reopening(span, later, terms);
            case FIRST_CONTACT_RESOLUTION -> resolution(span, later, terms);
            case COMPLAINTS -> counted(span.startedAt());
            case COMPLAINT_RATE -> complaintRate(scope, span);
            case FOLLOW_UP -> promise(span, terms.followUpMillis(), terms.now());
            case FEEDBACK -> promise(span, terms.feedbackMillis(), terms.now());
            case ATTITUDE ->
                span.kind() == SpanKind.DIMENSION && !"attitude".equals(span.label())
                        ? null
                        : measured(span.at(), span.value(), Why.RATED);
            case WORDING -> rate(span.at(), span.value() == 1, Why.STANDARD_WORDING, Why.OTHER_WORDING);
            case SCORE_ANSWERED -> scored(span, ended(span, Outcome.ANSWERED));
            case SCORE_CSAT, SCORE_QUALITY -> scored(span, measured(span.at(), span.value(), Why.RATED));
            case SCORE_FIRST_RESPONSE -> scored(span, within(span, terms.firstResponseMillis(), terms.now()));
            case SCORE_RESPONSE -> scored(span, within(span, terms.responseMillis(), terms.now()));
            case SCORE_FIRST_CONTACT_RESOLUTION -> scored(span, resolution(span, later, terms));
        };
    }

    private static Judged counted(long at) {
        return new Judged(at, 1, 1, Why.COUNTED);
    }

    private static Judged excluded(long at, Why why) {
        return new Judged(at, 0, 0, why);
    }

    private static Judged measured(long at, long value, Why why) {
        return new Judged(at, value, 1, why);
    }

    private static Judged rate(long at, boolean hit, Why ifHit, Why otherwise) {
        return hit ? new Judged(at, 1, 1, ifHit) : new Judged(at, 0, 1, otherwise);
    }

    private static @Nullable Judged ended(Span entry, Outcome outcome) {
        return entry.outcome() == outcome ? counted(entry.at()) : null;
    }

    private static Judged distinct(Scope scope, Span entry) {
        return isFirst(scope, entry) ? counted(entry.startedAt()) : excluded(entry.startedAt(), Why.REPEATED_ENTRY);
    }

    private static boolean isFirst(Scope scope, Span entry) {
        return entry.has(scope.kind() == Scope.Kind.QUEUE ? Span.FIRST_IN_QUEUE_FLAG : Span.FIRST_OF_CONTACT_FLAG);
    }

    private static boolean isShort(Span entry, Terms terms) {
        return entry.outcome() == Outcome.ABANDONED && entry.lengthMillis() < terms.shortAbandonMillis();
    }

    private static boolean isByAgent(Span entry) {
        return entry.acceptMode() == null || entry.acceptMode() == AcceptMode.AGENT;
    }

    private static @Nullable Judged serviceLevel(Span entry, Terms terms) {
        if (entry.isOpen()) return null;
        long at = entry.at();
        if (!isByAgent(entry)) {
            return excluded(at, entry.outcome() == Outcome.ANSWERED ? Why.ANSWER_NOT_BY_AGENT : Why.END_NOT_BY_AGENT);
        }
        boolean inTime = entry.lengthMillis() <= terms.serviceLevelMillis();
        return switch (entry.outcome()) {
            case ANSWERED -> rate(at, inTime, Why.ANSWERED_IN_TIME, Why.ANSWERED_LATE);
            case ABANDONED ->
                isShort(entry, terms) ? excluded(at, Why.SHORT_ABANDON) : new Judged(at, 0, 1, Why.ABANDONED);
            case UNSERVED -> new Judged(at, 0, 1, Why.UNSERVED);
            case TRANSFERRED, CALLBACK ->
                inTime ? excluded(at, Why.MOVED_ON_IN_TIME) : new Judged(at, 0, 1, Why.MOVED_ON_LATE);
            default -> null;
        };
    }

    private static @Nullable Judged abandonment(Span entry) {
        long at = entry.at();
        return switch (entry.outcome()) {
            case ANSWERED -> new Judged(at, 0, 1, Why.ANSWERED);
            case ABANDONED -> new Judged(at, 1, 1, Why.LEFT_THE_QUEUE);
            case UNSERVED -> new Judged(at, 0, 1, Why.UNSERVED);
            case TRANSFERRED, CALLBACK -> excluded(at, Why.MOVED_ON);
            default -> null;
        };
    }

    private static @Nullable Judged speedOfAnswer(Span entry) {
        if (entry.outcome() != Outcome.ANSWERED) return null;
        return isByAgent(entry)
                ? new Judged(entry.at(), entry.lengthMillis(), 1, Why.COUNTED)
                : excluded(entry.at(), Why.ANSWER_NOT_BY_AGENT);
    }

    private static @Nullable Judged length(Span wait) {
        if (wait.isOpen()) return null;
        return wait.outcome() == Outcome.REPLIED
                ? new Judged(wait.at(), wait.lengthMillis(), 1, Why.REPLIED)
                : excluded(wait.at(), wait.outcome() == Outcome.LOST ? Why.TAKEN_BY_ANOTHER : Why.ENDED_WITHOUT_REPLY);
    }

    /** A reply in time belongs to its instant, a miss to the deadline, and only once that has passed. */
    private static @Nullable Judged within(Span wait, long limitMillis, long now) {
        if (!wait.isOpen() && wait.lengthMillis() <= limitMillis) {
            return switch (wait.outcome()) {
                case REPLIED -> new Judged(wait.at(), 1, 1, Why.REPLIED_IN_TIME);
                case LOST -> excluded(wait.at(), Why.TAKEN_BY_ANOTHER);
                default -> excluded(wait.at(), Why.ENDED_BEFORE_THE_LIMIT);
            };
        }
        return overdue(wait, limitMillis, now, Why.OVERDUE);
    }

    private static @Nullable Judged overdue(Span wait, long limitMillis, long now, Why why) {
        long deadline = wait.startedAt() + limitMillis;
        return deadline < now ? new Judged(deadline, 0, 1, why) : null;
    }

    private static @Nullable Judged promise(Span promise, long limitMillis, long now) {
        return !promise.isOpen() && promise.lengthMillis() <= limitMillis
                ? new Judged(promise.at(), 1, 1, Why.DONE_IN_TIME)
                : overdue(promise, limitMillis, now, Why.NOT_DONE_IN_TIME);
    }

    private static @Nullable Judged leg(Span leg, long numerator, Why why) {
        if (leg.isOpen()) return null;
        return leg.has(Span.ACCEPTED_FLAG)
                ? new Judged(leg.at(), numerator, 1, why)
                : excluded(leg.at(), Why.NOT_TAKEN_ON);
    }

    /** Handle time is of voice and chat; a leg of 0 is not handled. */
    private static @Nullable Judged handled(Span leg, boolean asCount) {
        if (leg.isOpen()) return null;
        if (!leg.has(Span.ACCEPTED_FLAG)) return excluded(leg.at(), Why.NOT_TAKEN_ON);
        if (!leg.channel().isLive()) return excluded(leg.at(), Why.NO_HANDLE_TIME_ON_CHANNEL);
        if (leg.value() <= 0) return excluded(leg.at(), Why.NOT_HANDLED);
        return new Judged(leg.at(), asCount ? 1 : leg.value(), 1, Why.HANDLED);
    }

    private static @Nullable Judged wrapUp(Span wrapUp, long count, Why why) {
        if (wrapUp.isOpen()) return null;
        return wrapUp.channel().isLive()
                ? new Judged(wrapUp.at(), wrapUp.value(), count, why)
                : excluded(wrapUp.at(), Why.NO_HANDLE_TIME_ON_CHANNEL);
    }

    private static Judged missed(Span ring) {
        if (ring.kind() == SpanKind.RINGING) return new Judged(ring.at(), 0, 1, Why.RANG);
        return ring.extra() == 1
                ? new Judged(ring.at(), 1, 1, Why.MISSED)
                : new Judged(ring.at(), 1, 0, Why.MISSED_AFTER_RINGING);
    }

    private static @Nullable Judged robotOnly(Span span) {
        if (span.kind() == SpanKind.BOT_BEGAN) return new Judged(span.at(), 0, 1, Why.BOT_BEGAN);
        return span.has(Span.BOT_ONLY_FLAG) ? new Judged(span.at(), 1, 0, Why.ROBOT_ONLY) : null;
    }

    private static Judged nps(Span rating) {
        if (rating.value() >= PROMOTER_MICROS) return new Judged(rating.at(), 1, 1, Why.PROMOTER);
        if (rating.value() <= DETRACTOR_MICROS) return new Judged(rating.at(), -1, 1, Why.DETRACTOR);
        return new Judged(rating.at(), 0, 1, Why.PASSIVE);
    }

    private static boolean isPending(Span close, Terms terms) {
        return close.at() > terms.now() - terms.comeBackMillis();
    }

    private static Judged reopening(Span close, Later later, Terms terms) {
        if (isPending(close, terms)) return excluded(close.at(), Why.PENDING);
        return rate(close.at(), later.reopened(), Why.REOPENED_IN_TIME, Why.NOT_REOPENED);
    }

    private static Judged resolution(Span close, Later later, Terms terms) {
        long at = close.at();
        if (close.outcome() != Outcome.RESOLVED) return excluded(at, Why.NOT_RESOLVED);
        if (close.customerKey() == null) return excluded(at, Why.UNKNOWN_CUSTOMER);
        if (isPending(close, terms)) return excluded(at, Why.PENDING);
        if (later.reopened()) return new Judged(at, 0, 1, Why.REOPENED);
        return rate(at, !later.cameBack(), Why.RESOLVED, Why.CAME_BACK);
    }

    private static @Nullable Judged complaintRate(Scope scope, Span span) {
        if (span.kind() == SpanKind.COMPLAINT) return new Judged(span.startedAt(), 1, 0, Why.COMPLAINED);
        return isFirst(scope, span)
                ? new Judged(span.startedAt(), 0, 1, Why.FIRST_ENTRY)
                : excluded(span.startedAt(), Why.REPEATED_ENTRY);
    }

    /** A contact excluded on appeal leaves that agent's score, and nothing else. */
    private static @Nullable Judged scored(Span span, @Nullable Judged judged) {
        if (judged == null || judged.denominator() == 0 || !span.has(Span.EXCLUDED_FLAG)) return judged;
        return excluded(judged.at(), Why.EXCLUDED_ON_APPEAL);
    }
}
