package io.qingting.ingest.domain;

import io.qingting.kernel.JsonText;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Reads single values of an event's JSON, or refuses the event with a {@link RefusedException}. */
final class Values {
    private static final double LARGEST_EXACT = 9_007_199_254_740_992.0;

    private Values() {}

    static String text(Object value, String pointer, int longest) {
        if (!(value instanceof String text)) throw wrongType(value, "a text", pointer);
        if (text.length() > longest) {
            throw new RefusedException(
                    "too-long",
                    "The text has " + text.length() + " characters; at most " + longest + " are allowed.",
                    pointer);
        }
        if (!Texts.isStorable(text)) {
            throw new RefusedException(
                    "invalid-text",
                    "The text holds NUL or half of a surrogate pair. Leave such characters out.",
                    pointer);
        }
        return text;
    }

    /** A text that identifies something: 1 to 200 characters, none of them a control character. */
    static String id(Object value, String pointer) {
        String id = text(value, pointer, DataRule.SHORT_TEXT);
        if (id.isEmpty())
            throw new RefusedException("missing", "The text is empty; it needs at least 1 character.", pointer);
        if (Texts.hasControl(id)) {
            throw new RefusedException("invalid-text", "The text holds a control character. Leave it out.", pointer);
        }
        return id;
    }

    static long whole(Object value, String pointer, long least, long most) {
        long number = switch (value) {
            case Long it -> it;
            case Double it when it == Math.rint(it) && Math.abs(it) <= LARGEST_EXACT -> it.longValue();
            case Double it ->
                throw new RefusedException("wrong-type", "A whole number is needed here, in range.", pointer);
            default -> throw wrongType(value, "a whole number", pointer);
        };
        if (number < least || number > most) throw outOfRange(pointer, Long.toString(least), Long.toString(most));
        return number;
    }

    static double number(Object value, String pointer, double least, double most) {
        double number = switch (value) {
            case Long it -> it;
            case Double it -> it;
            default -> throw wrongType(value, "a number", pointer);
        };
        if (number < least || number > most) throw outOfRange(pointer, plain(least), plain(most));
        return number;
    }

    static boolean flag(Object value, String pointer) {
        if (value instanceof Boolean flag) return flag;
        throw wrongType(value, "true or false", pointer);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value, String pointer) {
        if (value instanceof Map<?, ?> fields) return (Map<String, Object>) fields;
        throw wrongType(value, "an object", pointer);
    }

    /** An instant of RFC 3339 between 1970 and 9999, epoch milliseconds. */
    static long instant(Object value, String pointer) {
        String text = text(value, pointer, 64);
        try {
            OffsetDateTime at = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            if (at.getYear() >= 1970 && at.getYear() <= 9999)
                return at.toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            // Refused below, with the remedy.
        }
        throw new RefusedException(
                "invalid-time",
                "\"" + Texts.shown(text)
                        + "\" is no instant. Send one with its zone, such as 2026-11-21T09:30:00.000+08:00.",
                pointer);
    }

    static void appendScalar(StringBuilder out, Object value, String pointer) {
        switch (value) {
            case String text -> JsonText.text(out, text(text, pointer, DataRule.LONG_TEXT));
            case Long number -> out.append(number.longValue());
            case Double number -> append(out, number);
            case Boolean flag -> out.append(flag.booleanValue());
            default -> throw wrongType(value, "a text, a number, true or false", pointer);
        }
    }

    /** Whole numbers without a fraction, so that 4 and 4.0 are the same text. */
    static void append(StringBuilder out, double number) {
        if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) out.append((long) number);
        else out.append(number);
    }

    private static String plain(double number) {
        StringBuilder text = new StringBuilder();
        append(text, number);
        return text.toString();
    }

    private static RefusedException outOfRange(String pointer, String least, String most) {
        return new RefusedException(
                "out-of-range", "The number is out of range: " + least + " to " + most + " is allowed.", pointer);
    }

    static RefusedException wrongType(Object value, String wanted, String pointer) {
        String found = switch (value) {
            case String text -> "a text";
            case Long number -> "a number";
            case Double number -> "a number";
            case Boolean flag -> "a truth value";
            case Map<?, ?> object -> "an object";
            default -> "an array";
        };
        return new RefusedException("wrong-type", "Here stands " + found + "; " + wanted + " is needed.", pointer);
    }
}
