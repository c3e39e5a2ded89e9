package io.qingting.contact.domain;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.Event.Rating;
import io.qingting.event.domain.Event.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows a conversation: wrap-up, invitations and ratings, reviews, and its cases. Made with the first of them. The
 * last rating of a survey counts; it goes to the agent it names, else to the last human agent in service before the close,
 * fixed at the close.
 */
final class Aftermath {
    private static final double MILLIONTHS = 1_000_000;

    /** The counted answer to one item of a survey or review. */
    private static final class Answer {
        final String key;
        final @Nullable String survey;
        final boolean isNamed;
        Span span;

        Answer(String key, @Nullable String survey, boolean isNamed, Span span) {
            this.key = key;
            this.survey = survey;
            this.isNamed = isNamed;
            this.span = span;
        }
    }

    private final List<Span> wrapups = new ArrayList<>(0);
    private final List<String> reported = new ArrayList<>(0);
    private final List<Span> invitations = new ArrayList<>(0);
    private final List<Answer> answers = new ArrayList<>(0);
    private @Nullable String closeAgentId;
    private @Nullable String closeTeamId;
    private boolean isFixed;
    private @Nullable Cases cases;

    Cases cases() {
        Cases present = cases;
        if (present == null) cases = present = new Cases();
        return present;
    }

    void handleReported(String agentId) {
        if (!reported.contains(agentId)) reported.add(agentId);
    }

    void wrapupStarted(ContactState contact, Event event, SpanSink sink) {
        String agentId = agentOf(contact, event, sink);
        if (find(agentId) != null) {
            sink.anomaly(event, "starts a wrap-up that runs already");
            return;
        }
        long at = event.at();
        int ordinal = contact.next(SpanKind.WRAPUP);
        Span span =
                contact.openSpan(SpanKind.WRAPUP, ordinal, at, contact.queueId(), agentId, sink.shared(event.teamId()));
        wrapups.add(span);
        sink.add(span);
    }

    /** Ends a wrap-up; one that only reports its length began that long before. */
    void wrapupEnded(ContactState contact, Event event, SpanSink sink) {
        String agentId = agentOf(contact, event, sink);
        Span open = find(agentId);
        long at = event.at();
        boolean counts = agentId == null || !reported.contains(agentId);
        if (open != null) {
            wrapups.remove(open);
            sink.replace(open, open.ended(at, at, Outcome.DONE, counts ? at - open.startedAt() : 0, 0, 0));
            return;
        }
        Long length = event.wrapupMs();
        if (length == null || length < 0) {
            sink.anomaly(event, "ends a wrap-up that did not start");
            return;
        }
        sink.add(contact.profile()
                .past(
                        SpanKind.WRAPUP,
                        at - length,
                        at,
                        Outcome.DONE,
                        contact.queueId(),
                        agentId,
                        sink.shared(event.teamId()),
                        counts ? length : 0,
                        0,
                        Span.REPORTED_FLAG,
                        null));
    }

    private static @Nullable String agentOf(ContactState contact, Event event, SpanSink sink) {
        return event.agentId() != null
                ? sink.shared(event.agentId())
                : contact.legs().lastAgentId();
    }

    private @Nullable Span find(@Nullable String agentId) {
        for (Span span : wrapups) {
            if (Objects.equals(span.agentId(), agentId)) return span;
        }
        return null;
    }

    void invited(ContactState contact, Event event, SpanSink sink) {
        Span span = contact.instant(
                SpanKind.INVITED, event, raterAgent(contact, event), raterTeam(contact, event), 0, 0, null);
        invitations.add(span);
        sink.add(span);
    }

    void rated(ContactState contact, Event event, SpanSink sink) {
        if (!(event.detail() instanceof Rating rating)) {
            sink.anomaly(event, "is a rating without a score");
            return;
        }
        SpanKind kind = kindOf(rating.kind());
        double width = rating.scaleMax() - rating.scaleMin();
        if (kind == null
                || !(width > 0)
                || !(rating.score() >= rating.scaleMin())
                || !(rating.score() <= rating.scaleMax())) {
            sink.anomaly(event, kind == null ? "is a rating of an unknown kind" : "is a rating outside its scale");
            return;
        }
        double mapped = kind == SpanKind.NPS ? 10 * (rating.score() - rating.scaleMin()) / width : rating.mapped();
        String survey = rating.surveyId() == null ? "event " + event.id() : rating.surveyId();
        String dimension = kind == SpanKind.DIMENSION ? rating.dimension() : null;
        if (answers.stream().noneMatch(a -> survey.equals(a.survey))) participated(sink);
        answer(
                contact,
                event,
                kind + " " + survey + " " + dimension,
                survey,
                kind,
                Math.round(mapped * MILLIONTHS),
                Math.round(rating.score() * MILLIONTHS),
                kind == SpanKind.DIMENSION ? sink.shared(dimension) : sink.shared(rating.surveyId()),
                sink);
    }

    private static @Nullable SpanKind kindOf(String kind) {
        return switch (kind) {
            case "csat" -> SpanKind.CSAT;
            case "nps" -> SpanKind.NPS;
            case "dimension" -> SpanKind.DIMENSION;
            default -> null;
        };
    }

    /** A first answer to a survey counts for the earliest invitation that has none. */
    private void participated(SpanSink sink) {
        if (invitations.isEmpty()) return;
        Span invited = invitations.remove(0);
        Span after = invited.of(invited.agentId(), invited.teamId(), invited.flags() | Span.PARTICIPATED_FLAG);
        sink.replace(invited, after);
    }

    void reviewed(ContactState contact, Event event, SpanSink sink) {
        if (!(event.detail() instanceof Review review) || !(review.score() >= 0 && review.score() <= 100)) {
            sink.anomaly(event, "is a review without a score from 0 to 100");
            return;
        }
        String sheet = sink.shared(review.sheet());
        long score = Math.round(review.score() * MILLIONTHS);
        answer(contact, event, "review " + review.id(), null, SpanKind.REVIEW, score, score, sheet, sink);
        Double attitude = review.attitude();
        if (attitude != null && attitude >= 1 && attitude <= 5) {
            long value = Math.round(attitude * MILLIONTHS);
            String key = "attitude " + review.id();
            answer(contact, event, key, null, SpanKind.REVIEW_ATTITUDE, value, value, sheet, sink);
        }
        Boolean wording = review.standardWording();
        if (wording != null) {
            long value = wording ? 1 : 0;
            answer(contact, event, "wording " + review.id(), null, SpanKind.REVIEW_WORDING, value, value, sheet, sink);
        }
    }

    private void answer(
            ContactState contact,
            Event event,
            String key,
            @Nullable String survey,
            SpanKind kind,
            long value,
            long original,
            @Nullable String label,
            SpanSink sink) {
        boolean named = event.agentId() != null;
        String agentId = named ? sink.shared(event.agentId()) : raterAgent(contact, event);
        String teamId = named ? sink.shared(event.teamId()) : raterTeam(contact, event);
        Span span = contact.instant(kind, event, agentId, teamId, value, original, label);
        for (int i = 0; i < answers.size(); i++) {
            if (!answers.get(i).key.equals(key)) continue;
            sink.remove(answers.get(i).span);
            answers.remove(i);
            break;
        }
        answers.add(new Answer(key, survey, named, span));
        sink.add(span);
    }

    private @Nullable String raterAgent(ContactState contact, Event event) {
        if (event.agentId() != null) return event.agentId();
        return isFixed && contact.isClosed() ? closeAgentId : contact.legs().lastAgentId();
    }

    private @Nullable String raterTeam(ContactState contact, Event event) {
        if (event.agentId() != null) return event.teamId();
        return isFixed && contact.isClosed() ? closeTeamId : contact.legs().lastTeamId();
    }

    /** The close fixes whom the unnamed ratings of this cycle belong to. */
    void fixAtClose(ContactState contact, SpanSink sink) {
        isFixed = true;
        closeAgentId = contact.legs().lastAgentId();
        closeTeamId = contact.legs().lastTeamId();
        for (Answer answer : answers) {
            Span span = answer.span;
            if (answer.isNamed
                    || span.cycle() != contact.profile().cycle()
                    || Objects.equals(span.agentId(), closeAgentId)) continue;
            int flags = span.flags() & ~Span.EXCLUDED_FLAG | contact.profile().excludedFlag(closeAgentId);
            Span fixed = span.of(closeAgentId, closeTeamId, flags);
            sink.replace(span, fixed);
            answer.span = fixed;
        }
    }
}
