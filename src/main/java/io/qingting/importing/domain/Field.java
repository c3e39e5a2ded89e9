package io.qingting.importing.domain;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Direction;
import io.qingting.event.domain.PresenceState;
import io.qingting.event.domain.Segment;
import io.qingting.event.domain.TimeQuality;
import io.qingting.event.domain.WireName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A data field that a mapping can fill, by its canonical name; a dot goes into a nested object.
 *
 * @param words the allowed words of kind WORD; empty for the others
 */
public record Field(String name, Kind kind, List<String> words) {
    /** What a field holds. */
    public enum Kind {
        TEXT,
        WORD,
        LENGTH,
        NUMBER,
        WHOLE,
        BOOLEAN
    }

    private static final int LONGEST_TEXT = 200;
    private static final String ATTRIBUTE = "attrs.";
    private static final Map<String, Field> BY_NAME = table();

    private static Map<String, Field> table() {
        Map<String, Field> all = new LinkedHashMap<>();
        for (String name : List.of(
                "contactId",
                "rootContactId",
                "parentContactId",
                "queueId",
                "queueName",
                "previousQueueId",
                "agentId",
                "previousAgentId",
                "teamId",
                "customer.key",
                "topic",
                "priority",
                "status",
                "reason",
                "reasonRaw",
                "actor.id",
                "messageId",
                "stateVersion",
                "rawRef",
                "rating.surveyId",
                "rating.dimension",
                "complaint.id",
                "complaint.category",
                "complaint.severity",
                "feedback.id",
                "feedback.kind",
                "feedback.category",
                "suggestion.id",
                "suggestion.kind",
                "suggestion.category",
                "review.id",
                "review.sheet",
                "membership.queueId",
                "presence.reason")) add(all, name, Kind.TEXT, List.of());
        for (String name : List.of("waitMs", "ringMs", "holdMs", "talkMs", "wrapupMs", "handleMs"))
            add(all, name, Kind.LENGTH, List.of());
        for (String name : List.of("rating.score", "rating.scaleMin", "rating.scaleMax", "review.score"))
            add(all, name, Kind.NUMBER, List.of());
        for (String name : List.of("isPrivate", "isTemplate", "expectsReply", "rating.resolved"))
            add(all, name, Kind.BOOLEAN, List.of());
        add(all, "cycle", Kind.WHOLE, List.of());
        add(all, "channel", Kind.WORD, words(Channel.values()));
        add(all, "customer.segment", Kind.WORD, words(Segment.values()));
        add(all, "direction", Kind.WORD, words(Direction.values()));
        add(all, "acceptMode", Kind.WORD, words(AcceptMode.values()));
        add(all, "actor.type", Kind.WORD, words(ActorType.values()));
        add(all, "timeQuality", Kind.WORD, words(TimeQuality.values()));
        add(all, "presence.state", Kind.WORD, words(PresenceState.values()));
        add(all, "rating.kind", Kind.WORD, List.of("csat", "nps", "dimension"));
        add(all, "membership.change", Kind.WORD, List.of("added", "removed"));
        return all;
    }

    private static void add(Map<String, Field> all, String name, Kind kind, List<String> words) {
        all.put(name, new Field(name, kind, words));
    }

    private static List<String> words(WireName[] constants) {
        return Arrays.stream(constants).map(WireName::wireName).toList();
    }

    public static Optional<Field> named(String name) {
        if (name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length())
            return Optional.of(new Field(name, Kind.TEXT, List.of()));
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The field's value from its text. */
    Object value(String text, LengthUnit unit) throws UnreadableRowException {
        return switch (kind) {
            case TEXT -> {
                if (text.length() > LONGEST_TEXT)
                    throw new UnreadableRowException(name + " is longer than " + LONGEST_TEXT + " characters");
                yield text;
            }
            case WORD -> {
                if (!words.contains(text))
                    throw new UnreadableRowException(name + " is \"" + UnreadableRowException.shown(text)
                            + "\", which is none of " + String.join(", ", words));
                yield text;
            }
            case LENGTH -> unit.millis(text, name);
            case NUMBER -> number(text);
            case WHOLE -> whole(text);
            case BOOLEAN -> bool(text);
        };
    }

    private Double number(String text) throws UnreadableRowException {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) return value;
        } catch (NumberFormatException e) {
            // falls through to the refusal below, which says the same for "NaN"
        }
        throw new UnreadableRowException(name + " is no number: \"" + UnreadableRowException.shown(text) + '"');
    }

    private Integer whole(String text) throws UnreadableRowException {
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) return value;
        } catch (NumberFormatException e) {
            // falls through to the refusal below
        }
        throw new UnreadableRowException(
                name + " is no whole number from 0: \"" + UnreadableRowException.shown(text) + '"');
    }

    private Boolean bool(String text) throws UnreadableRowException {
        return switch (text) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default ->
                throw new UnreadableRowException(
                        name + " is neither true nor false: \"" + UnreadableRowException.shown(text) + '"');
        };
    }
}
