package io.qingting.site.web;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.site.domain.Targets;
import io.qingting.site.domain.Texts;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as administrators give them, each refused with its field's pointer where it cannot be meant. */
final class Given {
    private static final double LARGEST = 1_000_000;

    private Given() {}

    static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    static void check(boolean right, String pointer, String detail) {
        if (!right) throw invalid(pointer, detail);
    }

    static void check(Optional<String> fault, String pointer) {
        fault.ifPresent(why -> {
            throw invalid(pointer, why);
        });
    }

    static <T> T body(@Nullable T body) {
        if (body == null) throw invalid("", "Send a JSON object.");
        return body;
    }

    static <T> T present(@Nullable T value, String pointer) {
        if (value == null) throw invalid(pointer, "This is missing.");
        return value;
    }

    static String id(String text) {
        check(Texts.idFault(text), "/id");
        return text;
    }

    static String name(@Nullable String text, String pointer) {
        String name = text == null ? "" : text.strip();
        check(Texts.nameFault(name), pointer);
        return name;
    }

    /** Null where nothing, or blanks, are given. */
    static @Nullable String maybeName(@Nullable String text, String pointer) {
        return text == null || text.isBlank() ? null : name(text, pointer);
    }

    static @Nullable String blankless(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    static int whole(@Nullable Integer value, int least, int most, String pointer) {
        check(
                value != null && value >= least && value <= most,
                pointer,
                "Give a whole number from " + least + " to " + most + ".");
        return present(value, pointer);
    }

    static double number(@Nullable Double value, double least, double most, String pointer) {
        check(
                value != null && value >= least && value <= most,
                pointer,
                "Give a number from " + plain(least) + " to " + plain(most) + ".");
        return present(value, pointer);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }

    static LocalTime time(@Nullable String text, String pointer) {
        try {
            return LocalTime.parse(text == null ? "" : text);
        } catch (DateTimeException e) {
            throw invalid(pointer, "Give a time of day such as 08:30.");
        }
    }

    /** A limit of a figure that should stay low: red comes at or after amber. */
    static Targets.Limit low(Targets.@Nullable Limit limit, double most, String pointer) {
        return limit(limit, most, pointer, true);
    }

    /** A limit of a figure that should stay high: red comes at or below amber. */
    static Targets.Limit high(Targets.@Nullable Limit limit, double most, String pointer) {
        return limit(limit, most, pointer, false);
    }

    private static Targets.Limit limit(Targets.@Nullable Limit limit, double most, String pointer, boolean low) {
        if (limit == null) return new Targets.Limit(null, null, null);
        if (limit.target() != null) number(limit.target(), 0, most, pointer + "/target");
        if (limit.warn() != null) number(limit.warn(), 0, most, pointer + "/warn");
        if (limit.critical() != null) number(limit.critical(), 0, most, pointer + "/critical");
        if (limit.warn() != null && limit.critical() != null)
            check(
                    low ? limit.critical() >= limit.warn() : limit.critical() <= limit.warn(),
                    pointer + "/critical",
                    "Red must be further away than amber.");
        return limit;
    }

    static Targets.Limit low(Targets.@Nullable Limit limit, String pointer) {
        return low(limit, LARGEST, pointer);
    }
}
