package io.qingting.sla.web;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.sla.domain.SlaTarget;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the resources of this package share: refusals, and instants as text. */
final class Answers {
    private Answers() {}

    static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    static ProblemException notFound(String what) {
        return new ProblemException(Problem.of(404, "not-found", "Not found", what));
    }

    static <T> T body(@Nullable T body) {
        if (body == null) throw invalid("", "Send a JSON object.");
        return body;
    }

    static <T> T required(@Nullable T value, String name, String remedy) {
        if (value == null) throw invalid("/" + name, remedy);
        return value;
    }

    static Instant instant(@Nullable String text, String name) {
        try {
            return Instant.parse(required(text, name, "Give an instant, such as 2026-03-03T01:00:00Z."));
        } catch (DateTimeParseException e) {
            throw invalid("/" + name, "Give an instant, such as 2026-03-03T01:00:00Z, not " + text + ".");
        }
    }

    static LocalDate date(@Nullable String text, String name) {
        try {
            return LocalDate.parse(required(text, name, "Give a date, such as 2026-03-03."));
        } catch (DateTimeParseException e) {
            throw invalid("/" + name, "Give a date, such as 2026-03-03, not " + text + ".");
        }
    }

    /** The word of that name; null where none is given. */
    static <T> @Nullable T word(@Nullable String given, T[] all, Function<T, String> name, String field) {
        if (given == null || given.isEmpty()) return null;
        StringBuilder known = new StringBuilder();
        for (T value : all) {
            if (name.apply(value).equals(given)) return value;
            known.append(known.isEmpty() ? "" : ", ").append(name.apply(value));
        }
        throw invalid("/" + field, "Use one of " + known + ".");
    }

    /** The path decides on the id; a body may leave it out. */
    static void sameId(String ofPath, @Nullable String ofBody, String field) {
        if (ofBody != null && !ofBody.equals(ofPath))
            throw invalid("/" + field, "The id in the body differs from the one in the path, " + ofPath + ".");
    }

    static String at(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    static @Nullable String maybe(long epochMillis) {
        return epochMillis == SlaTarget.NEVER ? null : at(epochMillis);
    }

    /** Values for the audit trail: those of a document, without what is absent. */
    static Map<String, Object> auditable(Map<String, @Nullable Object> values) {
        Map<String, Object> present = new TreeMap<>();
        values.forEach((name, value) -> {
            if (value != null) present.put(name, value);
        });
        return present;
    }
}
