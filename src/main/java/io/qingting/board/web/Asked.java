package io.qingting.board.web;

import io.qingting.board.domain.OpenContact;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the lists of contacts share: words and cursors from outside, and refusals. */
final class Asked {
    private static final int LONGEST_CURSOR = 1_000;
    private static final int PARTS = 4;

    private Asked() {}

    static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    /** The same whether there is none of that id or the caller may not see it. */
    static ProblemException noAgent() {
        return new ProblemException(Problem.of(
                404, "not-found", "Not found", "There is no agent of this id among those that you may see."));
    }

    /** @return all where nothing is given */
    static Set<OpenContact.State> states(@Nullable String text) {
        return words(text, OpenContact.State.class, OpenContact.State::wireName, "/state");
    }

    /** Words parted by commas; all where nothing is given. */
    static <E extends Enum<E>> Set<E> words(
            @Nullable String text, Class<E> type, Function<E, String> name, String pointer) {
        if (text == null || text.isBlank()) return EnumSet.allOf(type);
        Set<E> found = EnumSet.noneOf(type);
        for (String word : text.split(",", -1)) {
            found.add(Arrays.stream(type.getEnumConstants())
                    .filter(e -> name.apply(e).equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> invalid(
                            pointer,
                            "Use "
                                    + Arrays.stream(type.getEnumConstants())
                                            .map(name)
                                            .collect(Collectors.joining(", ")) + ", parted by commas.")));
        }
        return found;
    }

    static OpenContact.@Nullable Cursor cursor(@Nullable String text) {
        if (text == null) return null;
        try {
            if (text.length() > LONGEST_CURSOR) throw new IllegalArgumentException("too long");
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", PARTS);
            if (parts.length != PARTS) throw new IllegalArgumentException("not four parts");
            return new OpenContact.Cursor(
                    OpenContact.State.valueOf(parts[0]),
                    Instant.parse(parts[1]),
                    new ContactKey(Integer.parseInt(parts[2]), parts[3]));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid("/after", "Use next as the list gave it.");
        }
    }

    static String cursorText(OpenContact last) {
        String text = String.join(
                "\n",
                last.state().name(),
                last.sinceAt().toString(),
                Integer.toString(last.contact().sourceId()),
                last.contact().contactId());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
