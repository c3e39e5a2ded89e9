package io.qingting.alert.web;

import io.qingting.alert.app.AlertDesk.Outcome;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the resources of alerts share: values from outside, and refusals. */
final class Inputs {
    private static final int LARGEST_PAGE = 200;

    private Inputs() {}

    static long id(String text) {
        if (!text.matches("\\d{1,18}")) throw invalid("Use an id as the list gave it.", "/id");
        return Long.parseLong(text);
    }

    /** A cursor into a list that goes down from the newest. */
    static long before(@Nullable String text) {
        return text == null || text.isEmpty() ? Long.MAX_VALUE : id(text);
    }

    static int limit(int wanted) {
        return Math.clamp(wanted, 1, LARGEST_PAGE);
    }

    static @Nullable Instant instant(@Nullable String text, String pointer) {
        if (text == null || text.isEmpty()) return null;
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid("An instant looks like 2026-03-02T09:00:00Z.", pointer);
        }
    }

    /** @return null where it is absent or blank */
    static @Nullable String text(@Nullable String text, int longest, String pointer) {
        if (text == null || text.isBlank()) return null;
        if (text.length() > longest || text.indexOf('\0') >= 0)
            throw invalid("At most " + longest + " characters.", pointer);
        return text.strip();
    }

    static String needed(@Nullable String text, int longest, String pointer) {
        String found = text(text, longest, pointer);
        if (found == null) throw invalid("This must not be empty.", pointer);
        return found;
    }

    static ProblemException invalid(String detail, String pointer) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    static ProblemException notFound() {
        return new ProblemException(
                Problem.of(404, "not-found", "Not found", "There is nothing of this id. It may have been removed."));
    }

    static Response done(boolean found) {
        if (!found) throw notFound();
        return Response.noContent().build();
    }

    static Response done(Outcome outcome) {
        return switch (outcome) {
            case DONE -> Response.noContent().build();
            case UNKNOWN -> throw notFound();
            case TOO_LATE ->
                throw new ProblemException(
                        Problem.of(
                                409,
                                "conflict",
                                "Not possible now",
                                "The alert is not in a state that allows this. Read it again: somebody may have done it already."));
        };
    }

    static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
