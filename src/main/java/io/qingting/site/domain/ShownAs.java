package io.qingting.site.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How screens show an agent's name. */
public enum ShownAs {
    FULL,
    /** By a name that was chosen for it, or by a number. */
    PSEUDONYM,
    /** Not at all. */
    NONE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static @Nullable ShownAs read(@Nullable String name) {
        return name == null ? null : ofWireName(name).orElse(null);
    }

    public static Optional<ShownAs> ofWireName(String name) {
        return Arrays.stream(values()).filter(it -> it.wireName().equals(name)).findFirst();
    }
}
