package io.qingting.rule.store;

import io.qingting.rule.domain.InvalidRuleException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the values of a rule; a wrong one is refused with its field, the reason and what would be right. */
final class Words {
    private Words() {}

    static InvalidRuleException wrong(String field, String reason, String remedy) {
        return new InvalidRuleException(field, reason, remedy);
    }

    static <T> T required(@Nullable T value, String field, String remedy) {
        if (value == null) throw wrong(field, "It is missing.", remedy);
        return value;
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }

    static <T> T word(@Nullable String word, T[] all, Function<T, String> name, String field) {
        for (T value : all) {
            if (name.apply(value).equals(word)) return value;
        }
        String known = Arrays.stream(all).map(name).collect(Collectors.joining(", "));
        throw wrong(field, word == null ? "It is missing." : "There is no " + word + ".", "Use one of " + known + ".");
    }

    static <T> Set<T> words(@Nullable List<String> words, T[] all, Function<T, String> name, String field) {
        Set<T> found = new HashSet<>();
        for (String word : list(words)) found.add(word(word, all, name, field));
        return found;
    }

    static Set<String> set(@Nullable List<String> values, String field) {
        Set<String> found = new HashSet<>();
        for (String value : list(values)) found.add(required(value, field, "Leave nulls out."));
        return found;
    }

    static LocalTime time(@Nullable String text, String field) {
        try {
            return LocalTime.parse(required(text, field, "Give times, such as 09:00."));
        } catch (DateTimeException e) {
            throw wrong(field, text + " is no time.", "Give times, such as 09:00.");
        }
    }

    /** Whatever a constructor refuses is told at its field. */
    static <T> T at(String field, String remedy, Supplier<T> made) {
        try {
            return made.get();
        } catch (InvalidRuleException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw wrong(field, e.getMessage() + ".", remedy);
        }
    }
}
