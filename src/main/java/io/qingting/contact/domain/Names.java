package io.qingting.contact.domain;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ids that many contacts name, each held once. Past its limit it starts anew, which costs memory but changes nothing. */
final class Names {
    private static final int LIMIT = 100_000;

    private final Map<String, String> known = new HashMap<>();

    @Nullable
    String shared(@Nullable String name) {
        if (name == null) return null;
        String present = known.putIfAbsent(name, name);
        if (present != null) return present;
        if (known.size() > LIMIT) known.clear();
        return name;
    }
}
