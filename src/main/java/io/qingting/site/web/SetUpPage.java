package io.qingting.site.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One page of a list by id: those whose words hold what is searched for, after an id. */
record SetUpPage<T>(List<T> items, @Nullable String next) {
    private static final int LARGEST = 500;

    /**
     * @param id by which they are in order, and which is the cursor
     * @param words in which is searched, whatever their case
     * @param limit wanted; at least 1, at most 500
     */
    static <T> SetUpPage<T> of(
            Collection<T> all,
            Function<T, String> id,
            Function<T, String> words,
            @Nullable String search,
            @Nullable String after,
            int limit) {
        int most = Math.clamp(limit, 1, LARGEST);
        String wanted = search == null ? "" : search.strip().toLowerCase(Locale.ROOT);
        List<T> found = all.stream()
                .filter(item -> wanted.isEmpty()
                        || words.apply(item).toLowerCase(Locale.ROOT).contains(wanted))
                .filter(item -> after == null || id.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(id))
                .limit(most + 1L)
                .toList();
        if (found.size() <= most) return new SetUpPage<>(found, null);
        List<T> page = found.subList(0, most);
        return new SetUpPage<>(page, id.apply(page.getLast()));
    }

    /** Texts in which is searched; null: none. */
    static String words(@Nullable String... texts) {
        return Arrays.stream(texts).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }
}
