package io.qingting.sla.store;

import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the values of a document; a wrong one is refused with its place and what would be right. */
final class Values {
    private Values() {}

    static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    static <T> T required(@Nullable T value, String pointer, String remedy) {
        if (value == null) throw invalid(pointer, remedy);
        return value;
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }

    /** Whatever a constructor or parser refuses is told at its place. */
    static <T> T at(String pointer, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid(pointer, e.getMessage() + ".");
        }
    }

    static <T> T word(@Nullable String word, T[] all, Function<T, String> name, String pointer) {
        for (T value : all) {
            if (name.apply(value).equals(word)) return value;
        }
        throw invalid(pointer, "Use one of " + Arrays.stream(all).map(name).collect(Collectors.joining(", ")) + ".");
    }
}
