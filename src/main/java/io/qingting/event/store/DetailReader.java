package io.qingting.event.store;

import static io.qingting.event.store.EventJsonReader.byName;
import static io.qingting.event.store.EventJsonReader.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.PresenceState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the one nested object that only some types carry. What is missing in it makes the whole detail absent. */
final class DetailReader {
    private static final Map<String, PresenceState> PRESENCES = byName(PresenceState.values());

    private DetailReader() {}

    /** The field of {@code data} that holds the type's detail; null for types without one. */
    static @Nullable String fieldOf(EventType type) {
        return switch (type) {
            case CONTACT_RATED, SURVEY_INVITED -> "rating";
            case COMPLAINT_OPENED, COMPLAINT_ANSWERED, COMPLAINT_FOLLOWED_UP, COMPLAINT_CLOSED -> "complaint";
            case FEEDBACK_RECEIVED, FEEDBACK_ANSWERED -> "feedback";
            case SUGGESTION_RECEIVED, SUGGESTION_ANSWERED -> "suggestion";
            case REVIEW_SCORED -> "review";
            case SCORE_EXCLUDED -> "exclusion";
            case AGENT_PRESENCE_CHANGED -> "presence";
            case AGENT_MEMBERSHIP_CHANGED -> "membership";
            case MEASURE_CREATED, MEASURE_DONE -> "measure";
            case CONTACT_REOPENED,
                    CONTACT_OFFERED,
                    CONTACT_ENQUEUED,
                    CONTACT_ASSIGNED,
                    CONTACT_RINGING,
                    CONTACT_MISSED,
                    CONTACT_ACCEPTED,
                    CONTACT_HELD,
                    CONTACT_RESUMED,
                    MESSAGE_CUSTOMER,
                    MESSAGE_AGENT,
                    CONTACT_TRANSFERRED,
                    CONTACT_DEQUEUED,
                    CONTACT_ABANDONED,
                    CONTACT_AGENT_LEFT,
                    CONTACT_CLOSED,
                    CONTACT_WRAPUP_STARTED,
                    CONTACT_WRAPUP_ENDED,
                    CONNECTOR_HEARTBEAT -> null;
        };
    }

    /** The parser stands on the object's start and is left on its end. */
    static Event.@Nullable Detail read(EventType type, JsonParser json) throws IOException {
        Map<String, Object> fields = flatFields(json);
        String id = string(fields, "id");
        return switch (fieldOf(type)) {
            case "rating" -> rating(fields);
            case "complaint", "feedback", "suggestion" ->
                id == null
                        ? null
                        : new Event.Case(
                                id,
                                fields.containsKey("category") ? string(fields, "category") : string(fields, "kind"),
                                string(fields, "severity"),
                                instant(fields, "dueAt"));
            case "review" -> review(fields, id);
            case "exclusion" -> exclusion(fields);
            case "presence" -> presence(fields);
            case "membership" -> membership(fields);
            case "measure" ->
                id == null ? null : new Event.Measure(id, string(fields, "ownerId"), instant(fields, "dueAt"));
            case null, default -> null;
        };
    }

    private static Event.@Nullable Rating rating(Map<String, Object> fields) {
        String kind = string(fields, "kind");
        Double score = number(fields, "score");
        Double min = number(fields, "scaleMin");
        Double max = number(fields, "scaleMax");
        if (kind == null || score == null || min == null || max == null) return null;
        return new Event.Rating(
                string(fields, "surveyId"),
                kind,
                string(fields, "dimension"),
                score,
                min,
                max,
                flag(fields, "resolved"));
    }

    private static Event.@Nullable Review review(Map<String, Object> fields, @Nullable String id) {
        Double score = number(fields, "score");
        if (id == null || score == null) return null;
        return new Event.Review(
                id, string(fields, "sheet"), score, number(fields, "items.attitude"), flag(fields, "items.wording"));
    }

    private static Event.@Nullable Exclusion exclusion(Map<String, Object> fields) {
        String agentId = string(fields, "agentId");
        String reason = string(fields, "reason");
        String by = string(fields, "by");
        return agentId == null || reason == null || by == null ? null : new Event.Exclusion(agentId, reason, by);
    }

    private static Event.@Nullable Presence presence(Map<String, Object> fields) {
        PresenceState state = PRESENCES.get(String.valueOf(string(fields, "state")));
        return state == null ? null : new Event.Presence(state, string(fields, "reason"), instant(fields, "since"));
    }

    private static Event.@Nullable Membership membership(Map<String, Object> fields) {
        String queueId = string(fields, "queueId");
        String change = string(fields, "change");
        return queueId == null || change == null ? null : new Event.Membership(queueId, change.equals("added"));
    }

    /** The object's texts, numbers and flags by name; those of an object inside it as {@code outer.inner}. */
    private static Map<String, Object> flatFields(JsonParser json) throws IOException {
        Map<String, Object> fields = new HashMap<>();
        readFlat(json, "", fields);
        return fields;
    }

    private static void readFlat(JsonParser json, String prefix, Map<String, Object> fields) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (token) {
                case VALUE_STRING -> fields.put(prefix + name, String.valueOf(text(json)));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> fields.put(prefix + name, json.getDoubleValue());
                case VALUE_TRUE -> fields.put(prefix + name, true);
                case VALUE_FALSE -> fields.put(prefix + name, false);
                case START_OBJECT -> {
                    if (prefix.isEmpty()) readFlat(json, name + ".", fields);
                    else json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
    }

    private static @Nullable String string(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    private static @Nullable Double number(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Double number ? number : null;
    }

    private static @Nullable Boolean flag(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Boolean flag ? flag : null;
    }

    private static @Nullable Long instant(Map<String, Object> fields, String name) {
        String text = string(fields, name);
        if (text == null) return null;
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            // Ingest refuses such a text; a reader of the log must not stop at it.
            return null;
        }
    }
}
