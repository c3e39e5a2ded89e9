package io.qingting.report.web;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** What the resources of views and schedules share: values from outside. */
final class ViewInputs {
    private ViewInputs() {}

    static long id(@Nullable String text) {
        if (text == null || !text.matches("\\d{1,18}")) throw invalid("Use an id as the list gave it.", "/id");
        return Long.parseLong(text);
    }

    static String needed(@Nullable String text, int longest, String pointer) {
        String found = text(text, longest, pointer).strip();
        if (found.isEmpty()) throw invalid("This must not be empty.", pointer);
        return found;
    }

    /** Empty where it is absent. */
    static String text(@Nullable String text, int longest, String pointer) {
        if (text == null) return "";
        if (text.length() > longest || text.indexOf('\0') >= 0)
            throw invalid("At most " + longest + " characters.", pointer);
        return text;
    }

    static ProblemException invalid(String detail, String pointer) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }
}
