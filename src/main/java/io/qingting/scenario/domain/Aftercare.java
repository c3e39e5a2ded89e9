package io.qingting.scenario.domain;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What comes after a contact: invitations and ratings, reviews, and now and then a complaint, praise or a suggestion. */
final class Aftercare {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** The last that is told of a floor day: less than a day after its end. */
    private static final long LAST = 22 * HOUR;

    private static final double ANSWERED_LATE = 0.1;
    private static final double FOLLOWED_UP_LATE = 0.07;

    private final Floor floor;
    private final Dice dice;

    Aftercare(Floor floor) {
        this.floor = floor;
        this.dice = floor.dice("aftercare");
    }

    void closed(Desk desk, Visit visit, String reason) {
        boolean voice = visit.channel() == Channel.VOICE;
        if (!reason.equals("customerLeft") && dice.chance(voice ? 0.5 : 0.75)) {
            floor.agenda.in(dice.millisBetween(1, 3), () -> invite(desk, visit, reason, voice));
        }
        if (dice.chance(0.025)) floor.agenda.in(dice.millisBetween(3_600, 18_000), () -> review(desk, visit));
        boolean sore = visit.queueId.equals("complaints") || reason.equals("unresolved");
        if (dice.chance(sore ? 0.05 : 0.003)) complain(desk, visit);
        if (dice.chance(0.006)) feedback(desk, visit);
        if (dice.chance(0.0025)) suggest(desk, visit);
    }

    private void invite(Desk desk, Visit visit, String reason, boolean voice) {
        String surveyId = visit.contactId + "-s" + visit.cycle;
        floor.journal.write(visit, desk, EventType.SURVEY_INVITED, d -> d.put("attrs.surveyId", surveyId));
        if (!dice.chance(voice ? 0.4 : 0.3)) return;
        floor.agenda.in(
                voice ? dice.millisBetween(8, 45) : dice.millisBetween(5, 420),
                () -> rate(desk, visit, surveyId, reason));
    }

    private void rate(Desk desk, Visit visit, String surveyId, String reason) {
        boolean pleased = reason.equals("resolved");
        double mood = dice.uniform() - (pleased ? 0 : 0.3) + 0.12 * desk.kindness;
        if (dice.chance(0.1)) {
            int score = mood > 0.5 ? 9 + dice.below(2) : mood > 0.22 ? 7 + dice.below(2) : dice.below(7);
            rated(desk, visit, surveyId + "-nps", "nps", null, score, 0, 10, pleased);
            return;
        }
        int score = mood > 0.36 ? 5 : mood > 0.14 ? 4 : mood > 0.06 ? 3 : mood > 0.03 ? 2 : 1;
        rated(desk, visit, surveyId, "csat", null, score, 1, 5, pleased);
        if (dice.chance(0.4))
            rated(desk, visit, surveyId, "dimension", "attitude", Math.min(5, score + dice.below(2)), 1, 5, pleased);
    }

    private void rated(
            Desk desk,
            Visit visit,
            String surveyId,
            String kind,
            @Nullable String dimension,
            int score,
            int min,
            int max,
            boolean resolved) {
        floor.journal.write(
                visit,
                desk,
                EventType.CONTACT_RATED,
                d -> d.put("rating.surveyId", surveyId)
                        .put("rating.kind", kind)
                        .put("rating.dimension", dimension)
                        .put("rating.score", score)
                        .put("rating.scaleMin", min)
                        .put("rating.scaleMax", max)
                        .put("rating.resolved", resolved));
    }

    private void review(Desk desk, Visit visit) {
        int score = (int) Math.min(100, 72 + 22 * dice.uniform() + 6 * desk.kindness);
        int attitude = 3 + dice.below(3);
        boolean wording = dice.chance(0.93);
        floor.journal.write(
                visit,
                desk,
                EventType.REVIEW_SCORED,
                d -> d.put("review.id", visit.contactId + "-r")
                        .put("review.sheet", "standard")
                        .put("review.score", score)
                        .put("review.items.attitude", attitude)
                        .put("review.items.wording", wording));
    }

    private void complain(Desk desk, Visit visit) {
        String id = visit.contactId + "-complaint-" + visit.cycle;
        String severity = dice.chance(0.2) ? "high" : "normal";
        step(desk, visit, EventType.COMPLAINT_OPENED, "complaint", id, severity, dice.millisBetween(0, 5));
        long answered = dice.chance(ANSWERED_LATE) ? dice.millisBetween(7_500, 14_400) : dice.millisBetween(600, 5_400);
        step(desk, visit, EventType.COMPLAINT_ANSWERED, "complaint", id, severity, answered);
        long followedUp = withinADay(answered);
        step(desk, visit, EventType.COMPLAINT_FOLLOWED_UP, "complaint", id, severity, followedUp);
        step(
                desk,
                visit,
                EventType.COMPLAINT_CLOSED,
                "complaint",
                id,
                severity,
                followedUp + dice.millisBetween(60, 3_600));
    }

    private void feedback(Desk desk, Visit visit) {
        String id = visit.contactId + "-feedback-" + visit.cycle;
        long received = dice.millisBetween(30, 600);
        step(desk, visit, EventType.FEEDBACK_RECEIVED, "feedback", id, null, received);
        step(desk, visit, EventType.FEEDBACK_ANSWERED, "feedback", id, null, withinADay(received));
    }

    /**
     * When a promise of one day is kept, in milliseconds from now: mostly within hours, sometimes just in time, and now and
     * then some hours late. Nothing is forgotten for good: a floor that is watched does not forget.
     */
    private long withinADay(long notBefore) {
        long late = DAY + dice.millisBetween(900, 21_600);
        double share = dice.uniform();
        long inTime = notBefore + HOUR + (long) (18.5 * HOUR * share * share);
        boolean isLate = dice.chance(FOLLOWED_UP_LATE);
        return Math.min(isLate ? late : inTime, floor.endsAt + LAST - floor.agenda.now());
    }

    private void suggest(Desk desk, Visit visit) {
        String id = visit.contactId + "-suggestion-" + visit.cycle;
        long received = dice.millisBetween(30, 600);
        step(desk, visit, EventType.SUGGESTION_RECEIVED, "suggestion", id, null, received);
        long told = Math.min(dice.millisBetween(7_200, 72_000), floor.endsAt + LAST - floor.agenda.now());
        step(desk, visit, EventType.SUGGESTION_ANSWERED, "suggestion", id, null, Math.max(received, told));
    }

    private void step(
            Desk desk,
            Visit visit,
            EventType type,
            String object,
            String id,
            @Nullable String severity,
            long inMillis) {
        floor.agenda.in(
                inMillis,
                () -> floor.journal.write(
                        visit,
                        desk,
                        type,
                        d -> d.put(object + ".id", id)
                                .put(object + ".category", visit.topic)
                                .put(object + ".severity", severity)
                                .put(
                                        object + ".dueAt",
                                        type == EventType.COMPLAINT_OPENED
                                                ? Instant.ofEpochMilli(floor.agenda.now() + DAY)
                                                        .toString()
                                                : null)));
    }
}
