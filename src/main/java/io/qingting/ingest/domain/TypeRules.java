package io.qingting.ingest.domain;

import io.qingting.event.domain.EventType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an event of a type needs, and what must fit together in it. Refuses with a {@link RefusedException}. */
final class TypeRules {
    private static final Set<String> CLOSE_REASONS =
            Set.of("resolved", "unresolved", "inactivity", "customerLeft", "spam");
    private static final Set<String> DEQUEUE_REASONS =
            Set.of("timeout", "key", "empty", "withdrawn", "transferred", "callback");

    private TypeRules() {}

    static void check(EventType type, Map<String, Object> data) {
        for (String field : required(type)) {
            Object value = data.get(field);
            if (value == null || value.equals("")) {
                throw new RefusedException(
                        "missing",
                        "An event of type " + type.wireName() + " needs \"" + field + "\".",
                        "/data/" + field);
            }
        }
        switch (type) {
            case CONTACT_CLOSED -> checkReason(data, CLOSE_REASONS);
            case CONTACT_DEQUEUED -> checkReason(data, DEQUEUE_REASONS);
            case CONTACT_RATED -> checkRating(Values.object(data.getOrDefault("rating", ""), "/data/rating"));
            case REVIEW_SCORED -> checkReview(Values.object(data.getOrDefault("review", ""), "/data/review"));
            default -> {}
        }
    }

    private static List<String> required(EventType type) {
        return switch (type) {
            case CONTACT_RATED -> List.of("contactId", "channel", "rating");
            case COMPLAINT_OPENED, COMPLAINT_ANSWERED, COMPLAINT_FOLLOWED_UP, COMPLAINT_CLOSED ->
                List.of("contactId", "channel", "complaint");
            case FEEDBACK_RECEIVED, FEEDBACK_ANSWERED -> List.of("contactId", "channel", "feedback");
            case SUGGESTION_RECEIVED, SUGGESTION_ANSWERED -> List.of("contactId", "channel", "suggestion");
            case REVIEW_SCORED -> List.of("contactId", "channel", "review");
            case SCORE_EXCLUDED -> List.of("contactId", "channel", "exclusion");
            case CONTACT_ASSIGNED, CONTACT_RINGING, CONTACT_MISSED, CONTACT_AGENT_LEFT ->
                List.of("contactId", "channel", "agentId");
            case AGENT_PRESENCE_CHANGED -> List.of("agentId", "presence");
            case AGENT_MEMBERSHIP_CHANGED -> List.of("agentId", "membership");
            case MEASURE_CREATED, MEASURE_DONE -> List.of("measure");
            case CONNECTOR_HEARTBEAT -> List.of();
            default -> List.of("contactId", "channel");
        };
    }

    private static void checkReason(Map<String, Object> data, Set<String> allowed) {
        Object reason = data.get("reason");
        if (reason == null || reason.equals("")) return;
        if (!(reason instanceof String text) || !allowed.contains(text)) {
            throw new RefusedException(
                    "invalid-value",
                    "This reason is not allowed here. Use one of: "
                            + String.join(", ", allowed.stream().sorted().toList())
                            + "; the source's own words belong into reasonRaw.",
                    "/data/reason");
        }
    }

    private static void checkRating(Map<String, Object> rating) {
        for (String field : List.of("kind", "score", "scaleMin", "scaleMax")) {
            if (!rating.containsKey(field)) {
                throw new RefusedException("missing", "A rating needs \"" + field + "\".", "/data/rating/" + field);
            }
        }
        double least = number(rating, "scaleMin");
        double most = number(rating, "scaleMax");
        double score = number(rating, "score");
        if (least >= most) {
            throw new RefusedException("out-of-range", "scaleMin must be below scaleMax.", "/data/rating/scaleMin");
        }
        if (score < least || score > most) {
            throw new RefusedException("out-of-range", "The score is not on its scale.", "/data/rating/score");
        }
        if ("nps".equals(rating.get("kind")) && (least != 0 || most != 10 || score != Math.rint(score))) {
            throw new RefusedException(
                    "out-of-range", "An nps rating is a whole number on the scale 0 to 10.", "/data/rating/score");
        }
        if ("dimension".equals(rating.get("kind")) && !(rating.get("dimension") instanceof String)) {
            throw new RefusedException(
                    "missing", "A rating of kind dimension needs \"dimension\".", "/data/rating/dimension");
        }
    }

    private static double number(Map<String, Object> rating, String field) {
        return Values.number(rating.getOrDefault(field, ""), "/data/rating/" + field, -1e9, 1e9);
    }

    /** The two items that feed figures must be what those figures count. */
    private static void checkReview(Map<String, Object> review) {
        Object items = review.get("items");
        if (items == null) return;
        Map<String, Object> fields = Values.object(items, "/data/review/items");
        Object attitude = fields.get("attitude");
        if (attitude != null) Values.number(attitude, "/data/review/items/attitude", 1, 5);
        Object wording = fields.get("wording");
        if (wording != null) Values.flag(wording, "/data/review/items/wording");
    }
}
